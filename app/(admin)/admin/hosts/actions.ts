"use server";

import { staffAction } from "@/lib/actions/staff-action";
import { createHost as create } from "@/lib/fleet/hosts/create-host";
import { newHostFields, newHostOf } from "@/lib/fleet/hosts/new-host-form";

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
  run: async ({ input, viewer }) => {
    const asked = newHostOf(input);
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
    return creation.code === "no-such-customer"
      ? { ok: false, code: "not-possible", reason: creation.code }
      : { ok: false, code: creation.code };
  },
});
