import { expect } from "vitest";
import type { ActionResult } from "../../action-result";
import type { CustomerKind } from "../../operations/command-rules";
import type { FaultMatch } from "../../simulator/faults/fault-rules";
import { HOST_COMMANDS } from "../commands";
import type { OwnedHost } from "../owned-host";
import type { runCommand } from "../run-command";
import { readSnapshots } from "../snapshots/read-snapshots";
import { ann } from "./ann";
import { hostOfAnn } from "./on-simulator";

export interface AskedCommand {
  kind: CustomerKind;
  /** A host of Ann's where it is possible. */
  host: string;
  /** Without the name of a snapshot, which `ask` finds. */
  fields: Record<string, string>;
  /** What RStack is asked then, and with what. */
  action: string;
  sends: Record<string, unknown>;
  /** What the simulator's journal calls the effect. */
  effect: string;
}

/** Running, with two of three snapshots; Windows, behind a shared address, with room; with a medium; off. */
const [ON, SHARED, HOLDS, OFF] = ["101", "105", "103", "109"];

const power = (kind: CustomerKind & keyof typeof HOST_COMMANDS, host = ON): AskedCommand => ({
  ...{ kind, host, fields: {}, effect: kind },
  action: `vm_${kind.replace("-", "_")}`,
  sends: { vmid: host },
});
const onSnapshot = (kind: CustomerKind, effect: string, subvaction: string): AskedCommand => ({
  ...{ kind, host: ON, effect, action: "vm_snapshot" },
  fields: { snapshot: "", typedName: "web01" },
  sends: { vmid: ON, subvaction, snapshotname: expect.stringMatching(/^web01_/) },
});

/** Every command of customers but those of the console, with a form. */
export const EVERY_COMMAND: readonly AskedCommand[] = [
  power("start", OFF),
  power("stop"),
  power("restart"),
  power("force-stop"),
  power("force-restart"),
  {
    ...{ kind: "reset-password", host: ON, action: "vm_resetps", effect: "reset-password" },
    fields: { password: "Canary-Pass-4417-zq", user: "" },
    sends: { vmid: ON, vmpass: expect.stringMatching(/^sha256:/) },
  },
  {
    ...{ kind: "change-remote-port", host: SHARED, action: "vm_setport", effect: "set-remote-port" },
    fields: { choice: "chosen", port: "33890" },
    sends: { vmid: SHARED, remote_port: "33890" },
  },
  {
    ...{ kind: "reapply-addresses", host: ON, action: "vm_setips", effect: "reapply-addresses" },
    fields: {},
    sends: { vmid: ON },
  },
  {
    ...{ kind: "add-port", host: SHARED, action: "vm_portmap", effect: "add-port" },
    fields: { port: "443" },
    sends: { subvaction: "add", vmid: SHARED, privateport: "443" },
  },
  {
    ...{ kind: "remove-port", host: SHARED, action: "vm_portmap", effect: "remove-port" },
    fields: { mappingId: "51" },
    sends: { subvaction: "del", vmid: SHARED, portid: "51" },
  },
  {
    ...{ kind: "bind-domain", host: SHARED, action: "vm_domain", effect: "bind-domain" },
    fields: { domain: "Bücher.example", port: "80" },
    sends: { subvaction: "add", vmid: SHARED, domainname: "xn--bcher-kva.example", privateport: "80" },
  },
  {
    ...{ kind: "unbind-domain", host: SHARED, action: "vm_domain", effect: "unbind-domain" },
    fields: { mappingId: "53" },
    sends: { subvaction: "del", vmid: SHARED, domainid: "53" },
  },
  {
    ...{ kind: "create-snapshot", host: ON, action: "vm_snapshot", effect: "create-snapshot" },
    fields: { note: "" },
    sends: { vmid: ON, subvaction: "create" },
  },
  onSnapshot("restore-snapshot", "restore-snapshot", "revert"),
  onSnapshot("delete-snapshot", "delete-snapshot", "del"),
  {
    ...{ kind: "mount-medium", host: ON, action: "vm_cd_manage", effect: "change-medium" },
    fields: { medium: "31" },
    sends: { vmid: ON, subvaction: "change", cdid: "31" },
  },
  {
    ...{ kind: "eject-medium", host: HOLDS, action: "vm_cd_manage", effect: "change-medium" },
    fields: {},
    sends: { vmid: HOLDS, subvaction: "change", cdid: "-1" },
  },
  {
    ...{ kind: "reinstall", host: ON, action: "vm_reload", effect: "reinstall" },
    fields: { image: "12", disks: "system", password: "", typedName: "web01" },
    sends: { vmid: ON, osid: "12", rot: "0" },
  },
];

/** Ann sends its form. `opened`: as she had the host when she opened the page. */
export async function ask({ kind, host, fields }: AskedCommand, opened?: OwnedHost): Promise<ActionResult> {
  const owned = opened ?? (await hostOfAnn(host));
  const form = "snapshot" in fields ? { ...fields, snapshot: await snapshotOf(owned) } : fields;
  const command = HOST_COMMANDS[kind] as { run: (...of: unknown[]) => ReturnType<typeof runCommand> };
  return command.run(owned, form, crypto.randomUUID(), ann);
}

async function snapshotOf({ vmId }: OwnedHost): Promise<string> {
  const lists = await readSnapshots(vmId, { priority: "open-host" });
  return lists.ok ? (lists.value.snapshots.find(({ listed }) => listed)?.name ?? "") : "";
}

/** Which calls a fault strikes: the command's own, and no list. */
export const callsOf = ({ action, sends: { subvaction } }: AskedCommand): FaultMatch => ({
  action,
  params: typeof subvaction === "string" ? { subvaction } : {},
});
