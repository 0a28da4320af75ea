import "server-only";
import { master } from "../../master";
import type { HostState } from "../../operations/host-states";
import { notesOf, type OperationRow } from "../../operations/operation-row";
import type { OperationStep } from "../../operations/operation-view";
import { stepsOf } from "../../operations/present";
import type { Verdict } from "../../operations/probes";
import type { VmId } from "../../rstack/ids";
import { hostStateOf } from "../host-state";
import { recordState } from "../record-state";
import { readSnapshots } from "./read-snapshots";
import { forgetNote, saveNote } from "./snapshot-notes";
import { about } from "./snapshot-subject";
import { freshTasks, isFinished, isRestoring, MAKING, RESTORING, withStep } from "./task-steps";

const MOTION = { priority: "motion" } as const;

/** Done when a snapshot is listed, finished, that was not there before: the one that the answer named, where it did. */
export async function probeCreate(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const notes = notesOf(row);
  const before = textsIn(notes.before);
  const [snapshots, tasks] = await Promise.all([
    readSnapshots(vmId, MOTION),
    master().listTasks(vmId, MOTION),
  ]);
  const known = tasks.ok ? freshTasks(tasks.value, MAKING, notes.tasksBefore) : [];
  const open = known.find((task) => !isFinished(task));
  const wanted = paramOf(row, "snapshotName");
  const fresh = snapshots.ok
    ? snapshots.value.filter(({ name }) => !before.includes(name) && (wanted === null || name === wanted))
    : [];
  const [made, ...others] = fresh;
  // Of several that nobody named any could be somebody else's.
  if (made?.listed && made.state === "ready" && others.length === 0 && !open) {
    const note = paramOf(row, "note");
    if (note !== null) {
      await saveNote(row.tenancyId, made.name, note);
    }
    const evidence = { snapshot: made.name, steps: stepsOf(row) };
    return { seen: "end", outcome: "done", evidence, params: about(made.name) };
  }
  const steps = withStep(stepsOf(row), open?.status ?? null, now);
  return { seen: "nothing", notes: { ...notes, steps, underWay: Boolean(open ?? made) } };
}

/** Done when its name is gone; where the list is empty that wasn't, only when it is so twice. */
export async function probeDelete(vmId: VmId, row: OperationRow): Promise<Verdict> {
  const notes = notesOf(row);
  const wanted = paramOf(row, "snapshotName");
  const snapshots = await readSnapshots(vmId, MOTION);
  if (!snapshots.ok || wanted === null || snapshots.value.some(({ name }) => name === wanted)) {
    return { seen: "nothing", notes };
  }
  const others = textsIn(notes.before).filter((name) => name !== wanted);
  const isSure = others.length === 0 || snapshots.value.length > 0 || notes.seenGone === true;
  if (!isSure) {
    return { seen: "nothing", notes: { ...notes, seenGone: true } };
  }
  await forgetNote(row.tenancyId, wanted);
  return { seen: "end", outcome: "done", evidence: { gone: wanted } };
}

/** States in which something is being done to the host, or that tell nothing. */
const UNSETTLED: ReadonlySet<HostState> = new Set<HostState>(["setting-up", "locked", "unknown"]);

/**
 * Done when a task of restoring that wasn't there before has finished and the host is in a state of its own again. A
 * task that was seen and is gone counts as finished; one that never was seen tells nothing, so the time runs out.
 */
export async function probeRestore(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
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
  // One that went before this was sent is an older one, however long it takes.
  const inState = told && notes.restoringBefore !== true && isRestoring(told) ? told : null;
  const fresh = tasks.ok ? freshTasks(tasks.value, RESTORING, notes.tasksBefore) : [];
  const open = fresh.find((task) => !isFinished(task)) ?? inState;
  const steps: OperationStep[] = withStep(stepsOf(row), open?.status ?? null, now);
  const wasSeen = notes.underWay === true || open !== null || fresh.length > 0;
  // A list that this master has and that didn't come can't show that the task is gone.
  const isTold = tasks.ok || notes.tasksBefore === null;
  if (!open && wasSeen && isTold && !UNSETTLED.has(state)) {
    return {
      seen: "end",
      outcome: "done",
      evidence: { task: fresh.length > 0 ? "finished" : "gone", state, steps },
    };
  }
  return { seen: "nothing", notes: { ...notes, steps, underWay: wasSeen } };
}

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

function paramOf(row: OperationRow, name: string): string | null {
  const { params } = row;
  const value =
    typeof params === "object" && params !== null ? (params as Record<string, unknown>)[name] : null;
  return typeof value === "string" ? value : null;
}
