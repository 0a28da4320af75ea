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
        { name: t("column.used"), phone: "left", className: "pool-bar" },
        { name: t("column.free"), phone: "right", labelled: true, percent: 14, numeric: true },
      ]}
      groups={groups
        .filter(({ all }) => all.length > 0)
        .map(({ kind, all }) => {
          const sum = sumOf(all);
          const suffixes = new Set(all.map((pool) => suffixOf(pool)));
          const isSame = all.length > 1 && suffixes.size === 1;
          return {
            title: t(`pools.kinds.${kind}`),
            note: sum ? (
              <span className="phone-text">
                {t("column.used")} {t("pools.of", { used: sum.used, total: sum.total })} · {t("column.free")}{" "}
                <Free {...sum} />
              </span>
            ) : null,
            sums: sum ? [<UseBar key="used" {...sum} />, <Free key="free" {...sum} />] : undefined,
            rows: all.map((pool) => ({
              key: pool.id,
              cells: [
                <Name key="name" {...pool} isSame={isSame} />,
                <span key="gateway" className="mono">
                  {pool.gateway}
                </span>,
                pool.use && <UseBar key="used" {...pool.use} />,
                pool.use === null ? (
                  <small key="free">{t("pools.notCounted")}</small>
                ) : (
                  <Free key="free" {...pool.use} />
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

/** What follows in its name where that begins with its node's; null where it doesn't. */
function suffixOf({ id, name, nodeName, nodeId }: PoolView): string | null {
  const title = name ?? id;
  const node = nodeName ?? nodeId;
  return node !== null && title.startsWith(node) ? title.slice(node.length) : null;
}

/** `isSame`: all names of the group end in the same word, which tells none apart: it is for screen readers only. */
function Name({ isSame, ...pool }: PoolView & { isSame: boolean }) {
  const { id, name, nodeName, nodeId, firstIp, lastIp } = pool;
  const title = name ?? id;
  const node = nodeName ?? nodeId;
  const suffix = suffixOf(pool);
  const range = [firstIp, lastIp].filter(Boolean).join(" – ");
  return (
    <span>
      <RowLink href={`/admin/infrastructure/pools/${id}`}>
        {suffix !== null ? (
          <>
            {node}
            <small className={isSame ? "sr-only" : "font-normal"}>{suffix}</small>
          </>
        ) : (
          title
        )}
      </RowLink>
      {node && suffix === null ? <small> {node}</small> : null}
      {range ? <small className="mono block">{range}</small> : null}
    </span>
  );
}

/** What is left. */
const Free = ({ used, total }: Counted) => (
  <span className={used >= total ? "font-strong text-alert-text" : undefined}>
    {Math.max(total - used, 0)}
  </span>
);

/** How full it is, as a bar and in figures. */
function UseBar({ used, total }: Counted) {
  const t = useTranslations("infrastructure");
  return (
    <span className="pool-use">
      <Meter used={used} limit={total} label={t("pools.useBar", { used, total })} />
      <span>
        <span className="phone-text">{t("column.used")} </span>
        {t("pools.of", { used, total })}
      </span>
    </span>
  );
}
