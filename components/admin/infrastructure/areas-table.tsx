import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import type { AreaView, NodeView } from "@/lib/fleet/infrastructure/nodes";
import { NodeState, useRoom } from "./capacity";

/** Each area and the nodes in it. */
export function AreasTable({ areas }: { areas: AreaView[] }) {
  const t = useTranslations("infrastructure");
  const row = useNodeRow();
  return (
    <ListTable
      wide
      label={t("nodes.title")}
      columns={[
        { name: t("column.node"), phone: "left", percent: 25 },
        { name: t("column.state"), phone: "right", percent: 17 },
        { name: t("column.cpu"), phone: "left", labelled: true, percent: 12 },
        { name: t("column.hosts"), phone: "right", labelled: true, percent: 10 },
        { name: t("column.memory"), phone: "left", labelled: true, percent: 12 },
        { name: t("column.disk"), phone: "right", labelled: true, percent: 12 },
        { name: t("column.address") },
      ]}
      groups={areas.map((area) => ({
        title: area.name ?? area.id ?? t("nodes.noArea"),
        note: [area.remark, area.nodes.length === 0 ? t("nodes.noNodes") : null].filter(Boolean).join(" · "),
        rows: area.nodes.map(row),
      }))}
    />
  );
}

function useNodeRow() {
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
      room.memory(node),
      room.disk(node),
      <span key="ip" className="mono">
        {node.ip ?? t("unknown")}
      </span>,
    ],
  });
}
