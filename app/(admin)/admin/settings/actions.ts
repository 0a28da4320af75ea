"use server";

import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { readTimes } from "@/components/admin/settings/read-times";
import type { ActionResult } from "@/lib/action-result";
import { staffAction } from "@/lib/actions/staff-action";
import { config } from "@/lib/config";
import { numbersOf, planFields, planOf } from "@/lib/fleet/hosts/host-form";
import { readImages } from "@/lib/fleet/infrastructure/one-node";
import { isTimeZone } from "@/lib/i18n/time-zones";
import { tryMail } from "@/lib/mail";
import { tellOfNotice, tellOfWithdrawal } from "@/lib/notifications/notices";
import { announce, withdraw } from "@/lib/provider/announcements";
import { removePlan as dropPlan, savePlan as keepPlan, knownPlans } from "@/lib/provider/plans";
import { cleanPng } from "@/lib/provider/png";
import { TONES } from "@/lib/provider/provider-view";
import { type Read, readLinks, readLook } from "@/lib/provider/read-form";
import { changeSettings, knownAnnouncements, providerView } from "@/lib/provider/settings";
import { PLAN_FIELDS } from "@/lib/rstack/host-fields";

const line = z.string().max(500);
/** Base64 of what `cleanPng` takes at most, and what it refuses by saying so. */
const picture = z.base64().min(1).max(60_000);
const announcement = z
  .string()
  .max(600)
  .transform((text) => text.trim().replaceAll("\r\n", "\n"))
  // Line breaks, and nothing else that can't be seen.
  .refine((text) => text !== "" && !/[^\P{C}\n]/u.test(text));

/** Every page wears it. */
async function keep(read: Read, by: string): Promise<ActionResult> {
  if (!read.ok) {
    const fields = read.at ? { [read.at]: read.fault } : undefined;
    return { ok: false, code: "not-possible", reason: read.fault, fields };
  }
  await changeSettings(read.changes, by);
  revalidatePath("/", "layout");
  return { ok: true };
}

export const saveLook = staffAction({
  name: "save-look",
  roles: ["admin"],
  fields: { name: line, letters: line, accent: line },
  audit: ({ input }) => ({ action: "settings-changed", subject: "look", detail: input }),
  run: ({ input, viewer }) => keep(readLook(input), viewer.displayName),
});

export const savePicture = staffAction({
  name: "save-picture",
  roles: ["admin"],
  fields: { picture },
  audit: () => ({ action: "settings-changed", subject: "picture" }),
  run: async ({ input, viewer }) => {
    const cleaned = cleanPng(Buffer.from(input.picture, "base64"));
    return keep(
      cleaned.ok ? { ok: true, changes: { picture: cleaned.png.toString("base64") } } : cleaned,
      viewer.displayName,
    );
  },
});

export const removePicture = staffAction({
  name: "remove-picture",
  roles: ["admin"],
  fields: {},
  audit: () => ({ action: "settings-changed", subject: "picture", detail: { removed: true } }),
  run: ({ viewer }) => keep({ ok: true, changes: { picture: null } }, viewer.displayName),
});

export const saveLinks = staffAction({
  name: "save-links",
  roles: ["admin"],
  fields: {
    support: line,
    order: line,
    pay: line,
    ...{ en0: line, zh0: line, href0: line, en1: line, zh1: line, href1: line },
    ...{ en2: line, zh2: line, href2: line, en3: line, zh3: line, href3: line },
  },
  audit: ({ input }) => ({
    action: "settings-changed",
    subject: "links",
    detail: Object.fromEntries(Object.entries(input).filter(([, value]) => value !== "")),
  }),
  run: ({ input: { support, order, pay, ...rest }, viewer }) => {
    const legal = [
      { en: rest.en0, zh: rest.zh0, href: rest.href0 },
      { en: rest.en1, zh: rest.zh1, href: rest.href1 },
      { en: rest.en2, zh: rest.zh2, href: rest.href2 },
      { en: rest.en3, zh: rest.zh3, href: rest.href3 },
    ];
    return keep(readLinks({ support, order, pay, legal }), viewer.displayName);
  },
});

export const makeAnnouncement = staffAction({
  name: "make-announcement",
  roles: ["admin"],
  fields: {
    textEn: announcement,
    textZh: announcement,
    tone: z.enum(TONES),
    scope: z
      .string()
      .regex(/^(all|(area|node):\S{1,60})$/)
      .default("all"),
    from: z.string().max(32),
    until: z.string().max(32),
    // The one that the form showed the times in.
    zone: z.string().max(64).refine(isTimeZone),
  },
  audit: ({ input: { textEn, textZh, tone, scope, zone, ...typed } }) => {
    const times = readTimes(typed, zone);
    const told = times && { from: times.from.toISOString(), until: times.until?.toISOString() ?? "" };
    return {
      action: "announced",
      subject: textEn,
      detail: { textEn, textZh, tone, scope, ...(told ?? { ...typed, zone }) },
    };
  },
  run: async ({ input, viewer }) => {
    const times = readTimes(input, input.zone);
    // Without an end nobody knows how long alarms are silent.
    if (!times || (input.tone === "maintenance" && times.until === null)) {
      return { ok: false, code: "not-possible", reason: "bad-times" };
    }
    const { textEn: en, textZh: zh, tone, scope } = input;
    await announce({ en, zh, tone, scope, ...times }, viewer.displayName, tellOfNotice);
    revalidatePath("/", "layout");
    return { ok: true };
  },
});

const AREAS = 100;
const areaFields = Object.fromEntries(
  Array.from({ length: AREAS }, (_, at) => [
    [`area${at}`, z.string().max(60).optional()],
    [`name${at}`, z.string().trim().max(60).optional()],
  ]).flat(),
) as Record<string, z.ZodOptional<z.ZodString>>;

/** What the status page calls each region; one without a name isn't on it. */
export const saveAreaNames = staffAction({
  name: "save-area-names",
  roles: ["admin"],
  fields: areaFields,
  audit: ({ input }) => ({
    action: "settings-changed",
    subject: "announcements",
    detail: areaNamesOf(input),
  }),
  run: ({ input, viewer }) =>
    keep({ ok: true, changes: { areaNames: areaNamesOf(input) } }, viewer.displayName),
});

const areaNamesOf = (input: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: AREAS }, (_, at) => [input[`area${at}`] ?? "", input[`name${at}`] ?? ""]).filter(
      ([id, name]) => id !== "" && name !== "",
    ),
  );

export const sendTestMail = staffAction({
  name: "send-test-mail",
  roles: ["admin"],
  fields: { email: z.email().max(254) },
  audit: ({ input }) => ({ action: "test-mail-sent", subject: input.email }),
  run: async ({ input }) => {
    const { panelOrigin: panel } = config();
    const t = await getTranslations("mail.alert.test");
    const values = { panel, provider: (await providerView()).name };
    const fault = await tryMail({
      to: input.email,
      subject: t("subject", values),
      text: t("text", values),
    });
    return fault === null
      ? { ok: true }
      : { ok: false, code: "not-possible", reason: "mail-not-sent", said: fault };
  },
});

export const withdrawAnnouncement = staffAction({
  name: "withdraw-announcement",
  roles: ["admin"],
  fields: { announcement: z.uuid() },
  audit: async ({ input: { announcement: id } }) => {
    const told = (await knownAnnouncements()).find((one) => one.id === id);
    return {
      action: "announcement-withdrawn",
      subject: told?.en,
      detail: { textEn: told?.en, textZh: told?.zh },
    };
  },
  run: async ({ input }) => {
    const stood = await withdraw(input.announcement, tellOfWithdrawal);
    revalidatePath("/", "layout");
    return stood ? { ok: true } : { ok: false, code: "not-found" };
  },
});

export const savePlan = staffAction({
  name: "save-plan",
  roles: ["admin"],
  fields: planFields,
  audit: ({ input }) => ({
    action: "plan-saved",
    subject: input.planName,
    detail: numbersOf(input, PLAN_FIELDS),
  }),
  run: async ({ input, viewer }) => {
    const asked = planOf(input);
    if (!asked.ok) {
      return {
        ok: false,
        code: "invalid",
        fields: Object.fromEntries(asked.fields.map((name) => [name, "invalid"])),
      };
    }
    const came = await keepPlan(asked.plan, viewer.displayName);
    revalidatePath("/admin/settings");
    switch (came) {
      case "saved":
        return { ok: true };
      case "not-found":
        return { ok: false, code: "not-found" };
      default:
        return {
          ok: false,
          code: "not-possible",
          reason: came === "too-many" ? "too-many-plans" : came,
        };
    }
  },
});

/** For the audit log; nothing where RStack doesn't tell it. */
async function discName(id: string): Promise<string | undefined> {
  const images = await readImages(null);
  return (images.ok && images.value.discs.find((disc) => disc.id === id)?.name) || undefined;
}

/** The discs of RStack's list, read anew: one that isn't listed can't be named. An empty one takes it back. */
export const saveRescueDisc = staffAction({
  name: "save-rescue-disc",
  roles: ["admin"],
  fields: { disc: z.string().max(20) },
  audit: async ({ input }) => ({
    action: "settings-changed",
    subject: "rescue",
    detail:
      input.disc === "" ? { removed: true } : { name: await discName(input.disc), mediumId: input.disc },
  }),
  run: async ({ input, viewer }) => {
    if (input.disc === "") {
      return keep({ ok: true, changes: { rescueDisc: null } }, viewer.displayName);
    }
    const images = await readImages(null);
    if (!images.ok) {
      return { ok: false, code: "master-down" };
    }
    const disc = images.value.discs.find(({ id }) => id === input.disc);
    return disc
      ? keep(
          { ok: true, changes: { rescueDisc: { id: disc.id, name: disc.name, fileName: disc.fileName } } },
          viewer.displayName,
        )
      : { ok: false, code: "not-found" };
  },
});

export const removePlan = staffAction({
  name: "remove-plan",
  roles: ["admin"],
  fields: { plan: z.uuid() },
  audit: async ({ input: { plan: id } }) => ({
    action: "plan-removed",
    subject: (await knownPlans()).find((plan) => plan.id === id)?.name,
  }),
  run: async ({ input, viewer }) => {
    const stood = await dropPlan(input.plan, viewer.displayName);
    revalidatePath("/admin/settings");
    return stood ? { ok: true } : { ok: false, code: "not-found" };
  },
});
