"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { isStaff, type Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/action-result";
import { ownedAction } from "@/lib/actions/owned-action";
import { refuseUnproven } from "@/lib/actions/proof-guard";
import { Refusal } from "@/lib/actions/refusal";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { readSchedule } from "@/lib/hosts/schedules/read-schedule";
import {
  changeSchedule,
  createSchedule,
  pauseSchedule,
  removeSchedule,
  resumeSchedule,
  scheduleOf,
} from "@/lib/hosts/schedules/schedules";
import { type AuditAction, recordAudit } from "@/lib/operations/audit";
import { makesSnapshots, SCHEDULE_KINDS, type ScheduleKind } from "@/lib/operations/schedule-kinds";

const tick = z.literal("1").optional();
/** Of the forms that say when. */
const time = {
  clock: z.string().max(20),
  timeZone: z.string().max(100),
  keep: z.string().max(10).optional(),
  ...{ day1: tick, day2: tick, day3: tick, day4: tick, day5: tick, day6: tick, day7: tick },
};
type Time = z.output<z.ZodObject<typeof time>>;
const id = { schedule: z.uuid() };

export const addSchedule = ownedAction({
  name: "add-schedule",
  fields: {
    ...time,
    kind: z.enum(SCHEDULE_KINDS),
    formKey: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  },
  run: async ({ owned, viewer, input }) => {
    await refuseOthers(viewer, input.kind);
    const read = readSchedule(input.kind, formOf(input));
    if (!read.ok) {
      return invalid(read.fields);
    }
    const made = await createSchedule(owned, viewer, input.kind, read.wanted, input.formKey);
    return made.ok
      ? changed("schedule-added", owned, viewer, input.kind)
      : { ok: false, code: "not-possible", reason: made.why };
  },
});

export const editSchedule = ownedAction({
  name: "edit-schedule",
  fields: { ...time, ...id },
  run: async ({ owned, viewer, input }) => {
    const row = await scheduleToChange(owned, viewer, input.schedule);
    await refuseOthers(viewer, row.kind);
    const read = readSchedule(row.kind, formOf(input));
    if (!read.ok) {
      return invalid(read.fields);
    }
    const result = await changeSchedule(owned, row.id, read.wanted);
    if (result !== "done") {
      return result === "protected"
        ? { ok: false, code: "not-possible", reason: result }
        : { ok: false, code: result };
    }
    return changed("schedule-edited", owned, viewer, row.kind);
  },
});

export const holdSchedule = ownedAction({
  name: "hold-schedule",
  fields: { ...id, paused: z.enum(["0", "1"]) },
  run: async ({ owned, viewer, input }) => {
    const row = await scheduleToChange(owned, viewer, input.schedule);
    await refuseOthers(viewer, input.paused === "1" ? null : row.kind);
    const isDone = await (input.paused === "1" ? pauseSchedule : resumeSchedule)(owned, row.id);
    if (!isDone) {
      return { ok: false, code: "not-possible" };
    }
    return changed(input.paused === "1" ? "schedule-paused" : "schedule-resumed", owned, viewer, row.kind);
  },
});

export const dropSchedule = ownedAction({
  name: "remove-schedule",
  fields: id,
  run: async ({ owned, viewer, input }) => {
    const row = await scheduleToChange(owned, viewer, input.schedule);
    if (!(await removeSchedule(owned, row.id))) {
      return { ok: false, code: "not-found" };
    }
    return changed("schedule-removed", owned, viewer, row.kind);
  },
});

/** Staff read them; who may change a customer's host through a view may change its schedules, too. */
async function refuseOthers(viewer: Viewer, kind: ScheduleKind | null): Promise<void> {
  if (isStaff(viewer)) {
    throw new Refusal({ ok: false, code: "not-allowed" });
  }
  // It deletes its own older snapshots later, when nobody can be asked.
  if (kind && makesSnapshots(kind)) {
    await refuseUnproven(viewer);
  }
}

async function scheduleToChange(owned: OwnedHost, viewer: Viewer, scheduleId: string) {
  await refuseOthers(viewer, null);
  const row = await scheduleOf(owned, scheduleId);
  if (!row) {
    throw new Refusal({ ok: false, code: "not-found" });
  }
  return row;
}

async function changed(
  action: AuditAction,
  owned: OwnedHost,
  viewer: Viewer,
  kind: ScheduleKind,
): Promise<ActionResult> {
  await recordAudit(viewer, {
    action,
    outcome: "done",
    userId: owned.owner,
    vmId: owned.vmId,
    detail: { kind },
  });
  revalidatePath(`/hosts/${owned.vmId}/schedules`);
  return { ok: true };
}

const formOf = (input: Time) => ({
  clock: input.clock,
  timeZone: input.timeZone,
  keep: input.keep ?? "",
  days: [input.day1, input.day2, input.day3, input.day4, input.day5, input.day6, input.day7].map(
    (day) => day === "1",
  ),
});

/** The first field that is wrong has a sentence. */
const invalid = (fields: Record<string, string>): ActionResult => ({
  ok: false,
  code: "invalid",
  reason: Object.values(fields)[0],
  fields,
});
