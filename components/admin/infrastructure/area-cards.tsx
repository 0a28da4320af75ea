import Link from "next/link";
import { useTranslations } from "next-intl";
import { ListTable } from "@/components/ui/list-table";
import type { AreaView, NodeView } from "@/lib/fleet/infrastructure/nodes";
import { NodeState, useRoom } from "./capacity";

/** Each area and the nodes in it. */
export function AreaCards({ areas }: { areas: AreaView[] }) {
  const t = useTranslations("infrastructure.nodes");
  return (
    <>
      {areas.map((area) => (
        <section className="card area-card" key={area.id ?? ""}>
          <h2 className="mb-3">
            {area.name ?? area.id ?? t("noArea")}
            {area.remark ? <small> {area.remark}</small> : null}
          </h2>
          {area.nodes.length === 0 ? (
            <p className="text-ink-2">{t("noNodes")}</p>
          ) : (
            <NodesTable label={area.name ?? t("title")} nodes={area.nodes} />
          )}
        </section>
      ))}
    </>
  );
}

function NodesTable({ label, nodes }: { label: string; nodes: NodeView[] }) {
  const t = useTranslations("infrastructure");
  const room = useRoom();
  return (
    <ListTable
      label={label}
      dense
      columns={[
        t("column.node"),
        t("column.state"),
        t("column.cpu"),
        t("column.memory"),
        t("column.disk"),
        t("column.hosts"),
        t("column.address"),
      ]}
      rows={nodes.map((node) => ({
        key: node.id,
        cells: [
          <span key="name">
            <Link href={`/admin/infrastructure/nodes/${node.id}`} prefetch={false}>
              {node.name ?? node.id}
            </Link>
            {node.remark ? <small className="block">{node.remark}</small> : null}
          </span>,
          <NodeState key="state" maintenance={node.maintenance} />,
          room.cpu(node),
          room.memory(node),
          room.disk(node),
          String(node.hosts),
          <span key="ip" className="mono">
            {node.ip ?? t("unknown")}
          </span>,
        ],
      }))}
    />
  );
}
