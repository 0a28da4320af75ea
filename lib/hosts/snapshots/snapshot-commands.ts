import "server-only";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { config } from "../../config";
import { database } from "../../db/connection";
import { schedules } from "../../db/schedule-schema";
import { hosts } from "../../db/schema";
import { master } from "../../master";
import type { VerificationNotes } from "../../operations/operation-row";
import { scheduleIn, undoIn } from "../../operations/present";
import type { VmId } from "../../rstack/ids";
import { cleanText } from "../clean-text";
import { type Asked, defineCommand } from "../define-command";
import { notesOfTasks, TASK_TYPE } from "../evidence/task-evidence";
import { hostViewOf } from "../host-read";
import type { OwnedHost } from "../owned-host";
import { isProtected } from "../protection/protection";
import type { Obstacle, Prepared, Ready } from "../run-command";
import { hasEnough, maySpare, withoutSafety } from "../schedules/rotation";
import { typedNameMatches } from "../typed-name";
import { safetySnapshots } from "../undo/undo-points";
import type { HostSnapshot } from "./merge-snapshots";
import { type SnapshotLists, snapshotsNow } from "./read-snapshots";
import { keptNames, NOTE_LENGTH } from "./snapshot-notes";
import { isFull, snapshotQuotaOf } from "./snapshot-quota";
import { about } from "./snapshot-subject";
import { verifyCreate, verifyDelete, verifyRestore } from "./verify-snapshots";

const snapshot = z.string().min(1).max(255);
const note = z.string().max(1000).default("");
const named = { snapshot, typedName: z.string().max(300) };

/** The note is put to the snapshot once its name is known. */
export const createSnapshot = defineCommand("create-snapshot", {
  fields: { note },
  begin: ({ input }) => {
    const text = cleanText(input.note, NOTE_LENGTH);
    return { ok: true, value: null, params: text === null ? {} : { note: text } };
  },
  prepare: async (ready) => {
    const { vmId } = ready.owned;
    const [now, tasks] = await Promise.all([snapshotsNow(vmId, ready.options), tasksOf("backup", ready)]);
    if (!now.ok || !tasks.ok) {
      return { ok: false, why: now.ok ? faultOf(tasks) : now.fault };
    }
    const { value: lists, how } = now.value;
    const quota = snapshotQuotaOf(await quotaNow(vmId));
    if (isFull(quota, lists.snapshots.length)) {
      return { ok: false, why: quota.size === "none" ? "not-offered" : "limit-reached" };
    }
    const before = [...lists.snapshots.map(({ name }) => name), ...(lists.backupNames ?? [])];
    // `hyperbackup` may lack finished snapshots, so it can't show which were there before.
    const beforeHow = lists.hasBody ? how : "confirmed-empty";
    return { ok: true, value: null, notes: { ...tasks.notes, before, beforeHow } };
  },
  send: ({ owned, options }) => master().createSnapshot(owned.vmId, options),
  onAccepted: (answer) => {
    const name = nameIn(answer);
    return name === null ? {} : { params: about(name) };
  },
  verify: verifyCreate,
});

export const restoreSnapshot = defineCommand("restore-snapshot", {
  fields: named,
  begin: async (asked) => {
    const begun = await nameMustMatch(asked);
    const safety = asked.viewer.undo?.safety;
    return begun.ok && safety ? { ...begun, params: { safety } } : begun;
  },
  limitMs: () => config().operations.restoreLimitMs,
  prepare: async (ready, name) => {
    const [now, tasks] = await Promise.all([
      snapshotsNow(ready.owned.vmId, ready.options),
      tasksOf("restore", ready),
    ]);
    return now.ok && tasks.ok
      ? findListed(now.value.value, name, tasks.notes)
      : { ok: false, why: now.ok ? faultOf(tasks) : now.fault };
  },
  send: ({ owned, options }, { name }) => master().restoreSnapshot(owned.vmId, name, options),
  verify: verifyRestore,
});

export const deleteSnapshot = defineCommand("delete-snapshot", {
  fields: named,
  begin: nameMustMatch,
  prepare: async ({ owned, options, row }, name) => {
    const now = await snapshotsNow(owned.vmId, options);
    if (!now.ok) {
      return { ok: false, why: now.fault };
    }
    const lists = now.value.value;
    const schedule = scheduleIn(row);
    if (schedule !== null && !(await maySpareOwn(schedule, owned, lists, name))) {
      return { ok: false, why: "snapshot-kept", params: about(name) };
    }
    if (undoIn(row) !== null && (await keptNames(owned.tenancyId)).has(name)) {
      return { ok: false, why: "snapshot-kept", params: about(name) };
    }
    // Only a list in which it stood can show later that it is gone.
    return findListed(lists, name, { inBackups: lists.backupNames?.includes(name) === true });
  },
  send: ({ owned, options }, { name }) => master().deleteSnapshot(owned.vmId, name, options),
  verify: verifyDelete,
});

export const snapshotCommands = {
  "create-snapshot": createSnapshot,
  "restore-snapshot": restoreSnapshot,
  "delete-snapshot": deleteSnapshot,
};

/**
 * Nobody pressed a key for it: it is held to the rules of schedules once more, inside the lock. That it made the snapshot
 * itself is what exempts it from a protection.
 */
async function maySpareOwn(
  schedule: string,
  { tenancyId, vmId }: OwnedHost,
  { snapshots }: SnapshotLists,
  name: string,
): Promise<boolean> {
  const [kept, own, safety] = await Promise.all([
    keptNames(tenancyId),
    ownSnapshots(schedule),
    safetySnapshots(tenancyId),
  ]);
  if (!own.includes(name) || !maySpare(withoutSafety(snapshots, safety), name, kept)) {
    return false;
  }
  if (!(await isProtected(tenancyId))) {
    return true;
  }
  const [row] = await database()
    .select({ keep: schedules.keep })
    .from(schedules)
    .where(eq(schedules.id, schedule));
  return hasEnough({
    snapshots,
    own,
    kept,
    keep: row?.keep ?? 1,
    quota: snapshotQuotaOf(await quotaNow(vmId)),
  });
}

/** The host's name, typed, before anything is written or sent. */
async function nameMustMatch({ owned, input, viewer }: Asked<{ snapshot: string; typedName: string }>) {
  return typedNameMatches(await hostViewOf(owned, viewer), input.typedName)
    ? ({ ok: true, value: input.snapshot } as const)
    : ({ ok: false, code: "not-confirmed" } as const);
}

/** What the browser named is believed only where the master lists it for this very host. */
function findListed(
  { snapshots }: SnapshotLists,
  name: string,
  notes: VerificationNotes,
): Prepared<HostSnapshot> {
  const found = snapshots.find((one) => one.listed && one.name === name);
  if (!found) {
    return { ok: false, why: "not-listed" };
  }
  if (found.state === "making") {
    return { ok: false, why: "snapshot-in-progress", params: about(found.name, found.createdAt) };
  }
  return { ok: true, value: found, notes, params: about(found.name, found.createdAt) };
}

const tasksOf = (type: "backup" | "restore", { owned, stateTask, options }: Ready) =>
  notesOfTasks(owned.vmId, TASK_TYPE[type], options, stateTask);

const faultOf = (tasks: Awaited<ReturnType<typeof tasksOf>>): Obstacle =>
  tasks.ok ? "master-down" : tasks.fault;

/** The name in the answer to a create, where it is one that can be kept and named again. */
function nameIn(answer: unknown): string | null {
  const name = typeof answer === "object" && answer !== null && "name" in answer ? answer.name : null;
  return typeof name === "string" && name.length <= 255 && name !== "" && !/[\p{Cc}\p{Cs}]/u.test(name)
    ? name
    : null;
}

/** The quota as the row said that was read inside the lock to prove the owner. */
async function quotaNow(vmId: VmId): Promise<number | null> {
  const [row] = await database()
    .select({ quota: hosts.snapshotQuota })
    .from(hosts)
    .where(eq(hosts.vmId, vmId));
  return row?.quota ?? null;
}

/** Whether the name that an operation `o` made is still that very snapshot's. */
const isSame = sql`not exists (
  select 1 from operations p
  where p.tenancy_id = o.tenancy_id and p.id <> o.id and p.started_at > o.started_at
    and p.kind in (${createSnapshot.kind}, ${deleteSnapshot.kind}) and p.outcome = 'done'
    and p.params ->> 'snapshotName' = o.params ->> 'snapshotName')`;

/** Whether that name is still the safety snapshot's that this undo point made. */
export async function isOfUndoPoint(undoId: string, tenancyId: string, name: string): Promise<boolean> {
  const { rows } = await database().execute(sql`
    select 1 from operations o
    where o.tenancy_id = ${tenancyId} and o.kind = ${createSnapshot.kind} and o.outcome = 'done'
      and o.params ->> 'undo' = ${undoId} and o.params ->> 'snapshotName' = ${name} and ${isSame}`);
  return rows.length > 0;
}

/**
 * Names of the snapshots that this schedule made, oldest first. Not one whose name was made or deleted by another operation
 * since: under that name it may be a person's by now.
 */
export async function ownSnapshots(scheduleId: string): Promise<string[]> {
  const { rows } = await database().execute<{ name: string }>(sql`
    select o.params ->> 'snapshotName' as name
    from schedule_runs r join operations o on o.id = r.main_operation_id
    where r.schedule_id = ${scheduleId} and o.kind = ${createSnapshot.kind} and o.outcome = 'done'
      and o.params ->> 'snapshotName' is not null
      and ${isSame}
    order by r.due_at, r.id`);
  return rows.map(({ name }) => name);
}
