import { consoleOf } from "../actions/console";
import { takenPorts } from "../actions/nat";
import type {
  BackupPatch,
  BackupState,
  RulePatch,
  RuleState,
  SimConsoleState,
  TaskState,
} from "../fleet/host-lists";
import { nextId } from "../fleet/ids";
import type { Master } from "../master";
import { ControlError, onlyKeys } from "./control-error";
import { theHost } from "./hosts";

type OfHost = { vmid: string };

/** What belongs to hosts, for tests: all of it, or one host's. */
const listed = <T extends OfHost>(rows: T[], vmid: string | null): T[] =>
  rows.filter((row) => vmid === null || row.vmid === vmid);

export const listRules = (master: Master, vmid: string | null): RuleState[] => listed(master.rules, vmid);

export const listBackups = (master: Master, vmid: string | null): BackupState[] =>
  listed(master.backups, vmid);

export const listTasks = (master: Master, vmid: string | null): TaskState[] =>
  listed(master.tasks, vmid).map(({ finish: _finish, ...task }) => task);

/** With the token, told or not. */
export function consoleState(master: Master, id: string | undefined): SimConsoleState {
  const open = consoleOf(master, theHost(master, id));
  return open
    ? { isOpen: true, token: open.token, expiresAt: open.expiresAt }
    : { isOpen: false, token: "", expiresAt: null };
}

/** Past every quota: a test says what there is. */
export function addRule(master: Master, patch: RulePatch): RuleState {
  const host = theHost(master, patch.vmid);
  onlyKeys(patch, { vmid: 0, nattype: 0, privateport: 0, publicport: 0, domainname: 0 });
  let publicport = 40_000;
  for (const taken = takenPorts(master, host.publicip); taken.has(publicport); ) publicport += 1;
  const rule: RuleState = {
    id: nextId(master.rules, 51),
    nattype: patch.domainname ? "2" : "1",
    publicport: patch.domainname ? 80 : publicport,
    privateport: 80,
    domainname: "",
    ...patch,
  };
  master.rules.push(rule);
  return rule;
}

/** Past every quota. */
export function addBackup(master: Master, patch: BackupPatch): BackupState {
  const host = theHost(master, patch.vmid);
  onlyKeys(patch, { vmid: 0, name: 0, backuptype: 0, status: 0, addtime: 0 });
  const id = nextId(master.backups, 701);
  const name = patch.name ?? `${host.vmname}_${id}`;
  if (listed(master.backups, host.id).some((entry) => entry.name === name)) {
    throw new ControlError(409, `there is a backup ${name}`);
  }
  const addtime = Math.floor(master.wallNow() / 1000);
  const backup: BackupState = { id, backuptype: "1", status: "1", addtime, ...patch, name };
  master.backups.push(backup);
  return backup;
}
