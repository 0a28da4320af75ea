import type { MasterClient } from "../master-client";
import { mapOutcome } from "../outcome";
import type { RetryingCaller } from "../retrying-caller";
import { addressOf } from "../rows/address-row";
import { bindingsOf, mappingOf } from "../rows/mapping-row";
import { ownRows } from "./own-rows";
import { portCode } from "./port-code";

/** How a host is reached. */
export const networkCalls = (caller: RetryingCaller) =>
  ({
    listMappings: async (vmid, call) =>
      mapOutcome(
        await ownRows(caller, "hypernat", await caller.call("hypernat", { vmid }, call), {
          vmId: vmid,
          options: call,
        }),
        (rows) => rows.map(mappingOf),
      ),
    findDomain: async (domain, call) =>
      mapOutcome(await caller.call("hypernat", { domainname: domain }, call), (rows) =>
        bindingsOf(rows, domain),
      ),
    addPort: (vmid, insidePort, call) =>
      caller.call("vm_portmap.add", { vmid, privateport: insidePort }, call),
    removePort: (vmid, mappingId, call) => caller.call("vm_portmap.del", { vmid, portid: mappingId }, call),
    bindDomain: (vmid, domain, insidePort, call) =>
      caller.call("vm_domain.add", { vmid, domainname: domain, privateport: insidePort }, call),
    unbindDomain: (vmid, mappingId, call) =>
      caller.call("vm_domain.del", { vmid, domainid: mappingId }, call),
    listAddresses: async (vmid, call) =>
      mapOutcome(
        await ownRows(
          caller,
          "hyperip",
          await caller.call("hyperip", { vmid: { id: vmid, withFree: false } }, call),
          { vmId: vmid, options: call },
        ),
        (rows) => rows.map(addressOf).filter((row) => row !== null),
      ),
    reapplyAddresses: (vmid, call) => caller.call("vm_setips", { vmid }, call),
    setRemotePort: (vmid, port, call) =>
      caller.call("vm_setport", { vmid, remote_port: portCode(port) }, call),
  }) satisfies Partial<MasterClient>;
