"use server";

import { revalidatePath } from "next/cache";
import type { ActionResult } from "@/lib/action-result";
import { staffAction } from "@/lib/actions/staff-action";
import { createHost as create } from "@/lib/fleet/hosts/create-host";
import type { CreatedHostView } from "@/lib/fleet/hosts/created-host";
import { readFleetNow as readNow } from "@/lib/fleet/hosts/fleet-reading";
import { newHostFields, newHostOf } from "@/lib/fleet/hosts/new-host-form";
import { knownPlans } from "@/lib/provider/plans";

/** Makes a host in RStack. Its password travels in the answer alone. */
export const createHost = staffAction({
  name: "create-host",
  roles: ["admin"],
  fields: newHostFields,
  audit: ({ input }) => ({
    action: "host-created",
    userId: input.owner,
    subject: input.name,
    detail: { place: input.place, image: input.image },
  }),
  run: async ({ input, viewer }): Promise<ActionResult<{ created: CreatedHostView }>> => {
    const asked = newHostOf(input, await knownPlans());
    if (!asked.ok) {
      return {
        ok: false,
        code: "invalid",
        fields: Object.fromEntries(asked.fields.map((name) => [name, "invalid"])),
      };
    }
    const creation = await create(asked.host, input.formKey, viewer);
    if (creation.ok) {
      return creation;
    }
    if (creation.code === "refused") {
      return { ok: false, code: "refused", said: creation.said };
    }
    return creation.code === "no-such-customer" || creation.code === "lookup-unreadable"
      ? { ok: false, code: "not-possible", reason: creation.code }
      : { ok: false, code: creation.code };
  },
});

/** In the background: a large fleet's list takes a while. The page shows that it goes on, and what came of it. */
export const readFleetNow = staffAction({
  name: "read-fleet-now",
  roles: ["support", "admin"],
  fields: {},
  audit: null,
  run: async () => {
    const begun = await readNow();
    revalidatePath("/admin/hosts");
    return begun ? { ok: true } : { ok: false, code: "busy" };
  },
});
