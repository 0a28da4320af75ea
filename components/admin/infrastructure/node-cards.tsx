import { useTranslations } from "next-intl";
import { lookOf } from "@/components/hosts/host-look";
import { ButtonLink } from "@/components/ui/button-link";
import { Figure, Figures } from "@/components/ui/figures";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { Mark } from "@/components/ui/mark";
import { Slab } from "@/components/ui/plate";
import type { CustomerName } from "@/lib/fleet/customers/customer-names";
import type { NodeHost, NodeView } from "@/lib/fleet/infrastructure/nodes";
import { CustomerLink } from "../customer-link";
import { diskRoom, memoryRoom, type Room, UseBar, unitOf, useRoomWords } from "./capacity";

/** What it is and whether it takes hosts; then what is free on it. */
export function NodeHead({ node, creates }: { node: NodeView; creates: boolean }) {
  const t = useTranslations("infrastructure");
  const { maintenance, remark, areaName, ip, publicIp } = node;
  return (
    <div className="card p-0">
      <section className="host-head" aria-label={node.name ?? node.id}>
        <div className="host-plate">
          <Slab
            tone={maintenance ? "busy" : "run"}
            shape={maintenance ? "bars" : "check"}
            word={t(maintenance ? "state.maintenance" : "state.normal")}
            note={maintenance ? t("node.maintenance") : null}
          />
        </div>
        <div className="host-ident">
          <h2>{node.name ?? node.id}</h2>
          <div className="host-facts">
            {areaName ? <span>{areaName}</span> : null}
            <Named name={t("node.id")} value={node.id} />
            {ip ? <Named name={t("column.address")} value={ip} /> : null}
            {publicIp ? <Named name={t("node.public")} value={publicIp} /> : null}
            {remark ? <div>{remark}</div> : null}
          </div>
        </div>
        <div className="flex flex-wrap gap-2 py-2 md:p-0">
          {creates && !maintenance ? (
            <ButtonLink href={`/admin/hosts/new?place=node:${node.id}`} icon="plus">
              {t("node.create")}
            </ButtonLink>
          ) : null}
          <ButtonLink href={`/admin/infrastructure/pools?node=${node.id}`} icon="globe">
            {t("node.pools")}
          </ButtonLink>
          <ButtonLink href={`/admin/hosts?node=${node.id}`} icon="list">
            {t("node.all")}
          </ButtonLink>
        </div>
      </section>
      <NodeRoom node={node} />
    </div>
  );
}

/** A fact of a head that says little without its name. */
export const Named = ({ name, value }: { name: string; value: string }) => (
  <div>
    {name} <span className="mono text-ink">{value}</span>
  </div>
);

function NodeRoom({ node }: { node: NodeView }) {
  const t = useTranslations("infrastructure");
  const words = useRoomWords();
  const [memory, disk] = [memoryRoom(node), diskRoom(node)];
  const figureOf = ({ free, use }: Room) => {
    const { unit, inUnit } = unitOf(use?.all ?? free ?? 0);
    return {
      value: free === null ? null : inUnit(free),
      unit: t("freeUnit", { unit }),
      note: use && (
        <>
          {words.all(use)}
          <span className="mt-1 block">
            <UseBar use={use} />
          </span>
        </>
      ),
    };
  };
  const { freeCpuCores, maxCpuCores, given } = node;
  return (
    <Figures ruled dense>
      <Figure label={t("node.memory")} {...figureOf(memory)} />
      <Figure label={t("node.disk")} {...figureOf(disk)} />
      {/* The most that one host may have is no measure of what is left. */}
      {freeCpuCores === null ? (
        <Figure
          label={t("node.coresUsed")}
          value={given.cpuCores}
          note={maxCpuCores === null ? null : t("cpu.most", { count: maxCpuCores })}
        />
      ) : (
        <Figure
          label={t("node.coresFree")}
          value={freeCpuCores}
          note={given.cpuCores === null ? null : t("node.givenCores", { count: given.cpuCores })}
        />
      )}
    </Figures>
  );
}

/** A host's state as it was last seen, in a row. */
export function StateOf({ state, isUnread }: Pick<NodeHost, "state" | "isUnread">) {
  const t = useTranslations();
  return (
    <Mark
      {...lookOf(state, null)}
      word={
        <span data-state={state}>
          {isUnread && state === "unknown" ? t("hosts.notChecked") : t(`host.state.${state}`)}
        </span>
      }
    />
  );
}

interface NodeHostsProps {
  hosts: NodeHost[];
  /** What is kept of the customers, by number. */
  names: Map<string, CustomerName>;
}

export function NodeHosts({ hosts, names }: NodeHostsProps) {
  const t = useTranslations("infrastructure");
  const nameOf = (owner: string) => names.get(owner)?.name || names.get(owner)?.username;
  return (
    <ListTable
      wide
      label={t("node.hosts")}
      columns={[
        { name: t("column.host"), phone: "left", percent: 25 },
        { name: t("column.state"), phone: "right", percent: 17 },
        { name: t("column.customer"), phone: "left", percent: 22 },
        { name: t("column.address"), phone: "right", percent: 17 },
        { name: t("column.image"), phone: "line" },
      ]}
      rows={hosts.map((host) => ({
        key: host.vmId,
        cells: [
          <RowLink key="host" href={`/admin/hosts/${host.vmId}`}>
            {host.name || host.vmId}
            {host.name ? <small className="mono font-normal"> {host.vmId}</small> : null}
          </RowLink>,
          <StateOf key="state" {...host} />,
          host.owner ? (
            <CustomerLink key="owner" userId={host.owner} name={nameOf(host.owner)} numbered />
          ) : null,
          host.ipv4 === null ? null : (
            <span key="ip" className="mono">
              {host.ipv4}
            </span>
          ),
          host.imageName,
        ],
      }))}
    />
  );
}
