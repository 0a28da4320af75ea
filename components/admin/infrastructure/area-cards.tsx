import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { TableCard } from "@/components/ui/list/table-card";
import type { AreaView, NodeView } from "@/lib/fleet/infrastructure/nodes";
import { NodeState, useRoom } from "./capacity";

/** Each area and the nodes in it. */
export function AreaCards({ areas }: { areas: AreaView[] }) {
  const t = useTranslations("infrastructure.nodes");
  return (
    <>
      {areas.map((area) => (
        <TableCard
          key={area.id ?? ""}
          title={area.name ?? area.id ?? t("noArea")}
          aside={area.remark ? <small>{area.remark}</small> : null}
        >
          {area.nodes.length === 0 ? (
            <p className="mb-4 text-ink-2">{t("noNodes")}</p>
          ) : (
            <NodesTable label={area.name ?? t("title")} nodes={area.nodes} />
          )}
        </TableCard>
      ))}
    </>
  );
}

function NodesTable({ label, nodes }: { label: string; nodes: NodeView[] }) {
  const t = useTranslations("infrastructure");
  const room = useRoom();
  return (
    <ListTable
      wide
      label={label}
      columns={[
        { name: t("column.node"), phone: "left", percent: 20 },
        { name: t("column.state"), phone: "right", percent: 19 },
        { name: t("column.cpu"), percent: 12 },
        { name: t("column.memory"), phone: "left", percent: 15 },
        { name: t("column.disk"), phone: "right", percent: 15 },
        { name: t("column.hosts"), percent: 10 },
        { name: t("column.address") },
      ]}
      rows={nodes.map((node) => ({
        key: node.id,
        cells: [
          <span key="name">
            <RowLink href={`/admin/infrastructure/nodes/${node.id}`}>{node.name ?? node.id}</RowLink>
            {node.remark ? <small className="block">{node.remark}</small> : null}
          </span>,
          <NodeState key="state" maintenance={node.maintenance} />,
          room.cpu(node),
          room.memory(node),
          room.disk(node),
          <Link key="hosts" href={`/admin/hosts?node=${node.id}`}>
            {node.hosts}
          </Link>,
          <span key="ip" className="mono">
            {node.ip ?? t("unknown")}
          </span>,
        ],
      }))}
    />
  );
}
