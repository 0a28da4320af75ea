import "server-only";
import { createTranslator } from "use-intl/core";
import type { Transaction } from "../../db/connection";
import type { scheduleRuns, schedules } from "../../db/schedule-schema";
import { messagesFor } from "../../i18n/messages";
import type { ScheduleFault } from "../../notifications/kinds";
import { recordNotification } from "../../notifications/record";
import { clockOf } from "./calendar";
import type { RunOutcome } from "./schedule-view";

type ToldSchedule = Pick<
  typeof schedules.$inferSelect,
  "id" | "tenancyId" | "kind" | "minuteOfDay" | "language"
>;
interface Told {
  schedule: ToldSchedule;
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
  "safety-snapshot": "no-room",
  "snapshot-kept": "no-room",
};

/** Tells the customer's accounts and the host's guests what a run did not do. A success is told to nobody, nor what a person stopped. */
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
  await tell(tx, schedule, { key: `schedule-run ${run.id}`, reason: fault, guests: true });
}

/** Tells that it ended, whom there is: the accounts that are left of the customer who has, or had, the host. */
export const tellOfEnd = (
  tx: Transaction,
  schedule: ToldSchedule,
  cause: "account-gone" | "owner-changed" | "guest-ended",
): Promise<void> => tell(tx, schedule, { key: `schedule-end ${schedule.id}`, reason: cause });

function tell(
  tx: Transaction,
  { tenancyId, kind, minuteOfDay, language }: ToldSchedule,
  { key, reason, guests }: { key: string; reason: ScheduleFault; guests?: true },
): Promise<void> {
  const t = createTranslator({ locale: language, messages: messagesFor(language) });
  const schedule = t("schedules.name", {
    what: t(`operations.kind.${kind}`),
    clock: clockOf(minuteOfDay),
  });
  return recordNotification(
    { tenancyId, guests },
    { kind: "schedule-failed", key, data: { schedule, reason } },
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
