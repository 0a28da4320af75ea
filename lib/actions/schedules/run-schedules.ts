import "server-only";
import { z } from "zod";
import type { Viewer } from "../../accounts/sessions/viewer";
import { actingCustomer } from "../../accounts/status/acting-customer";
import type { ActionResult } from "../../action-result";
import { HOST_COMMANDS } from "../../hosts/commands";
import type { OwnedHost } from "../../hosts/owned-host";
import {
  claimRuns,
  endForeignSchedules,
  endRun,
  endSchedule,
  keyOfStep,
  makeDueRuns,
  noteOperation,
  operationOfStep,
  type RunTurn,
  renewRun,
  takeNextStep,
  waitWithRun,
} from "../../hosts/schedules/runs";
import { actsOf, afterOperation, nextCommand, type ScheduledCommand } from "../../hosts/schedules/steps";
import { log } from "../../log";
import type { OfferedCommand } from "../host-action";
import { hostOfViewer } from "../host-of-viewer";
import { writeDown } from "../pipeline";
import { Refusal, unforeseen } from "../refusal";
import { takeTurn } from "../take-turns";

/** Runs at a time in one instance: the call budget holds for all, and this keeps most of it for other people. */
const AT_ONCE = 4;
const LOOK_MS = 1_000;
/** Between two looks for hosts that changed hands; each run looks for itself, too. */
const OWNERS_MS = 15_000;
/** While its host is busy, or the panel could not ask for it. */
const BUSY_MS = 20_000;
/** After what was not sent, by how often that was; then the last. */
const AGAIN_MS = [30_000, 60_000, 120_000, 300_000, 600_000] as const;

/** Carries out what schedules have due, in each instance. Returns how to stop: what was begun is still seen through. */
export function startSchedules(): () => void {
  let inProgress = 0;
  let looking = false;
  let again = false;
  let stopped = false;
  let ownersAt = 0;
  const makeRuns = async () => {
    if (Date.now() - ownersAt >= OWNERS_MS) {
      ownersAt = Date.now();
      await endForeignSchedules();
    }
    await makeDueRuns();
  };
  const look = async (begin: () => Promise<void>) => {
    if (looking || stopped) {
      again = looking;
      return;
    }
    looking = true;
    again = false;
    try {
      await begin();
      for (const turn of inProgress < AT_ONCE ? await claimRuns(AT_ONCE - inProgress) : []) {
        inProgress += 1;
        void carryOut(turn).finally(() => {
          inProgress -= 1;
          void look(nothing);
        });
      }
    } catch (err) {
      log.warn({ err }, "schedules could not be looked through");
    } finally {
      looking = false;
      if (again) {
        void look(nothing);
      }
    }
  };
  const timer = setInterval(() => void look(makeRuns), LOOK_MS);
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}

const nothing = async () => {};

/** A share of the call budget beside the account's own. */
const carryOut = (turn: RunTurn): Promise<void> =>
  takeTurn(turn, {
    names: ["a schedule's run", "schedules"],
    renew: ({ run }) => renewRun(run.id),
    askerOf: ({ schedule: { id: session, accountId: account, vmId: host, language } }) => ({
      ...{ callShare: `schedules of ${account}`, account, session, host, language },
    }),
    take: takeStep,
  });

async function takeStep(turn: RunTurn): Promise<void> {
  if (turn.operation) {
    return goOnAfter(turn);
  }
  const before = await operationOfStep(turn);
  if (before) {
    return noteOperation(turn, before);
  }
  const { schedule } = turn;
  if (turn.isLate) {
    return endRun(turn, "missed");
  }
  if (turn.isOver || schedule.endedAt) {
    // Older snapshots that are left then are seen to by the next run.
    return turn.isMade
      ? endRun(turn, "done")
      : endRun(turn, schedule.endedAt ? "not-run" : "failed", "not-sent");
  }
  const viewer = await actingCustomer({
    id: schedule.accountId,
    schedule: schedule.id,
    language: schedule.language,
  });
  if (viewer === "gone") {
    return endSchedule(turn, "account-gone");
  }
  if (viewer === "out") {
    return endRun(turn, "not-run", "account-out");
  }
  let owned: OwnedHost;
  try {
    owned = await hostOfViewer(viewer, schedule.vmId, actsOf(schedule.kind));
  } catch (err) {
    if (!(err instanceof Refusal)) {
      throw err;
    }
    // Not theirs, or nobody can tell at present: then there is time left.
    return err.result.code === "master-down"
      ? waitWithRun(turn, BUSY_MS)
      : endRun(turn, "not-run", "no-host");
  }
  if (owned.tenancyId !== schedule.tenancyId) {
    return endSchedule(turn, "owner-changed");
  }
  const next = await nextCommand(turn, owned, viewer);
  switch (next.do) {
    case "wait":
      return waitWithRun(turn, BUSY_MS);
    case "end":
      return endRun(turn, next.outcome, next.reason);
    case "command":
      return ask(turn, owned, viewer, next.command);
  }
}

/** By the same definition and under the same checks as a person's click. */
async function ask(
  turn: RunTurn,
  owned: OwnedHost,
  viewer: Viewer,
  { kind, fields }: ScheduledCommand,
): Promise<void> {
  const command: OfferedCommand = HOST_COMMANDS[kind];
  const input = z.strictObject(command.fields).parse(fields);
  if (!(await renewRun(turn.run.id))) {
    return;
  }
  const result: ActionResult = await command
    .run(owned, input as never, keyOfStep(turn), viewer, "batch")
    .catch((err) => unforeseen(err, `schedule ${kind}`));
  writeDown(`schedule ${kind}`, result);
  const operation = await operationOfStep(turn);
  if (operation) {
    return noteOperation(turn, operation);
  }
  if (result.ok || result.code === "busy" || result.code === "internal") {
    return waitWithRun(turn, BUSY_MS);
  }
  return endRun(turn, "failed", result.reason ?? result.code);
}

/** Its operation is over. */
function goOnAfter(turn: RunTurn): Promise<void> {
  const after = afterOperation(turn);
  switch (after.do) {
    case "next":
      return takeNextStep(turn, 0);
    case "again":
      return takeNextStep(turn, AGAIN_MS[Math.min(turn.run.step, AGAIN_MS.length - 1)] ?? BUSY_MS);
    case "end":
      return endRun(turn, after.outcome, after.reason);
  }
}
