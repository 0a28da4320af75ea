import "server-only";
import { createTranslator } from "use-intl/core";
import type { Transaction } from "../../db/connection";
import type { scheduleRuns, schedules } from "../../db/schedule-schema";
import { messagesFor } from "../../i18n/messages";
import type { ScheduleFault } from "../../notifications/kinds";
import { recordNotification } from "../../notifications/record";
import { clockOf } from "./calendar";
import type { RunOutcome } from "./schedule-view";

interface Told {
  schedule: Pick<typeof schedules.$inferSelect, "tenancyId" | "kind" | "minuteOfDay" | "language">;
  run: Pick<typeof scheduleRuns.$inferSelect, "id">;
}

/** By the reason; all others say that the host's state didn't allow it. */
const FAULTS: Readonly<Record<string, ScheduleFault>> = {
  refused: "refused",
  failed: "failed",
  "not-deleted": "failed",
  "no-room-made": "failed",
  internal: "failed",
  "not-sent": "not-sent",
  "no-room": "no-room",
  "not-offered": "no-room",
  "limit-reached": "no-room",
  "quota-too-small": "no-room",
  "last-snapshot": "no-room",
  "snapshot-kept": "no-room",
};

/** Tells the customer's accounts what a run did not do. A success is told to nobody, nor what a person stopped. */
export async function tellOfRun(
  tx: Transaction,
  { schedule, run }: Told,
  outcome: RunOutcome,
  reason: string | null,
): Promise<void> {
  const fault = faultOf(outcome, reason);
  if (fault === null) {
    return;
  }
  const t = createTranslator({ locale: schedule.language, messages: messagesFor(schedule.language) });
  const name = t("schedules.name", {
    what: t(`schedules.kind.${schedule.kind}`),
    clock: clockOf(schedule.minuteOfDay),
  });
  await recordNotification(
    { tenancyId: schedule.tenancyId },
    { kind: "schedule-failed", key: `schedule-run ${run.id}`, data: { schedule: name, reason: fault } },
    tx,
  );
}

function faultOf(outcome: RunOutcome, reason: string | null): ScheduleFault | null {
  switch (outcome) {
    case "missed":
    case "unconfirmed":
      return outcome;
    case "failed":
      return FAULTS[reason ?? ""] ?? "blocked";
    default:
      return null;
  }
}
