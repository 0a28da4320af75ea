import { OwnTime } from "@/components/account/own-time";
import type { ShownRows } from "@/lib/fleet/operations/shown-rows";
import type { RowPlace } from "@/lib/rstack/provider-rows";
import { CustomerLink } from "../customer-link";
import { HostLink } from "../host-link";

/** Cells that lists of the master's share. What a row doesn't tell is left out. */
export const hostOf = ({ vmId, hostName }: Pick<RowPlace, "vmId" | "hostName">) =>
  vmId !== null ? <HostLink vmId={vmId} name={hostName} /> : hostName === null ? null : hostName;

export function ownerOf({ owner }: Pick<RowPlace, "owner">, { customers }: ShownRows<unknown>) {
  const kept = owner === null ? undefined : customers.get(owner);
  return owner === null ? null : <CustomerLink userId={owner} name={kept?.name || kept?.username} numbered />;
}

export const nodeOf = ({ nodeId }: Pick<RowPlace, "nodeId">, { nodes }: ShownRows<unknown>) =>
  nodeId === null ? null : (nodes.get(nodeId) ?? nodeId);

export const timeOf = (date: Date | null, zone: string | null) =>
  date === null ? null : <OwnTime iso={date.toISOString()} zone={zone} brief />;
