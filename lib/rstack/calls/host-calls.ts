import type { CATALOGUE } from "../catalogue/catalogue";
import type { RowId, VmId } from "../ids";
import type { CallOptions, CommandOptions } from "../master-client";
import { mapOutcome } from "../outcome";
import type { RetryingCaller } from "../retrying-caller";
import { consoleStateOf } from "../rows/console-state";
import { addressesOf, hostStateOf } from "../rows/host-details";
import { MEDIUM_KEY, mediaOf } from "../rows/image-row";
import { MONITOR_KEY, monitorClockOf, monitorSamplesOf } from "../rows/monitor-row";
import { BACKUP_KEY, backupsOf, SNAPSHOT_KEY, snapshotsOf } from "../rows/snapshot-row";
import { taskOf } from "../rows/task-row";
import { keyedRows, withKeyColumn } from "./key-column";
import { ownRows } from "./own-rows";

/** Actions that take a host's id alone and change its power; `lib/hosts/power/power-commands.ts` says which command sends which. */
export type PowerAction = Extract<
  keyof typeof CATALOGUE,
  "vm_start" | "vm_stop" | "vm_restart" | "vm_force_stop" | "vm_force_restart"
>;

/** What is asked of one host, and done to the machine itself. */
export const hostCalls = (caller: RetryingCaller) => ({
  readState: async (vmid: VmId, call: CallOptions) =>
    mapOutcome(await caller.call("vm_state", { vmid }, call), hostStateOf),
  readAddresses: async (vmid: VmId, call: CallOptions) =>
    mapOutcome(await caller.call("vm_exinfo", { vmid }, call), addressesOf),
  /** `hypertask` for one host; rows of other hosts are dropped. */
  listTasks: async (vmid: VmId, call: CallOptions) =>
    mapOutcome(
      await ownRows(caller, "hypertask", await caller.call("hypertask", { vmid }, call), {
        vmId: vmid,
        options: call,
      }),
      (rows) => rows.map(taskOf),
    ),
  power: (vmid: VmId, action: PowerAction, call: CommandOptions) => caller.call(action, { vmid }, call),
  reinstall: (
    vmid: VmId,
    { imageId, disks }: { imageId: RowId; disks: "system" | "all" },
    call: CommandOptions,
  ) => caller.call("vm_reload", { vmid, osid: imageId, rot: disks === "all" ? "1" : "0" }, call),
  /** `user` makes an account, on Windows alone. */
  resetPassword: (
    vmid: VmId,
    { password, user }: { password: string; user: string | null },
    call: CommandOptions,
  ) =>
    caller.call("vm_resetps", { vmid, vmpass: password, ...(user === null ? {} : { vmuser: user }) }, call),
  listMedia: async (vmid: VmId, call: CallOptions) =>
    mapOutcome(await keyedRows(caller, "vm_cd_manage.list", { vmid }, call, MEDIUM_KEY), (rows) =>
      mediaOf(rows, vmid),
    ),
  /** Null ejects. */
  changeMedium: (vmid: VmId, mediumId: RowId | null, call: CommandOptions) =>
    caller.call("vm_cd_manage.change", { vmid, cdid: mediumId ?? "-1" }, call),
  /** The token goes to the one browser that asked, and nowhere else. */
  readConsole: async (vmid: VmId, call: CallOptions) =>
    mapOutcome(await caller.call("vm_console.state", { vmid }, call), consoleStateOf),
  enableConsole: (vmid: VmId, call: CommandOptions) => caller.call("vm_console.enable", { vmid }, call),
  endConsole: (vmid: VmId, call: CommandOptions) => caller.call("vm_console.logout", { vmid }, call),
  /** One day of the master's calendar (`YYYYMMDD`), null for its today. Rows of other times are kept. */
  readMonitorDay: async (vmid: VmId, day: string | null, call: CallOptions) =>
    mapOutcome(
      await keyedRows(
        caller,
        "vm_monitor",
        { vmid, ...(day === null ? {} : { yyyymmdd: day }) },
        call,
        MONITOR_KEY,
      ),
      (rows) => monitorSamplesOf(rows, vmid),
    ),
  /** Of today: the first and last sample's Unix time and the master's own clock, for its time zone. */
  readMonitorClock: async (vmid: VmId, call: CallOptions) =>
    mapOutcome(await caller.call("vm_monitor", { vmid }, call), monitorClockOf),
});

/** Copies of a host's disks. */
export const snapshotCalls = (caller: RetryingCaller) => ({
  /** Rows of other hosts are dropped. */
  listSnapshots: async (vmid: VmId, call: CallOptions) =>
    mapOutcome(await keyedRows(caller, "vm_snapshot.list", { vmid }, call, SNAPSHOT_KEY), (rows) =>
      snapshotsOf(rows, vmid),
    ),
  /** The name the master gave it, null where its `0` came alone. */
  createSnapshot: async (vmid: VmId, call: CommandOptions) =>
    mapOutcome(await caller.call("vm_snapshot.create", { vmid }, call), (name) => ({ name: name || null })),
  restoreSnapshot: (vmid: VmId, name: string, call: CommandOptions) =>
    caller.call("vm_snapshot.revert", { vmid, snapshotname: name }, call),
  deleteSnapshot: (vmid: VmId, name: string, call: CommandOptions) =>
    caller.call("vm_snapshot.del", { vmid, snapshotname: name }, call),
  /** `hyperbackup` for one host; rows of other hosts are dropped. */
  listBackups: async (vmid: VmId, kind: "snapshot" | "full", call: CallOptions) => {
    const listed = await ownRows(
      caller,
      "hyperbackup",
      await caller.call("hyperbackup", { vmid, backuptype: kind === "full" ? "2" : "1" }, call),
      { vmId: vmid, options: call },
    );
    return mapOutcome(withKeyColumn(caller, "hyperbackup", listed, BACKUP_KEY), (rows) =>
      backupsOf(rows, kind),
    );
  },
});
