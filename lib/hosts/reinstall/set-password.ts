import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { stillHolds } from "@/lib/accounts/guests/guest-rights";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { pendingPasswords } from "@/lib/db/host-schema";
import { subscribe } from "@/lib/db/notify";
import { operations } from "@/lib/db/schema";
import { every } from "@/lib/every";
import { master } from "@/lib/master";
import type { OperationRow, VerificationNotes } from "@/lib/operations/operation-row";
import { guestIn } from "@/lib/operations/present";
import { perProcess } from "@/lib/per-process";
import type { CallOptions } from "@/lib/rstack/master-client";
import { blockOf } from "../blocked-commands";
import { isTaskInProgress, notesOfTasks, TASK_TYPE } from "../evidence/task-evidence";
import { hostStateOf } from "../host-state";
import { confirmOwner, findHost, type OwnedHost } from "../owned-host";
import {
  deleteOldPasswords,
  giveUpPassword,
  noteAnswer,
  readPassword,
  takePassword,
} from "./pending-password";

/**
 * Sets the passwords that wait for a reinstalled host to run. In each instance: `takePassword` decides who sends one, so
 * that it is sent once, whoever is killed when. Returns how to stop it.
 */
export function startPasswordSetter(): () => void {
  const running = perProcess<{ stop: (() => void) | null }>("password-setter", () => ({ stop: null }));
  if (running.stop) {
    return running.stop;
  }
  const lookMs = 2 * config().live.motionMs;
  const { look, stop } = every(lookMs, "waiting passwords could not be looked through", setWaiting);
  const unsubscribe = subscribe(({ type }) => {
    if (type === "operation" || type === "resync") {
      look();
    }
  });
  running.stop = () => {
    running.stop = null;
    stop();
    unsubscribe();
  };
  look();
  return running.stop;
}

/** One look at all waiting passwords. Exported for tests. */
export async function setWaiting(): Promise<void> {
  await deleteOldPasswords();
  const rows = await database()
    .select({ operation: operations })
    .from(pendingPasswords)
    .innerJoin(operations, eq(operations.id, pendingPasswords.operationId))
    .where(
      and(
        eq(pendingPasswords.state, "waiting"),
        inArray(operations.outcome, ["open", "checking"]),
        sql`${operations.notes} ? 'readyAt'`,
      ),
    );
  await Promise.all(rows.map(({ operation }) => setOne(operation)));
}

/** Reads owner and state, then sends the password once. What can't be read now is tried again at the next look. */
async function setOne(operation: OperationRow): Promise<void> {
  const owned = await findHost(PANEL, operation.vmId);
  if (owned === "not-asked") {
    return;
  }
  const guest = guestIn(operation);
  const mayGoOn = async () => guest === null || stillHolds({ id: guest, tenancyId: operation.tenancyId });
  if (!owned || owned.tenancyId !== operation.tenancyId || !(await mayGoOn())) {
    await giveUpPassword(operation.id);
    return;
  }
  const options: CallOptions = {
    priority: "command",
    language: operation.language === "zh-CN" ? "zh-CN" : "en",
  };
  const [read, tasks] = await Promise.all([
    master().readState(owned.vmId, options),
    notesOfTasks(owned.vmId, TASK_TYPE.password, options),
  ]);
  if (!read.ok || !tasks.ok) {
    return;
  }
  const state = hostStateOf({ word: read.value.word, status: null });
  if (blockOf("reset-password", { state, protected: false }, null) !== null) {
    return;
  }
  const inProgressBefore = isTaskInProgress(read.value.details?.task, TASK_TYPE.password);
  await sendPassword(operation.id, { owned, mayGoOn }, options, { ...tasks.notes, inProgressBefore });
}

/** Proves the owner after all waiting, takes the password out of the database, and sends it once. */
async function sendPassword(
  id: string,
  { owned, mayGoOn }: { owned: OwnedHost; mayGoOn: () => Promise<boolean> },
  options: CallOptions,
  taskNotes: VerificationNotes,
): Promise<void> {
  const password = await readPassword(id);
  if (password === null) {
    await giveUpPassword(id);
    return;
  }
  let taken = false;
  const beforeSend = async () => {
    const confirmed = await confirmOwner(owned, options);
    const owner = confirmed === "yours" && !(await mayGoOn()) ? "not-yours" : confirmed;
    if (owner === "not-yours") {
      await giveUpPassword(id);
    }
    taken = owner === "yours" && (await takePassword(id, taskNotes)) !== null;
    return taken;
  };
  const answer = await master().resetPassword(
    owned.vmId,
    { password, user: null },
    { ...options, beforeSend },
  );
  // Of several that try, only the one that took it may say what came of it.
  if (!taken) {
    return;
  }
  if (answer.ok) {
    await noteAnswer(id, "accepted");
  } else if (answer.fault.kind === "refused") {
    await noteAnswer(id, "refused", answer.fault.text.slice(0, 500));
  } else if (answer.fault.kind === "not-sent") {
    await noteAnswer(id, "not-sent");
  }
}

/** Opens the host whoever owns it. That it is still the reinstall's tenancy is checked separately. */
const PANEL: Viewer = {
  accountId: "00000000-0000-0000-0000-000000000000",
  sessionId: "00000000-0000-0000-0000-000000000000",
  role: "admin",
  username: "panel",
  displayName: "panel",
  userId: null,
  locale: null,
  theme: "system",
  timeZone: null,
  view: null,
};
