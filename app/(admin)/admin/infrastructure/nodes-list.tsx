import { getFormatter, getTranslations } from "next-intl/server";
import { defineList, type ListView } from "@/app/lists/define-list";
import { AreaSums, NodeCores, NodeState, RoomOf } from "@/components/admin/infrastructure/capacity";
import { InfrastructureTabs } from "@/components/admin/infrastructure/infrastructure-tabs";
import { ListSilence } from "@/components/admin/lists/list-silence";
import { Link } from "@/components/ui/link";
import { RowLink } from "@/components/ui/list/table";
import { spaced } from "@/components/ui/spacing";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { type NodeView, readNodes } from "@/lib/fleet/infrastructure/nodes";
import { NODE_STATES, nodeFilterFrom } from "@/lib/fleet/infrastructure/place-filters";
import { wantFleet } from "@/lib/hosts/mirror/start-mirror";

const textOf = (figure: number | null): string | null => (figure === null ? null : String(figure));

/** The nodes of each region, and the room that is left on them; as they were last listed while RStack lists none. */
export const nodesList = defineList({
  id: "nodes",
  path: "/admin/infrastructure",
  title: async () => (await getTranslations("words"))("infrastructure"),
  viewer: requireStaff,
  parse: nodeFilterFrom,
  chosen: ({ q, area, state, cores, memoryGb, diskGb, remark }) => ({
    ...{ q, area, state, remark },
    ...{ cores: textOf(cores), memory: textOf(memoryGb), disk: textOf(diskGb) },
  }),
  async read({ query }): Promise<ListView<NodeView>> {
    await wantFleet();
    const w = await getTranslations("words");
    const t = await getTranslations("infrastructure");
    const fleetOperations = await getTranslations("fleet-operations");
    const fleetHosts = await getTranslations("fleet-hosts");
    const format = await getFormatter();
    const { areas, allAreas, fault, asOf } = await readNodes(query);
    const rows = areas.flatMap(({ nodes }) => nodes);
    const time = asOf && spaced(format.relativeTime(new Date(asOf), new Date()));
    return {
      rows,
      rowKey: ({ id }) => id,
      above: (
        <>
          <InfrastructureTabs />
          {fault && rows.length > 0 ? (
            <ListSilence
              fault={fault}
              refused={(text) => (time ? t("fault.refusedAsOf", { text, time }) : w("listRefused", { text }))}
              silent={time ? t("fault.asOf", { time }) : fleetOperations("fault.silent")}
            />
          ) : null}
        </>
      ),
      search: { label: w("search"), placeholder: t("nodes.placeholder"), live: true },
      filters: [
        {
          name: "area",
          label: w("region"),
          options: allAreas.map(({ id, name }) => [id, name ?? id] as const),
        },
        {
          name: "state",
          label: w("state"),
          options: NODE_STATES.map(
            (state) => [state, state === "normal" ? t("state.normal") : w("maintenanceNow")] as const,
          ),
        },
        { name: "cores", label: t("nodes.minCores"), input: { type: "number", max: 6 } },
        { name: "memory", label: t("nodes.minMemory"), input: { type: "number", max: 6 } },
        { name: "disk", label: t("nodes.minDisk"), input: { type: "number", max: 6 } },
        { name: "remark", label: w("remark"), input: { type: "text" } },
      ],
      groups: areas
        .filter(({ nodes }) => nodes.length > 0)
        .map(({ id, name, remark, nodes }) => ({
          title: name ?? id ?? t("nodes.noArea"),
          note: (
            <>
              {remark ? `${remark} · ` : null}
              <AreaSums nodes={nodes} />
            </>
          ),
          rows: nodes,
        })),
      columns: [
        {
          name: w("node"),
          phone: "title",
          cell: ({ id, name, remark }) => (
            <>
              <RowLink href={`/admin/infrastructure/nodes/${id}`}>{name ?? id}</RowLink>
              {remark ? <span className="ml-2 text-12 text-ink-3">{remark}</span> : null}
            </>
          ),
        },
        {
          name: w("state"),
          phone: "sub",
          width: "w-[14%]",
          cell: ({ maintenance }) => <NodeState maintenance={maintenance} />,
        },
        {
          name: w("hosts"),
          align: "right",
          width: "w-[7%]",
          cell: ({ id, hosts }) =>
            hosts === 0 ? (
              <span className="text-ink-3">0</span>
            ) : (
              <Link href={`/admin/hosts?node=${id}`} className="no-underline hover:underline">
                {hosts}
              </Link>
            ),
        },
        {
          name: w("memory"),
          phone: "also",
          width: "w-[23%]",
          cell: (node) => <RoomOf node={node} what="memory" />,
        },
        {
          name: w("disk"),
          width: "w-[20%]",
          wide: true,
          cell: (node) => <RoomOf node={node} what="disk" />,
        },
        {
          name: fleetHosts("form.cpuCores"),
          align: "right",
          width: "w-[9%]",
          cell: (node) => <NodeCores node={node} />,
        },
        {
          name: w("address"),
          width: "w-[12%]",
          wide: true,
          cell: ({ ip }) => <span className="text-ink-2">{ip}</span>,
        },
      ],
      foot: <span role="status">{w("nodeCount", { count: rows.length })}</span>,
      empty: { title: w("nothingYet") },
      failed: rows.length === 0 ? (fault ?? undefined) : undefined,
    };
  },
});
