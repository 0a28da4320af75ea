import type { SimBackup } from "../fleet/fleet";
import type { SimHost } from "../fleet/host";
import { nextId } from "../fleet/ids";
import { beginTask } from "../fleet/tasks";
import type { Master } from "../master";
import { SimRefusal } from "../wire/refusals";
import { equals, rowsAnswer } from "../wire/rows";
import { type ActionContext, type Answer, DONE, isOfHost } from "./action";
import { refuseUnlessFree } from "./host-guards";

export const SNAPSHOT_ACTIONS = { vm_snapshot: vmSnapshot, hyperbackup };

function vmSnapshot(context: ActionContext): Answer {
  const host = context.master.host(context.params.vmid);
  switch (context.params.subvaction) {
    case "list":
      return list(context.master, host);
    case "create":
      return create(context, host);
    case "revert":
      return revert(context, host);
    case "del":
      return remove(context, host);
    default:
      throw new SimRefusal("parameter", "subvaction");
  }
}

const snapshotsOf = (master: Master, host: SimHost): SimBackup[] =>
  master.backups.filter((entry) => entry.vmid === host.id && entry.backuptype === "1");

/** What Hyper-V has: one that is still being made is in `hyperbackup` alone. */
function list(master: Master, host: SimHost): Answer {
  const finished = snapshotsOf(master, host).filter((entry) => entry.status === "1");
  return rowsAnswer(
    finished.map((entry) => {
      const name = listedName(master, entry);
      return { ...entry, name, snapshotname: name };
    }),
  );
}

/** The name that lists tell and commands take. */
const listedName = ({ settings }: Master, { id, name }: SimBackup): string =>
  settings.dialect.snapshots === "same" ? name : `checkpoint-${id}`;

/** Named by the master, after its own clock: `web01_20260801093000`. */
export function newSnapshotName(master: Master, host: SimHost): string {
  const local = new Date(master.wallNow() + master.settings.timeZoneMinutes * 60_000);
  const plain = `${host.vmname}_${local.toISOString().slice(0, 19).replaceAll(/[-:T]/g, "")}`;
  const taken = new Set(snapshotsOf(master, host).map(({ name }) => name));
  let name = plain;
  for (let n = 2; taken.has(name); n++) name = `${plain}_${n}`;
  return name;
}

/** What a test wrote to a host's disks; a snapshot keeps it, and a restore brings it back. */
const written = new WeakMap<SimHost | SimBackup, string>();
export const writeToDisks = (host: SimHost, text: string): void => void written.set(host, text);
export const readFromDisks = (host: SimHost): string => written.get(host) ?? "";

const heldBy = (snapshot: SimBackup): { disks?: string } => {
  const disks = written.get(snapshot);
  return disks ? { disks } : {};
};

function create({ master, effect }: ActionContext, host: SimHost): Answer {
  refuseUnlessFree(master, host);
  const limit = host.backupSnapshot === -1 ? master.settings.groupSnapshots : host.backupSnapshot;
  if (snapshotsOf(master, host).length >= limit) throw new SimRefusal("snapshotQuota");
  const made: SimBackup = {
    id: nextId(master.backups, 701),
    vmid: host.id,
    name: newSnapshotName(master, host),
    backuptype: "1",
    status: "0",
    addtime: Math.floor(master.wallNow() / 1000),
  };
  master.backups.push(made);
  written.set(made, readFromDisks(host));
  effect("create-snapshot", host.id, { name: made.name, ...heldBy(made) });
  beginTask(master, host, "3", () => Object.assign(made, { status: "1" }));
  return { kind: "text", text: `0|${made.name}` };
}

function finishedSnapshot({ master, params }: ActionContext, host: SimHost): SimBackup {
  const found = snapshotsOf(master, host).find(
    (entry) => listedName(master, entry) === params.snapshotname && entry.status === "1",
  );
  if (!found) throw new SimRefusal("noSnapshot");
  return found;
}

/** The host is as it was before, on or off; those made later stay, or go. */
function revert(context: ActionContext, host: SimHost): Answer {
  const { master, effect } = context;
  refuseUnlessFree(master, host);
  const found = finishedSnapshot(context, host);
  effect("restore-snapshot", host.id, { name: found.name, ...heldBy(found) });
  beginTask(master, host, "4", () => {
    writeToDisks(host, written.get(found) ?? "");
    if (master.settings.dialect.restores === "drop") {
      const later = new Set(snapshotsOf(master, host).filter(({ id }) => Number(id) > Number(found.id)));
      master.backups = master.backups.filter((entry) => !later.has(entry));
    }
  });
  return DONE;
}

/** At once: the vendor has no type of task for it. */
function remove(context: ActionContext, host: SimHost): Answer {
  const { master, effect } = context;
  refuseUnlessFree(master, host);
  const found = finishedSnapshot(context, host);
  master.backups = master.backups.filter((entry) => entry !== found);
  effect("delete-snapshot", host.id, { name: found.name });
  return DONE;
}

function hyperbackup({ master, params }: ActionContext): Answer {
  const rows = [];
  for (const entry of master.backups) {
    const host = master.hosts.get(entry.vmid);
    if (host === undefined) continue;
    const matches =
      equals(params.userid, host.userid) &&
      isOfHost(master, params, entry.vmid) &&
      equals(params.backuptype, entry.backuptype) &&
      equals(params.name, listedName(master, entry)) &&
      equals(params.status, entry.status);
    const { userid, nodeid, vmname } = host;
    if (matches) rows.push({ ...entry, name: listedName(master, entry), userid, nodeid, vmname });
  }
  return rowsAnswer(rows);
}
