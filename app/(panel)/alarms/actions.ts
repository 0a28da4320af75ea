"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { isOwner, isStaff, type Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/action-result";
import { customerAction } from "@/lib/actions/customer-action";
import { ownedAction } from "@/lib/actions/owned-action";
import { Refusal } from "@/lib/actions/refusal";
import {
  type AlarmsOf,
  acknowledge,
  pauseAlarm,
  removeAlarm,
  saveAlarm as save,
} from "@/lib/monitor/alarms/alarms";
import { readAlarm } from "@/lib/monitor/alarms/read-alarm";
import { ALARM_KINDS } from "@/lib/notifications/kinds";

const text = z.string().max(100);
const rule = {
  kind: z.enum(ALARM_KINDS),
  value: text.optional(),
  minutes: text.optional(),
  quietFrom: text.optional(),
  quietTo: text.optional(),
  timeZone: text,
  /** To change this one; else a new one. */
  alarm: z.uuid().optional(),
};
type Rule = z.output<z.ZodObject<typeof rule>>;
const id = { alarm: z.uuid() };
const held = { ...id, paused: z.enum(["0", "1"]) };
const NOT_FOUND = { ok: false, code: "not-found" } as const;

// A host's own.

export const saveAlarm = ownedAction({
  name: "save-alarm",
  fields: rule,
  audit: { by: "staff", event: ({ input }) => ({ action: "alarm-changed", subject: input.kind }) },
  run: ({ owned, viewer, input }) => saved(ofHost(owned, viewer), input),
});

export const holdAlarm = ownedAction({
  name: "hold-alarm",
  fields: held,
  audit: { by: "staff", event: () => ({ action: "alarm-changed" }) },
  run: async ({ owned, viewer, input }) =>
    shown(await pauseAlarm(ofHost(owned, viewer), input.alarm, input.paused === "1")),
});

export const dropAlarm = ownedAction({
  name: "drop-alarm",
  fields: id,
  audit: { by: "staff", event: () => ({ action: "alarm-changed" }) },
  run: async ({ owned, viewer, input }) => shown(await removeAlarm(ofHost(owned, viewer), input.alarm)),
});

/** In a person's own name: no view gets here. */
export const acknowledgeAlarm = ownedAction({
  name: "acknowledge-alarm",
  fields: { episode: z.uuid() },
  audit: { by: "staff", event: () => null },
  run: async ({ owned, viewer, input }) =>
    isOwner(viewer)
      ? shown(await acknowledge(owned, input.episode, viewer))
      : { ok: false, code: "not-allowed" },
});

// For all hosts of the customer.

export const saveAlarmForAll = customerAction({
  name: "save-alarm-for-all",
  fields: rule,
  audit: null,
  run: ({ viewer, input }) => saved(ofAccount(viewer), input),
});

export const holdAlarmForAll = customerAction({
  name: "hold-alarm-for-all",
  fields: held,
  audit: null,
  run: async ({ viewer, input }) =>
    shown(await pauseAlarm(ofAccount(viewer), input.alarm, input.paused === "1")),
});

export const dropAlarmForAll = customerAction({
  name: "drop-alarm-for-all",
  fields: id,
  audit: null,
  run: async ({ viewer, input }) => shown(await removeAlarm(ofAccount(viewer), input.alarm)),
});

/** Staff read them; who may change a customer's host through a view may change its alarms, too. */
function ofHost({ tenancyId }: { tenancyId: string }, viewer: Viewer): AlarmsOf {
  if (isStaff(viewer)) {
    throw new Refusal({ ok: false, code: "not-allowed" });
  }
  return { tenancyId };
}

function ofAccount({ accountId, userId }: Viewer): AlarmsOf {
  if (userId === null) {
    throw new Refusal({ ok: false, code: "not-allowed" });
  }
  return { accountId, userId };
}

async function saved(of: AlarmsOf, { alarm, ...form }: Rule): Promise<ActionResult> {
  const read = readAlarm({ value: "", minutes: "", quietFrom: "", quietTo: "", ...form });
  if (!read.ok) {
    return { ok: false, code: "invalid", reason: Object.values(read.fields)[0], fields: read.fields };
  }
  const result = await save(of, read.wanted, alarm ?? null);
  return result === "alarm-limit"
    ? { ok: false, code: "not-possible", reason: result }
    : shown(result === "done");
}

function shown(isDone: boolean): ActionResult {
  if (isDone) {
    revalidatePath("/alarms");
    revalidatePath("/hosts/[vmid]/monitor", "page");
  }
  return isDone ? { ok: true } : NOT_FOUND;
}
