"use server";

import { revalidatePath } from "next/cache";
import { staffAction } from "@/lib/actions/staff-action";
import { beginSurvey } from "@/lib/fleet/survey/survey-record";
import { acceptHeldBackList as accept } from "@/lib/hosts/mirror/sync-fleet";

export const acceptHeldBackList = staffAction({
  name: "accept-held-back-list",
  roles: ["admin"],
  destructive: true,
  fields: {},
  audit: () => ({ action: "held-back-list-accepted" }),
  run: async () => {
    const accepted = await accept();
    revalidatePath("/admin/connection");
    return accepted ? { ok: true } : { ok: false, code: "not-found" };
  },
});

/** In the background: with a large fleet it takes minutes. The page shows that it runs, and what it found. */
export const checkMaster = staffAction({
  name: "check-master",
  roles: ["support", "admin"],
  fields: {},
  audit: null,
  run: async () => {
    const survey = await beginSurvey();
    void survey?.();
    revalidatePath("/admin/connection");
    return survey ? { ok: true } : { ok: false, code: "busy" };
  },
});
