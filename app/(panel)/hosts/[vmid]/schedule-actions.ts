"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { tellOwner } from "@/lib/accounts/security-mail";
import { isStaff, type Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/action-result";
import { refuseGuest } from "@/lib/actions/host-of-viewer";
import { ownedAction } from "@/lib/actions/owned-action";
import { refuseUnproven } from "@/lib/actions/proof-guard";
import { Refusal } from "@/lib/actions/refusal";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { readSchedule, type WantedSchedule } from "@/lib/hosts/schedules/read-schedule";
import {
  changeSchedule,
  createSchedule,
  isOwnOf,
  pauseSchedule,
  removeSchedule,
  resumeSchedule,
  scheduleOf,
} from "@/lib/hosts/schedules/schedules";
import { actsOf } from "@/lib/hosts/schedules/steps";
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
  guests: ["schedules"],
  fields: {
    ...time,
    kind: z.enum(SCHEDULE_KINDS),
    formKey: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  },
  prepare: async ({ owned, viewer, input }) => {
    await refuseOthers(owned, viewer, input.kind);
    return wantedOf(input.kind, input);
  },
  audit: {
    by: "everybody",
    event: ({ input }) => ({ action: "schedule-added", detail: { kind: input.kind } }),
  },
  run: async ({ owned, viewer, input, prepared }) => {
    const made = await createSchedule(owned, viewer, input.kind, prepared, input.formKey);
    if (!made.ok) {
      return { ok: false, code: "not-possible", reason: made.why };
    }
    // It goes on after whoever made it was signed out.
    if (made.accountId) {
      tellOwner(made.accountId, "schedule-made");
    }
    return changed(owned);
  },
});

export const editSchedule = ownedAction({
  name: "edit-schedule",
  guests: ["schedules"],
  fields: { ...time, ...id },
  prepare: async ({ owned, viewer, input }) => {
    const row = await scheduleToChange(owned, viewer, input.schedule);
    const { id, kind } = row;
    refuseOfOthers(owned, row);
    await refuseOthers(owned, viewer, kind);
    return { id, kind, wanted: wantedOf(kind, input) };
  },
  audit: {
    by: "everybody",
    event: ({ prepared }) => ({ action: "schedule-edited", detail: { kind: prepared.kind } }),
  },
  run: async ({ owned, prepared: { id, wanted } }) => {
    const result = await changeSchedule(owned, id, wanted);
    if (result !== "done") {
      return result === "protected"
        ? { ok: false, code: "not-possible", reason: result }
        : { ok: false, code: result };
    }
    return changed(owned);
  },
});

export const holdSchedule = ownedAction({
  name: "hold-schedule",
  guests: ["schedules"],
  fields: { ...id, paused: z.enum(["0", "1"]) },
  prepare: async ({ owned, viewer, input }) => {
    const row = await scheduleToChange(owned, viewer, input.schedule);
    if (input.paused === "0") {
      refuseOfOthers(owned, row);
    }
    await refuseOthers(owned, viewer, input.paused === "1" ? null : row.kind);
    return row;
  },
  audit: {
    by: "everybody",
    event: ({ input, prepared: { kind } }) => ({
      action: input.paused === "1" ? "schedule-paused" : "schedule-resumed",
      detail: { kind },
    }),
  },
  run: async ({ owned, input, prepared }) => {
    const isDone = await (input.paused === "1" ? pauseSchedule : resumeSchedule)(owned, prepared.id);
    return isDone ? changed(owned) : { ok: false, code: "not-possible" };
  },
});

export const dropSchedule = ownedAction({
  name: "remove-schedule",
  guests: ["schedules"],
  fields: id,
  prepare: ({ owned, viewer, input }) => scheduleToChange(owned, viewer, input.schedule),
  audit: {
    by: "everybody",
    event: ({ prepared }) => ({ action: "schedule-removed", detail: { kind: prepared.kind } }),
  },
  run: async ({ owned, prepared }) =>
    (await removeSchedule(owned, prepared.id)) ? changed(owned) : { ok: false, code: "not-found" },
});

/** Staff read them; who may change a customer's host through a view may change its schedules, too. */
async function refuseOthers(owned: OwnedHost, viewer: Viewer, kind: ScheduleKind | null): Promise<void> {
  if (isStaff(viewer)) {
    throw new Refusal({ ok: false, code: "not-allowed" });
  }
  if (kind) {
    await refuseGuest(viewer, owned.guest, actsOf(kind));
  }
  // It deletes its own older snapshots later, when nobody can be asked.
  if (kind && makesSnapshots(kind)) {
    await refuseUnproven(viewer);
  }
}

/** What a guest says of another's schedule would go on after them. */
function refuseOfOthers(owned: OwnedHost, row: Parameters<typeof isOwnOf>[1]): void {
  if (!isOwnOf(owned, row)) {
    throw new Refusal({ ok: false, code: "not-possible", reason: "guest-role" });
  }
}

async function scheduleToChange(owned: OwnedHost, viewer: Viewer, scheduleId: string) {
  await refuseOthers(owned, viewer, null);
  const row = await scheduleOf(owned, scheduleId);
  if (!row) {
    throw new Refusal({ ok: false, code: "not-found" });
  }
  return row;
}

function changed({ vmId }: OwnedHost): ActionResult {
  for (const page of ["snapshots", "settings", "schedules"]) {
    revalidatePath(`/hosts/${vmId}/${page}`);
  }
  return { ok: true };
}

/** Throws the refusal of a form that is wrong; its first field that is has a sentence. */
function wantedOf(kind: ScheduleKind, input: Time): WantedSchedule {
  const read = readSchedule(kind, formOf(input));
  if (!read.ok) {
    const { fields } = read;
    throw new Refusal({ ok: false, code: "invalid", reason: Object.values(fields)[0], fields });
  }
  return read.wanted;
}

const formOf = (input: Time) => ({
  clock: input.clock,
  timeZone: input.timeZone,
  keep: input.keep ?? "",
  days: [input.day1, input.day2, input.day3, input.day4, input.day5, input.day6, input.day7].map(
    (day) => day === "1",
  ),
});
