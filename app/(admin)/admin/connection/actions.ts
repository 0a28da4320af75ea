"use server";

import { revalidatePath } from "next/cache";
import { staffAction } from "@/lib/actions/staff-action";
import { acceptHeldBackList as accept } from "@/lib/hosts/mirror/sync-fleet";

export const acceptHeldBackList = staffAction({
  name: "accept-held-back-list",
  roles: ["admin"],
  fields: {},
  audit: () => ({ action: "held-back-list-accepted" }),
  run: async () => {
    const accepted = await accept();
    revalidatePath("/admin/connection");
    return accepted ? { ok: true } : { ok: false, code: "not-found" };
  },
});
