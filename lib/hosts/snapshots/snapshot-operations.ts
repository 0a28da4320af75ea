import "server-only";
import { eq } from "drizzle-orm";
import type { Viewer } from "../../accounts/viewer";
import type { ActionResult } from "../../actions/action-result";
import { config } from "../../config";
import { database } from "../../db/connection";
import { hosts } from "../../db/schema";
import { master } from "../../master";
import type { VmId } from "../../rstack/ids";
import type { Task } from "../../rstack/master-client";
import type { Outcome } from "../../rstack/outcome";
import { cleanText } from "../clean-text";
import { hostViewOf } from "../host-read";
import type { OwnedHost } from "../owned-host";
import { type HostOperation, type Prepared, performOperation, type Ready } from "../perform";
import { typedNameMatches } from "../typed-name";
import type { HostSnapshot } from "./merge-snapshots";
import { readSnapshots } from "./read-snapshots";
import { NOTE_LENGTH } from "./snapshot-notes";
import { isFull, snapshotQuotaOf } from "./snapshot-quota";
import { about } from "./snapshot-subject";
import { isRestoring, taskKey } from "./task-steps";

/** The note is put to the snapshot once its name is known. */
export const createSnapshot = (
  owned: OwnedHost,
  formKey: string,
  viewer: Viewer,
  input: { note: string },
): Promise<ActionResult> => performOperation(owned, creating(input.note), formKey, viewer);

/** Asks for the host's name, typed, before anything is written or sent. */
export const restoreSnapshot = (owned: OwnedHost, formKey: string, viewer: Viewer, input: Named) =>
  performTyped(owned, restoring(input.snapshot), formKey, viewer, input.typedName);

export const deleteSnapshot = (owned: OwnedHost, formKey: string, viewer: Viewer, input: Named) =>
  performTyped(owned, deleting(input.snapshot), formKey, viewer, input.typedName);

interface Named {
  snapshot: string;
  typedName: string;
}

async function performTyped(
  owned: OwnedHost,
  operation: HostOperation<HostSnapshot>,
  formKey: string,
  viewer: Viewer,
  typed: string,
): Promise<ActionResult> {
  return typedNameMatches(await hostViewOf(owned, viewer), typed)
    ? performOperation(owned, operation, formKey, viewer)
    : { ok: false, code: "not-confirmed" };
}

function creating(noteText: string): HostOperation<null> {
  const note = cleanText(noteText, NOTE_LENGTH);
  const params = note === null ? {} : { note };
  return {
    kind: "create-snapshot",
    params,
    prepare: async ({ owned: { vmId }, options }) => {
      const [snapshots, tasks] = await Promise.all([
        readSnapshots(vmId, options),
        tasksOf(master().listTasks(vmId, options)),
      ]);
      if (!snapshots.ok || !tasks.ok) {
        return noAnswer(snapshots, tasks);
      }
      const quota = snapshotQuotaOf(await quotaNow(vmId));
      if (isFull(quota, snapshots.value.length)) {
        return { ok: false, why: quota.size === "none" ? "not-offered" : "limit-reached" };
      }
      const before = snapshots.value.map(({ name }) => name);
      return { ok: true, value: null, probe: { before, tasksBefore: tasks.value } };
    },
    send: ({ owned, options }) => master().createSnapshot(owned.vmId, options),
    onAccepted: (answer) => {
      const name = nameIn(answer);
      return name === null ? {} : { params: { ...params, ...about(name) } };
    },
  };
}

const restoring = (name: string): HostOperation<HostSnapshot> => ({
  kind: "restore-snapshot",
  limitMs: config().operations.restoreLimitMs,
  prepare: async ({ owned: { vmId }, stateTask, options }) => {
    const [snapshots, tasks] = await Promise.all([
      readSnapshots(vmId, options),
      tasksOf(master().listTasks(vmId, options)),
    ]);
    if (!snapshots.ok || !tasks.ok) {
      return noAnswer(snapshots, tasks);
    }
    const restoringBefore = stateTask !== null && isRestoring(stateTask);
    return findListed(snapshots.value, name, { tasksBefore: tasks.value, restoringBefore });
  },
  send: ({ owned, options }, snapshot) => master().restoreSnapshot(owned.vmId, snapshot.name, options),
});

const deleting = (name: string): HostOperation<HostSnapshot> => ({
  kind: "delete-snapshot",
  prepare: async ({ owned, options }: Ready) => {
    const snapshots = await readSnapshots(owned.vmId, options);
    return snapshots.ok ? findListed(snapshots.value, name) : { ok: false, why: snapshots.fault };
  },
  send: ({ owned, options }, snapshot) => master().deleteSnapshot(owned.vmId, snapshot.name, options),
});

/** What the browser named is believed only where the master lists it for this very host. */
function findListed(snapshots: HostSnapshot[], name: string, probe = {}): Prepared<HostSnapshot> {
  const found = snapshots.find((one) => one.listed && one.name === name);
  if (!found) {
    return { ok: false, why: "not-listed" };
  }
  if (found.state === "making") {
    return { ok: false, why: "snapshot-going", params: about(found.name) };
  }
  const before = snapshots.map((one) => one.name);
  return { ok: true, value: found, probe: { before, ...probe }, params: about(found.name) };
}

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

/** Keys of the tasks that are there now; null where this master has no such list. */
async function tasksOf(listing: Promise<Outcome<Task[]>>): Promise<Outcome<string[] | null>> {
  const tasks = await listing;
  if (tasks.ok) {
    return { ok: true, value: tasks.value.map(taskKey) };
  }
  const { kind } = tasks.fault;
  return kind === "refused" || kind === "protocol" ? { ok: true, value: null } : tasks;
}

function noAnswer(...answers: Outcome<unknown>[]): Prepared<never> {
  const fault = answers.flatMap((answer) => (answer.ok ? [] : [answer.fault]))[0];
  return { ok: false, why: fault ?? "master-down" };
}
