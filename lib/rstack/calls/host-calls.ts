import type { CATALOGUE } from "../catalogue/catalogue";
import type { MasterClient } from "../master-client";
import { mapOutcome } from "../outcome";
import type { RetryingCaller } from "../retrying-caller";
import { consoleStateOf } from "../rows/console-state";
import { addressesOf, hostStateOf } from "../rows/host-details";
import { mediaOf } from "../rows/image-row";
import { monitorClockOf, monitorSamplesOf } from "../rows/monitor-row";
import { backupsOf, snapshotsOf } from "../rows/snapshot-row";
import { taskOf } from "../rows/task-row";
import { ownRows } from "./own-rows";

const POWER = {
  start: "vm_start",
  stop: "vm_stop",
  restart: "vm_restart",
  "force-stop": "vm_force_stop",
  "force-restart": "vm_force_restart",
} as const satisfies Record<string, keyof typeof CATALOGUE>;
export type PowerVerb = keyof typeof POWER;

/** What is asked of one host, and done to the machine itself. */
export const hostCalls = (caller: RetryingCaller) =>
  ({
    readState: async (vmid, call) => mapOutcome(await caller.call("vm_state", { vmid }, call), hostStateOf),
    readAddresses: async (vmid, call) =>
      mapOutcome(await caller.call("vm_exinfo", { vmid }, call), addressesOf),
    listTasks: async (vmid, call) =>
      mapOutcome(
        await ownRows(caller, "hypertask", await caller.call("hypertask", { vmid }, call), {
          vmId: vmid,
          options: call,
        }),
        (rows) => rows.map(taskOf),
      ),
    power: (vmid, verb, call) => caller.call(POWER[verb], { vmid }, call),
    reinstall: (vmid, { imageId, disks }, call) =>
      caller.call("vm_reload", { vmid, osid: imageId, rot: disks === "all" ? "1" : "0" }, call),
    resetPassword: (vmid, { password, user }, call) =>
      caller.call("vm_resetps", { vmid, vmpass: password, ...(user === null ? {} : { vmuser: user }) }, call),
    listMedia: async (vmid, call) =>
      mapOutcome(await caller.call("vm_cd_manage.list", { vmid }, call), (rows) => mediaOf(rows, vmid)),
    changeMedium: (vmid, mediumId, call) =>
      caller.call("vm_cd_manage.change", { vmid, cdid: mediumId ?? "-1" }, call),
    readConsole: async (vmid, call) =>
      mapOutcome(await caller.call("vm_console.state", { vmid }, call), consoleStateOf),
    enableConsole: (vmid, call) => caller.call("vm_console.enable", { vmid }, call),
    endConsole: (vmid, call) => caller.call("vm_console.logout", { vmid }, call),
    readMonitorDay: async (vmid, day, call) =>
      mapOutcome(
        await caller.call("vm_monitor", { vmid, ...(day === null ? {} : { yyyymmdd: day }) }, call),
        (rows) => monitorSamplesOf(rows, vmid),
      ),
    readMonitorClock: async (vmid, call) =>
      mapOutcome(await caller.call("vm_monitor", { vmid }, call), monitorClockOf),
  }) satisfies Partial<MasterClient>;

/** Copies of a host's disks. */
export const snapshotCalls = (caller: RetryingCaller) =>
  ({
    listSnapshots: async (vmid, call) =>
      mapOutcome(await caller.call("vm_snapshot.list", { vmid }, call), (rows) => snapshotsOf(rows, vmid)),
    createSnapshot: async (vmid, call) =>
      mapOutcome(await caller.call("vm_snapshot.create", { vmid }, call), (name) => ({ name: name || null })),
    restoreSnapshot: (vmid, name, call) =>
      caller.call("vm_snapshot.revert", { vmid, snapshotname: name }, call),
    deleteSnapshot: (vmid, name, call) => caller.call("vm_snapshot.del", { vmid, snapshotname: name }, call),
    listBackups: async (vmid, kind, call) =>
      mapOutcome(
        await ownRows(
          caller,
          "hyperbackup",
          await caller.call("hyperbackup", { vmid, backuptype: kind === "full" ? "2" : "1" }, call),
          { vmId: vmid, options: call },
        ),
        (rows) => backupsOf(rows, kind),
      ),
  }) satisfies Partial<MasterClient>;
