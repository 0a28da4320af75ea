import type { RowId, VmId } from "../ids";
import type { CallOptions, CommandOptions } from "../master-client";
import { mapOutcome } from "../outcome";
import type { RetryingCaller } from "../retrying-caller";
import { ADDRESS_KEY, addressOf } from "../rows/address-row";
import { bindingsOf, MAPPING_KEY, mappingOf } from "../rows/mapping-row";
import { withKeyColumn } from "./key-column";
import { ownRows } from "./own-rows";
import { portCode } from "./port-code";

/** How a host is reached. */
export const networkCalls = (caller: RetryingCaller) => ({
  /** `hypernat` for one host; rows of other hosts are dropped. */
  listMappings: async (vmid: VmId, call: CallOptions) => {
    const listed = await ownRows(caller, "hypernat", await caller.call("hypernat", { vmid }, call), {
      vmId: vmid,
      options: call,
    });
    return mapOutcome(withKeyColumn(caller, "hypernat", listed, MAPPING_KEY), (rows) => rows.map(mappingOf));
  },
  /** `hypernat` by domain name over the whole master: whether it is bound already. Exact matches alone. */
  findDomain: async (domain: string, call: CallOptions) =>
    mapOutcome(await caller.call("hypernat", { domainname: domain }, call), (rows) =>
      bindingsOf(rows, domain),
    ),
  addPort: (vmid: VmId, insidePort: number, call: CommandOptions) =>
    caller.call("vm_portmap.add", { vmid, privateport: insidePort }, call),
  /** The master may act on the id alone: look it up in `listMappings` of this very host first. */
  removePort: (vmid: VmId, mappingId: RowId, call: CommandOptions) =>
    caller.call("vm_portmap.del", { vmid, portid: mappingId }, call),
  /** `domain` is a checked A-label, lower case. */
  bindDomain: (vmid: VmId, domain: string, insidePort: number, call: CommandOptions) =>
    caller.call("vm_domain.add", { vmid, domainname: domain, privateport: insidePort }, call),
  unbindDomain: (vmid: VmId, mappingId: RowId, call: CommandOptions) =>
    caller.call("vm_domain.del", { vmid, domainid: mappingId }, call),
  /** `hyperip` for one host; rows of other hosts are dropped. */
  listAddresses: async (vmid: VmId, call: CallOptions) => {
    const listed = await ownRows(
      caller,
      "hyperip",
      await caller.call("hyperip", { vmid: { id: vmid, withFree: false } }, call),
      { vmId: vmid, options: call },
    );
    return mapOutcome(withKeyColumn(caller, "hyperip", listed, ADDRESS_KEY), (rows) =>
      rows.map(addressOf).filter((row) => row !== null),
    );
  },
  reapplyAddresses: (vmid: VmId, call: CommandOptions) => caller.call("vm_setips", { vmid }, call),
  /** The system's own, a random one, or 10000 to 65535. */
  setRemotePort: (vmid: VmId, port: "first" | "random" | number, call: CommandOptions) =>
    caller.call("vm_setport", { vmid, remote_port: portCode(port) }, call),
});
