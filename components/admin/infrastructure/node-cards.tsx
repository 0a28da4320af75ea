import { useTranslations } from "next-intl";
import { lookOf } from "@/components/hosts/host-look";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { Mark } from "@/components/ui/mark";
import { NoticeLine } from "@/components/ui/notice-line";
import { Secret } from "@/components/ui/secret";
import { useGap } from "@/components/ui/use-gap";
import type { NodeHost, NodeView } from "@/lib/fleet/infrastructure/nodes";
import { CustomerLink } from "../customer-link";
import { FactList } from "../fact-card";
import { NodeState, useRoom } from "./capacity";

export function NodeFacts({ node }: { node: NodeView }) {
  const t = useTranslations("infrastructure");
  const room = useRoom();
  const gap = useGap();
  const facts = [
    { name: t("column.state"), value: <NodeState maintenance={node.maintenance} /> },
    { name: t("column.cpu"), value: room.cpu(node) },
    { name: t("column.memory"), value: room.memory(node) },
    { name: t("column.disk"), value: room.disk(node) },
    { name: t("column.address"), value: node.ip ?? t("unknown") },
    { name: t("column.public"), value: node.publicIp ?? t("unknown") },
    { name: t("column.id"), value: node.id },
  ];
  return (
    <section className="card">
      <h2 className="mb-3">
        {t("node.facts")}
        {node.areaName ? <small> {node.areaName}</small> : null}
      </h2>
      {node.maintenance ? (
        <NoticeLine tone="busy" className="mb-3">
          {[t("node.maintenance"), node.remark].filter(Boolean).join(gap)}
        </NoticeLine>
      ) : null}
      <FactList facts={node.remark ? [...facts, { name: t("column.remark"), value: node.remark }] : facts} />
      {node.freeCpuCores === null && node.maxCpuCores !== null ? (
        <p className="mt-3 max-w-prose text-xs text-ink-3">{t("nodes.maxcpu")}</p>
      ) : null}
    </section>
  );
}

export function NodeHosts({ hosts }: { hosts: NodeHost[] }) {
  const t = useTranslations("infrastructure");
  const state = useTranslations("host.state");
  return (
    <ListTable
      wide
      label={t("node.hosts")}
      columns={[
        { name: t("column.host"), phone: "left" },
        { name: t("column.state"), phone: "right" },
        { name: t("column.customer"), phone: "left" },
        { name: t("column.address"), phone: "right" },
        { name: t("column.image") },
      ]}
      rows={hosts.map((host) => ({
        key: host.vmId,
        cells: [
          <RowLink key="host" href={`/admin/hosts/${host.vmId}`}>
            {host.name ? <Secret>{host.name}</Secret> : host.vmId}{" "}
            {host.name ? <small className="mono font-normal">{host.vmId}</small> : null}
          </RowLink>,
          <Mark
            key="state"
            {...lookOf(host.state, null)}
            word={<span data-state={host.state}>{state(host.state)}</span>}
          />,
          host.owner ? <CustomerLink key="owner" userId={host.owner} /> : t("unknown"),
          <span key="ip" className="mono">
            {host.ipv4 ?? t("unknown")}
          </span>,
          host.imageName ?? t("unknown"),
        ],
      }))}
    />
  );
}
