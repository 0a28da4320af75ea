import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import type { AreaView, NodeView } from "@/lib/fleet/infrastructure/nodes";
import { diskUse, memoryUse, NodeState, sumOf, UseBar, useRoom } from "./capacity";
import "./areas-table.css";

/** Each area and the nodes in it. */
export function AreasTable({ areas }: { areas: AreaView[] }) {
  const t = useTranslations("infrastructure");
  const nodes = areas.flatMap((area) => area.nodes);
  // A column of bars in which some are missing compares nothing.
  const row = useNodeRow({
    memory: nodes.every((node) => memoryUse(node) !== null),
    disk: nodes.every((node) => diskUse(node) !== null),
  });
  const sums = useSums();
  return (
    <ListTable
      wide
      label={t("nodes.title")}
      columns={[
        { name: t("column.node"), phone: "left", percent: 25 },
        { name: t("column.state"), phone: "right", percent: 15 },
        { name: t("column.cpu"), phone: "figure", percent: 12, numeric: true },
        { name: t("column.hosts"), phone: "figure", percent: 10, numeric: true },
        { name: t("column.memory"), phone: "figure", percent: 12, numeric: true },
        { name: t("column.disk"), phone: "figure", percent: 14, numeric: true },
        { name: t("column.address") },
      ]}
      groups={areas.map((area) => ({
        title: area.name ?? area.id ?? t("nodes.noArea"),
        note: [area.remark, area.nodes.length === 0 ? t("nodes.noNodes") : null].filter(Boolean).join(" · "),
        sums: area.nodes.length > 0 ? sums(area.nodes) : undefined,
        rows: area.nodes.map(row),
      }))}
    />
  );
}

/** Of an area, under hosts, memory and disk; not of cores, whose one figure may be the most that a host can have. */
function useSums() {
  const room = useRoom();
  return (nodes: NodeView[]) => {
    const all = sumOf(nodes);
    return [all.hosts, room.memory(all), room.disk(all), null];
  };
}

function useNodeRow(hasBar: { memory: boolean; disk: boolean }) {
  const t = useTranslations("infrastructure");
  const room = useRoom();
  return (node: NodeView) => ({
    key: node.id,
    cells: [
      <span key="name">
        <RowLink href={`/admin/infrastructure/nodes/${node.id}`}>{node.name ?? node.id}</RowLink>
        {node.remark ? <small className="block">{node.remark}</small> : null}
      </span>,
      <NodeState key="state" maintenance={node.maintenance} />,
      room.cpu(node),
      node.hosts === 0 ? (
        <span key="hosts" className="text-ink-3">
          0
        </span>
      ) : (
        <Link key="hosts" href={`/admin/hosts?node=${node.id}`}>
          {node.hosts}
        </Link>
      ),
      <span key="memory">
        {room.memory(node)}
        {hasBar.memory ? <UseBar use={memoryUse(node)} /> : null}
      </span>,
      <span key="disk">
        {room.disk(node)}
        {hasBar.disk ? <UseBar use={diskUse(node)} /> : null}
      </span>,
      <span key="ip" className="mono">
        {node.ip ?? t("unknown")}
      </span>,
    ],
  });
}
