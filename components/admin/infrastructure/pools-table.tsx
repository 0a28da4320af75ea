import { useTranslations } from "next-intl";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { Meter } from "@/components/ui/meter";
import type { PoolUse, PoolView } from "@/lib/fleet/infrastructure/pools";
import { useAgo } from "../use-ago";

export function PoolsTable({ pools }: { pools: PoolView[] }) {
  const t = useTranslations("infrastructure");
  const hasRanges = pools.some(({ firstIp }) => firstIp !== null);
  return (
    <ListTable
      label={t("pools.title")}
      wide
      columns={[
        { name: t("column.pool"), phone: "left" },
        { name: t("column.kind"), phone: "right" },
        { name: t("column.node") },
        ...(hasRanges ? [{ name: t("column.range"), phone: "left" as const }] : []),
        { name: t("column.gateway") },
        { name: t("column.use"), phone: "right", percent: 22 },
      ]}
      rows={pools.map((pool) => ({
        key: pool.id,
        cells: [
          <RowLink key="name" href={`/admin/infrastructure/pools/${pool.id}`}>
            {pool.name ?? pool.id}
          </RowLink>,
          t(`pools.kinds.${pool.kind}`),
          pool.nodeName ?? pool.nodeId ?? t("unknown"),
          ...(hasRanges
            ? [
                <span key="range" className="mono">
                  {pool.firstIp ? [pool.firstIp, pool.lastIp].filter(Boolean).join(" – ") : t("unknown")}
                </span>,
              ]
            : []),
          <span key="gateway" className="mono">
            {pool.gateway ?? t("unknown")}
          </span>,
          <PoolUseCell key="use" use={pool.use} />,
        ],
      }))}
    />
  );
}

function PoolUseCell({ use }: { use: PoolUse | null }) {
  const t = useTranslations("infrastructure.pools");
  const ago = useAgo();
  if (use === null) {
    return <small>{t("notCounted")}</small>;
  }
  return (
    <span className="inline-grid w-52 max-w-full gap-1">
      <UseOf used={use.used} total={use.total} />
      {use.countedAt ? <small>{t("counted", { time: ago(use.countedAt) })}</small> : null}
    </span>
  );
}

export function UseOf({ used, total }: { used: number; total: number }) {
  const t = useTranslations("infrastructure.pools");
  return (
    <>
      <span className="tabular-nums">{t("use", { used, total })}</span>
      <Meter used={used} limit={total} label={t("useBar", { used, total })} />
    </>
  );
}
