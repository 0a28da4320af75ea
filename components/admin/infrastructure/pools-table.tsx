import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { Meter } from "@/components/ui/meter";
import type { PoolView } from "@/lib/fleet/infrastructure/pools";

export const nodeHref = (nodeId: string): string => `/admin/infrastructure/nodes/${nodeId}`;

export function PoolsTable({ pools }: { pools: PoolView[] }) {
  const t = useTranslations("infrastructure");
  const hasRanges = pools.some(({ firstIp }) => firstIp !== null);
  return (
    <ListTable
      label={t("pools.title")}
      wide
      columns={[
        { name: t("column.pool"), phone: "left", percent: 22 },
        { name: t("column.kind"), phone: "right", percent: 12 },
        { name: t("column.node"), percent: 14 },
        ...(hasRanges ? [{ name: t("column.range"), phone: "line" as const }] : []),
        { name: t("column.gateway") },
        { name: t("column.use"), phone: "line", percent: 25 },
      ]}
      rows={pools.map((pool) => ({
        key: pool.id,
        cells: [
          <RowLink key="name" href={`/admin/infrastructure/pools/${pool.id}`}>
            {pool.name ?? pool.id}
          </RowLink>,
          t(`pools.kinds.${pool.kind}`),
          pool.nodeId ? (
            <Link key="node" href={nodeHref(pool.nodeId)}>
              {pool.nodeName ?? pool.nodeId}
            </Link>
          ) : (
            pool.nodeName
          ),
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
          pool.use === null ? (
            <small key="use">{t("pools.notCounted")}</small>
          ) : (
            <UseOf key="use" used={pool.use.used} total={pool.use.total} />
          ),
        ],
      }))}
    />
  );
}

/** How full it is: as a bar, and in numbers beside it. */
export function UseOf({ used, total }: { used: number; total: number }) {
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
