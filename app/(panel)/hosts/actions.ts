"use server";

import { z } from "zod";
import { hostAction } from "@/lib/actions/host-action";
import { ownedAction } from "@/lib/actions/owned-action";
import { readLabel } from "@/lib/hosts/label-text";
import { saveLabel } from "@/lib/hosts/labels";
import { performPower } from "@/lib/hosts/power";
import { POWER_KINDS } from "@/lib/operations/command-rules";

/** Start, Stop, Restart, Force stop, Force restart. */
export const power = hostAction({
  name: "power",
  kinds: POWER_KINDS,
  perform: (owned, kind, formKey, viewer) => performPower(owned, kind, formKey, viewer),
});

/** A host's own name and note; empty ones are removed. */
export const label = ownedAction({
  name: "label",
  // Longer than what is kept, so that too long is said of the field and not of the form.
  fields: { name: z.string().max(2_000), note: z.string().max(2_000) },
  run: async ({ owned, input }) => {
    const read = readLabel(input);
    if (!read.ok) {
      return { ok: false, code: "invalid", fields: read.fields };
    }
    await saveLabel(owned, read.label);
    return { ok: true };
  },
});
