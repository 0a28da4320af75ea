import "server-only";
import { master } from "@/lib/master";
import type { HostState } from "@/lib/operations/host-states";
import { notesOf, type OperationRow, type VerificationNotes } from "@/lib/operations/operation-row";
import type { OperationStep } from "@/lib/operations/operation-view";
import { stepsOf, subjectOf } from "@/lib/operations/present";
import type { Verdict } from "@/lib/operations/verifications";
import type { VmId } from "@/lib/rstack/ids";
import { hasContent } from "@/lib/rstack/outcome";
import { confirmGone, lostVerdict, NOT_EMPTY, overdueVerdict } from "../evidence/list-evidence";
import { noteEntries } from "../evidence/seen-entries";
import {
  ENOUGH_IDLE_LOOKS,
  idleLooksAfter,
  isFinished,
  isTaskInProgress,
  newTasks,
  TASK_TYPE,
} from "../evidence/task-evidence";
import { hostStateOf } from "../host-state";
import { recordState } from "../record-state";
import type { HostSnapshot } from "./merge-snapshots";
import { backupsOfOwner, readSnapshots } from "./read-snapshots";
import { forgetNote, saveNote } from "./snapshot-notes";
import { about } from "./snapshot-subject";
import { withStep } from "./task-steps";

const MOTION = { priority: "motion" } as const;

/**
 * Done when one finished snapshot is listed that was not there before, and it is known to be this one: by the name in the
 * answer, by a new task, or because `vm_snapshot` had a body before.
 */
export async function verifyCreate(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const notes = notesOf(row);
  const [lists, tasks] = await Promise.all([readSnapshots(vmId, MOTION), master().listTasks(vmId, MOTION)]);
  const fresh = tasks.ok ? newTasks(tasks.value, TASK_TYPE.backup, notes, row.acceptedAt !== null) : [];
  const open = fresh.find((task) => !isFinished(task));
  const taskSeen = notes.taskSeen === true || fresh.length > 0;
  const [made, ...others] = madeSince(row, lists.ok ? lists.value.snapshots : []);
  const answered = paramOf(row, "snapshotName");
  const isNamed = (answered !== null && made?.name === answered) || notes.beforeHow === "content" || taskSeen;
  // Of several without a name any could be somebody else's.
  const isReady = made?.listed && made.state === "ready" && others.length === 0 && !open && isNamed;
  // A task that was seen and is listed no more is over once `vm_state` tells of none, twice.
  const idleLooks = isReady && taskSeen && fresh.length === 0 ? await idleLooksNow(vmId, notes) : 0;
  if (isReady && (!taskSeen || fresh.length > 0 || idleLooks >= ENOUGH_IDLE_LOOKS)) {
    await noteEntries("snapshots", vmId, true);
    return created(row, made.name);
  }
  const steps = withStep(stepsOf(row), open?.status ?? null, now);
  const underWay = Boolean(open || (made && isNamed));
  const next = { ...notes, steps, taskSeen, idleLooks, underWay };
  // A snapshot begins with a task; on a master that lists none it can show when it is finished, and not before.
  const wouldShow = lists.ok && tasks.ok && Array.isArray(notes.tasksBefore) && !made && !taskSeen;
  const wontCome = (!isNamed && overdueVerdict(row, now, next)) || (wouldShow && lostVerdict(row, now, next));
  return wontCome || { seen: "nothing", notes: next };
}

/**
 * Snapshots that the lists before lacked; only the one that the answer named, if it is listed by that name. One with
 * another name counts only if the list before had content, because else an old one would look new.
 */
function madeSince(row: OperationRow, snapshots: readonly HostSnapshot[]): HostSnapshot[] {
  const before = textsIn(notesOf(row).before);
  const wanted = paramOf(row, "snapshotName");
  const fresh = snapshots.filter(({ name }) => !before.includes(name));
  const named = fresh.filter(({ name }) => name === wanted);
  const mayBeRenamed = wanted === null || notesOf(row).beforeHow === "content";
  return named.length > 0 || !mayBeRenamed ? named : fresh;
}

async function idleLooksNow(vmId: VmId, notes: VerificationNotes): Promise<number> {
  const read = await master().readState(vmId, MOTION);
  return read.ok ? idleLooksAfter(notes, read.value.details?.task) : 0;
}

async function created(row: OperationRow, name: string): Promise<Verdict> {
  const note = paramOf(row, "note");
  if (note !== null) {
    await saveNote(row.tenancyId, name, note);
  }
  const evidence = { snapshot: name, steps: stepsOf(row) };
  return { seen: "end", outcome: "done", evidence, params: about(name) };
}

/** Done when its name is missing from a list with content; an empty one has to be confirmed. */
export async function verifyDelete(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const startedAt = performance.now();
  const before = notesOf(row);
  const wanted = paramOf(row, "snapshotName");
  const lists = await readSnapshots(vmId, MOTION);
  if (!lists.ok || wanted === null) {
    return { seen: "nothing", notes: before };
  }
  const { snapshots, hasBody, backupNames } = lists.value;
  if (snapshots.some(({ name }) => name === wanted) || (!hasBody && backupNames?.includes(wanted))) {
    const next = { ...before, ...NOT_EMPTY };
    return lostVerdict(row, now, next) ?? { seen: "nothing", notes: next };
  }
  const wasInBackups = before.inBackups === true;
  const isMissing = hasBody || (backupNames !== null && wasInBackups);
  const { isGone, notes } = isMissing
    ? { isGone: true, notes: before }
    : await confirmGone(vmId, row, { now, startedAt }, async () => {
        const wide = wasInBackups ? await backupsOfOwner(vmId, MOTION) : null;
        return wide && hasContent(wide)
          ? wide.value.some((one) => one.name === wanted && (one.vmId === vmId || one.vmId === null))
          : null;
      });
  if (!isGone) {
    return lostVerdict(row, now, notes) ?? { seen: "nothing", notes };
  }
  await forgetNote(row.tenancyId, wanted);
  if (hasBody || row.acceptedAt !== null) {
    await noteEntries("snapshots", vmId, snapshots.length > 0);
  }
  return { seen: "end", outcome: "done", evidence: { gone: wanted } };
}

/** States in which something is being done to the host, or that tell nothing. */
const UNSETTLED: ReadonlySet<HostState> = new Set<HostState>(["setting-up", "locked", "unknown"]);

/**
 * Done when a new restore task has finished and nothing is being done to the host any more. A task that was seen and is no
 * longer listed counts as finished once `vm_state` told twice of none.
 */
export async function verifyRestore(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const notes = notesOf(row);
  const at = new Date();
  const [tasks, read] = await Promise.all([
    master().listTasks(vmId, MOTION),
    master().readState(vmId, MOTION),
  ]);
  if (!read.ok) {
    return { seen: "nothing", notes };
  }
  await recordState(vmId, read.value, at);
  const state = hostStateOf({ word: read.value.word, status: null });
  if (state === "setup-failed") {
    return { seen: "end", outcome: "failed", evidence: { state } };
  }
  const told = read.value.details?.task;
  // A task that was in progress before the sending is an older one, however long it takes.
  const inState =
    told && notes.inProgressBefore !== true && isTaskInProgress(told, TASK_TYPE.restore) ? told : null;
  const fresh = tasks.ok ? newTasks(tasks.value, TASK_TYPE.restore, notes, row.acceptedAt !== null) : [];
  const open = fresh.find((task) => !isFinished(task)) ?? inState;
  const steps: OperationStep[] = withStep(stepsOf(row), open?.status ?? null, now);
  const wasSeen = notes.underWay === true || open !== null || fresh.length > 0;
  // A list that this master has and that didn't come can't show that the task is gone.
  const isTold = tasks.ok || notes.tasksBefore === null;
  if (open || !isTold || UNSETTLED.has(state)) {
    return { seen: "nothing", notes: { ...notes, steps, underWay: wasSeen, idleLooks: 0 } };
  }
  const idleLooks = wasSeen ? idleLooksAfter(notes, told) : 0;
  if (fresh.length > 0 || idleLooks >= ENOUGH_IDLE_LOOKS) {
    const task = fresh.length > 0 ? "finished" : "gone";
    return restored(vmId, row, { task, state, steps }, { ...notes, steps, underWay: true, idleLooks });
  }
  const next = { ...notes, steps, underWay: wasSeen, idleLooks };
  return (!wasSeen && overdueVerdict(row, now, next)) || { seen: "nothing", notes: next };
}

/** How often the list of snapshots is read after a restore until it can be believed. */
const SAFETY_LOOKS = 5;

/** What can be undone is told from the start: only where the safety snapshot outlived the restore. */
async function restored(
  vmId: VmId,
  row: OperationRow,
  evidence: Record<string, unknown>,
  notes: VerificationNotes,
): Promise<Verdict> {
  const safety = paramOf(row, "safety");
  if (safety === null) {
    return { seen: "end", outcome: "done", evidence };
  }
  const lists = await readSnapshots(vmId, MOTION);
  const looks = Number(notes.safetyLooks ?? 0) + 1;
  if (!(lists.ok && lists.value.hasBody) && looks < SAFETY_LOOKS) {
    return { seen: "nothing", notes: { ...notes, safetyLooks: looks } };
  }
  const isThere = lists.ok && lists.value.snapshots.some(({ name, listed }) => listed && name === safety);
  const subject = subjectOf(row) ?? "";
  return {
    ...{ seen: "end", outcome: "done", evidence: { ...evidence, safety: isThere ? "listed" : "not-listed" } },
    ...(isThere && { params: { subject, safetyName: safety } }),
  };
}

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

function paramOf(row: OperationRow, name: string): string | null {
  const { params } = row;
  const value =
    typeof params === "object" && params !== null ? (params as Record<string, unknown>)[name] : null;
  return typeof value === "string" ? value : null;
}
