import { useTranslations } from "next-intl";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { Meter } from "@/components/ui/meter";
import type { PoolView } from "@/lib/fleet/infrastructure/pools";
import "./pools-table.css";

export const nodeHref = (nodeId: string): string => `/admin/infrastructure/nodes/${nodeId}`;

const KINDS = ["ipv4", "private-ipv4", "ipv6", "unknown"] as const;

interface Counted {
  used: number;
  total: number;
}

/** By kind: what is left of each is looked for over all nodes. */
export function PoolsTable({ pools }: { pools: PoolView[] }) {
  const t = useTranslations("infrastructure");
  const groups = KINDS.map((kind) => ({ kind, all: pools.filter((pool) => pool.kind === kind) }));
  return (
    <ListTable
      label={t("pools.title")}
      wide
      columns={[
        { name: t("column.pool"), phone: "left", percent: 35 },
        { name: t("column.gateway"), phone: "right", labelled: true, percent: 22 },
        { name: t("column.capacity"), phone: "line" },
      ]}
      groups={groups
        .filter(({ all }) => all.length > 0)
        .map(({ kind, all }) => {
          const sum = sumOf(all);
          return {
            title: t(`pools.kinds.${kind}`),
            note: sum ? (
              <span className="phone-text">
                <UsedOf {...sum} />
              </span>
            ) : null,
            sums: sum ? [<UsedOf key="used" {...sum} />] : undefined,
            rows: all.map((pool) => ({
              key: pool.id,
              cells: [
                <Name key="name" {...pool} />,
                <span key="gateway" className="mono">
                  {pool.gateway}
                </span>,
                pool.use === null ? (
                  <small key="use">{t("pools.notCounted")}</small>
                ) : (
                  <UseOf key="use" {...pool.use} />
                ),
              ],
            })),
          };
        })}
    />
  );
}

/** Null until all were counted: a part would be taken for the whole. */
function sumOf(pools: readonly PoolView[]): Counted | null {
  const counted = pools.flatMap(({ use }) => use ?? []);
  return counted.length < pools.length
    ? null
    : {
        used: counted.reduce((all, { used }) => all + used, 0),
        total: counted.reduce((all, { total }) => all + total, 0),
      };
}

/** Names mostly begin with the node's; what else tells it from others is below. */
function Name({ id, name, nodeName, nodeId, firstIp, lastIp }: PoolView) {
  const title = name ?? id;
  const node = nodeName ?? nodeId;
  const range = [firstIp, lastIp].filter(Boolean).join(" – ");
  return (
    <span>
      <RowLink href={`/admin/infrastructure/pools/${id}`}>{title}</RowLink>
      {node && !title.startsWith(node) ? <small> {node}</small> : null}
      {range ? <small className="mono block">{range}</small> : null}
    </span>
  );
}

/** What the bar shows, and what is left. */
function UsedOf({ used, total }: Counted) {
  const t = useTranslations("infrastructure.pools");
  return (
    <span className="whitespace-nowrap tabular-nums">
      <span>{t("used", { used, total })}</span>
      <span className={`ml-1.5 ${used >= total ? "font-strong text-alert-text" : "text-ink-3"}`}>
        {t("left", { free: Math.max(total - used, 0) })}
      </span>
    </span>
  );
}

/** How full it is: as a bar, and beside it in figures. */
function UseOf({ used, total }: Counted) {
  const t = useTranslations("infrastructure.pools");
  return (
    <span className="pool-use">
      <span>
        <Meter used={used} limit={total} label={t("useBar", { used, total })} />
      </span>
      <UsedOf used={used} total={total} />
    </span>
  );
}
