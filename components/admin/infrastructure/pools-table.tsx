import { useFormatter, useTranslations } from "next-intl";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { Meter } from "@/components/ui/meter";
import type { PoolView } from "@/lib/fleet/infrastructure/pools";

export const nodeHref = (nodeId: string): string => `/admin/infrastructure/nodes/${nodeId}`;

const nodeOf = ({ nodeName, nodeId }: PoolView) => nodeName ?? nodeId;

/** Under the node that hands them out. */
export function PoolsTable({ pools }: { pools: PoolView[] }) {
  const t = useTranslations("infrastructure");
  const hasRanges = pools.some(({ firstIp }) => firstIp !== null);
  const nodes = [...new Set(pools.map(nodeOf))];
  return (
    <ListTable
      label={t("pools.title")}
      wide
      columns={[
        { name: t("column.pool"), phone: "left", percent: 25 },
        { name: t("column.kind"), phone: "right", percent: 15 },
        ...(hasRanges ? [{ name: t("column.range"), phone: "line" as const }] : []),
        { name: t("column.gateway") },
        { name: t("column.use"), phone: "left", percent: 22 },
        { name: t("column.free"), phone: "right", labelled: true, percent: 10, numeric: true },
      ]}
      groups={nodes.map((node) => ({
        title: node ?? t("pools.noNode"),
        rows: pools
          .filter((pool) => nodeOf(pool) === node)
          .map((pool) => ({
            key: pool.id,
            cells: [
              // The node's name, under which it stands, is in its own for who hears the link alone.
              <RowLink
                key="name"
                href={`/admin/infrastructure/pools/${pool.id}`}
                label={pool.name ?? undefined}
              >
                {nameBelowNode(pool)}
              </RowLink>,
              t(`pools.kinds.${pool.kind}`),
              ...(hasRanges
                ? [
                    <span key="range" className="mono">
                      {[pool.firstIp, pool.lastIp].filter(Boolean).join(" – ")}
                    </span>,
                  ]
                : []),
              <span key="gateway" className="mono">
                {pool.gateway}
              </span>,
              ...(pool.use === null
                ? [<small key="use">{t("pools.notCounted")}</small>, null]
                : [
                    <UseOf key="use" used={pool.use.used} total={pool.use.total} />,
                    <FreeOf key="free" used={pool.use.used} total={pool.use.total} />,
                  ]),
            ],
          })),
      }))}
    />
  );
}

function nameBelowNode(pool: PoolView): string {
  const name = pool.name ?? pool.id;
  const node = `${nodeOf(pool)} `;
  return name.startsWith(node) ? name.slice(node.length) : name;
}

function FreeOf({ used, total }: { used: number; total: number }) {
  const format = useFormatter();
  return (
    <span className={used >= total ? "font-strong text-alert-text" : ""}>{format.number(total - used)}</span>
  );
}

/** How full it is: as a bar, and in numbers beside it. */
function UseOf({ used, total }: { used: number; total: number }) {
  const t = useTranslations("infrastructure.pools");
  return (
    <span className="flex max-w-full items-center gap-3">
      <span className="block w-28 flex-none">
        <Meter used={used} limit={total} label={t("useBar", { used, total })} />
      </span>
      <span className="whitespace-nowrap text-sm tabular-nums">{t("use", { used, total })}</span>
    </span>
  );
}
