import { getFormatter, getTranslations } from "next-intl/server";
import { defineList, type ListView } from "@/app/lists/define-list";
import { InfrastructureTabs } from "@/components/admin/infrastructure/infrastructure-tabs";
import { RowLink } from "@/components/ui/list/table";
import { Meter } from "@/components/ui/meter";
import { spaced } from "@/components/ui/spacing";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { POOL_KINDS, poolFilterFrom } from "@/lib/fleet/infrastructure/place-filters";
import { type PoolView, readPools } from "@/lib/fleet/infrastructure/pools";

const KINDS = ["ipv4", "private-ipv4", "ipv6", "unknown"] as const;

/** Address pools over all nodes, by kind; how full each is by RStack's word, else as last counted. */
export const poolsList = defineList({
  id: "pools",
  path: "/admin/infrastructure/pools",
  title: async () => (await getTranslations("words"))("addressPools"),
  viewer: requireStaff,
  parse: poolFilterFrom,
  chosen: (filter) => ({ ...filter }),
  async read({ query }): Promise<ListView<PoolView>> {
    const w = await getTranslations("words");
    const t = await getTranslations("infrastructure");
    const answer = await readPools(query);
    const pools = answer.ok ? answer.value : [];
    const rows = KINDS.flatMap((kind) => pools.filter((pool) => pool.kind === kind));
    return {
      rows,
      rowKey: ({ id }) => id,
      heading: w("infrastructure"),
      above: <InfrastructureTabs />,
      search: { label: t("pools.find"), placeholder: t("pools.placeholder"), name: "ip" },
      segments: {
        name: "kind",
        label: w("type"),
        items: [
          { value: null, label: w("all") },
          ...POOL_KINDS.map((kind) => ({ value: kind, label: t(`pools.kinds.${kind}`) })),
        ],
      },
      filters: [
        { name: "name", label: t("pools.name"), input: { type: "text" } },
        { name: "node", label: t("pools.node"), input: { type: "number", max: 10 } },
      ],
      columns: [
        {
          name: w("pool"),
          phone: "title",
          cell: ({ id, name, firstIp, lastIp }) => (
            <>
              <RowLink href={`/admin/infrastructure/pools/${id}`}>{name ?? id}</RowLink>
              <span className="ml-2 text-12 text-ink-3">{[firstIp, lastIp].filter(Boolean).join(" – ")}</span>
            </>
          ),
        },
        {
          name: w("type"),
          phone: "sub",
          width: "w-[13%]",
          cell: ({ kind }) => <span className="text-ink-2">{t(`pools.kinds.${kind}`)}</span>,
        },
        {
          name: w("node"),
          width: "w-[13%]",
          wide: true,
          cell: ({ nodeName, nodeId }) => <span className="text-ink-2">{nodeName ?? nodeId}</span>,
        },
        { name: w("gateway"), width: "w-[14%]", wide: true, cell: ({ gateway }) => gateway },
        {
          name: w("used"),
          phone: "also",
          width: "w-[22%]",
          cell: ({ use }) =>
            use ? (
              <span className="items-center gap-2.5 md:flex">
                <Meter
                  used={use.used}
                  limit={use.total}
                  label={t("pools.useBar", { used: use.used, total: use.total })}
                  className="w-20 max-md:hidden"
                />
                {w("usedOf", { used: use.used, limit: use.total })}
              </span>
            ) : (
              <span className="text-ink-3">{t("pools.notCounted")}</span>
            ),
        },
        {
          name: t("column.free"),
          align: "right",
          width: "w-[9%]",
          cell: ({ use }) =>
            use && (
              <span className={use.used >= use.total ? "font-medium text-bad-ink" : undefined}>
                {Math.max(use.total - use.used, 0)}
              </span>
            ),
        },
      ],
      foot: (
        <>
          <span role="status">{t("pools.count", { count: rows.length })}</span>
          {await countedAt(rows)}
        </>
      ),
      empty: { title: w("nothingYet") },
      ...(query.ip && { noMatch: { title: t("pools.noMatch") } }),
      failed: answer.ok ? undefined : answer.fault,
    };
  },
});

/** When the pool was counted that waited longest, and that a visit counts; nothing where RStack itself says how full each is. */
async function countedAt(pools: readonly PoolView[]): Promise<string | null> {
  const oldest = pools
    .flatMap(({ use }) => use?.countedAt ?? [])
    .toSorted()
    .at(0);
  if (oldest === undefined && pools.every(({ use }) => use !== null)) {
    return null;
  }
  const t = await getTranslations("infrastructure.pools");
  const format = await getFormatter();
  return oldest === undefined
    ? t("uncounted")
    : t("counted", { time: spaced(format.relativeTime(new Date(oldest), new Date())) });
}
