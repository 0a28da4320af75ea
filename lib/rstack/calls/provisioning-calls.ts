import { BOOK_FIELDS, HOST_FIELDS, MACHINE_FIELDS, RECORD_FIELDS, type WIRE_FIELDS } from "../host-fields";
import type { VmId } from "../ids";
import type { CallOptions, CommandOptions } from "../master-client";
import { mapOutcome } from "../outcome";
import type { HostChanges, HostHardware, NewHost } from "../provider-inputs";
import type { RetryingCaller } from "../retrying-caller";
import { createdHostOf, hostSettingsOf } from "../rows/host-settings";
import { dayCode } from "./day-code";
import { portCode } from "./port-code";

/** Hosts made, changed and deleted. */
export const provisioningCalls = (caller: RetryingCaller, ownerField: string) => ({
  /** The reply's password stands in `password` and nowhere else: it is shown once, and kept nowhere. */
  createHost: async (host: NewHost, call: CallOptions | CommandOptions) =>
    mapOutcome(await caller.call("vm_create", newHostParams(host), call), createdHostOf),
  /** `vm_update` with the given fields alone; none at all is refused. */
  updateHost: (vmId: VmId, changes: HostChanges, call: CommandOptions) =>
    caller.call("vm_update", { id: vmId, ...changeParams(changes) }, call),
  /** What `vm_update` may change, as it stands (`hyper` by id); null where the master has no such host, or several. */
  readHostSettings: async (vmId: VmId, call: CallOptions) =>
    mapOutcome(await caller.call("hyper", { id: vmId }, call), (rows) => {
      const [settings, another] = rows
        .map((row) => hostSettingsOf(row, ownerField))
        .filter((read) => read === null || read.row.vmId === vmId);
      return another === undefined ? (settings ?? null) : null;
    }),
  deleteHost: async (vmid: VmId, { forced }: { forced: boolean }, call: CommandOptions) =>
    mapOutcome(await caller.call("vm_delete", { vmid, forcedelete: forced }, call), () => null),
  /** `vm_addip`: how many of each; at least one. Without `bindNow` the host has them in the master's books alone. */
  addAddresses: (
    vmid: VmId,
    { ipv4, ipv6, bindNow }: { ipv4?: number; ipv6?: number; bindNow: boolean },
    call: CommandOptions,
  ) => caller.call("vm_addip", { vmid, ip_num: ipv4, ipv6_num: ipv6, binding_ip: bindNow }, call),
});

type WireField = (typeof WIRE_FIELDS)[number];
/** The numbers under RStack's names. */
const numberParams = <Name extends WireField>(numbers: { [N in Name]?: number }, names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [HOST_FIELDS[name].wire, numbers[name]]));

const hardwareParams = (hardware: HostHardware) => ({
  ...numberParams(hardware, [...MACHINE_FIELDS, ...BOOK_FIELDS]),
  systemdisk: hardware.systemDiskGb && systemDiskParam(hardware.systemDiskGb),
  remark: hardware.remark,
});

const systemDiskParam = ({ windows, linux }: { windows: number; linux: number }): [number, number] => [
  windows,
  linux,
];

/** The vendor ignores further addresses where a count is given, and a random one where an address is. */
function newHostParams(host: NewHost) {
  const { ipv4, ipv6, place } = host;
  return {
    ...hardwareParams(host),
    id: host.vmId,
    userid: host.owner,
    ...("areaId" in place ? { areaid: place.areaId } : { nodeid: place.nodeId }),
    osid: host.imageId,
    vmname: host.name,
    vmpass: host.password,
    remote_port: host.remotePort === undefined ? undefined : portCode(host.remotePort),
    ...(ipv4 &&
      ("count" in ipv4
        ? { ip: ipv4.count, iprandom: ipv4.isRandom }
        : { ip: ipv4.address, additionals_ip: ipv4.more })),
    ...(ipv6 &&
      ("count" in ipv6 ? { ipv6: ipv6.count } : { ipv6: ipv6.address, additionals_ipv6: ipv6.more })),
    iptype: host.ipv4Kind && (host.ipv4Kind === "ipv4" ? ("0" as const) : ("2" as const)),
    returnjson: true,
  };
}

const changeParams = (changes: HostChanges) => ({
  ...hardwareParams(changes),
  ...numberParams(changes, RECORD_FIELDS),
  update_vm: changes.appliesToMachine,
  areaid: changes.areaId,
  nodeid: changes.nodeId,
  userid: changes.owner,
  bwdate: changes.trafficResetAt && String(Math.round(changes.trafficResetAt.getTime() / 1000)),
  cvdate: dayCode(changes.lastReinstallOn),
  ip: changes.ipv4,
  ipv6: changes.ipv6,
  additionals_ip: changes.moreIpv4,
  additionals_ipv6: changes.moreIpv6,
  addipnumber: changes.addIps,
  status: changes.status,
});
