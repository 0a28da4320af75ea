"use server";

import { z } from "zod";
import { batchAction, batchFields, idsIn } from "@/lib/actions/batch/batch-action";
import { customerAction } from "@/lib/actions/customer-action";
import { hostCommand } from "@/lib/actions/host-action";
import { ownedAction } from "@/lib/actions/owned-action";
import { ASKED_COMMANDS } from "@/lib/actions/undo/restore-safely";
import { config } from "@/lib/config";
import { HOST_COMMANDS } from "@/lib/hosts/commands";
import { readLabel } from "@/lib/hosts/labels/label-text";
import { saveLabel, tagHosts } from "@/lib/hosts/labels/labels";
import { readTag } from "@/lib/hosts/labels/tags";

/** Every command that a form can ask of a host. */
export const command = hostCommand(ASKED_COMMANDS, { by: "form" });

/** Those whose answer carries a secret. Called by script alone, never as a form's action: a form's result is drawn into HTML. */
export const scriptCommand = hostCommand(HOST_COMMANDS, { by: "script" });

/** One command for many hosts. */
export const batch = batchAction();

/** A host's own name and note; empty ones are removed. */
export const label = ownedAction({
  name: "label",
  // Longer than what is kept, so that too long is said of the field and not of the form.
  fields: { name: z.string().max(2_000), note: z.string().max(2_000) },
  // What the name is says the host's page; a note may hold anything.
  audit: { by: "staff", event: ({ input }) => ({ action: "label-edited", subject: input.name }) },
  run: async ({ owned, input }) => {
    const read = readLabel(input);
    if (!read.ok) {
      return { ok: false, code: "invalid", fields: read.fields };
    }
    await saveLabel(owned, read.label);
    return { ok: true };
  },
});

/**
 * One tag on many hosts, or off them; those that aren't theirs are left alone. Kept by the panel, so it is done at once. By
 * customers alone: staff have no hosts of their own, and no view gets here.
 */
export const tagSelected = customerAction({
  name: "tag-selected",
  fields: { vmids: batchFields.vmids, tag: z.string().max(200), on: z.enum(["0", "1"]) },
  audit: null,
  run: async ({ input, viewer }) => {
    const ids = idsIn(input.vmids);
    const tag = readTag(input.tag);
    if (tag === null) {
      return { ok: false, code: "invalid", reason: "tag" };
    }
    if (ids.length > config().batch.hosts) {
      return { ok: false, code: "not-possible", reason: "batch-size" };
    }
    const result = viewer.userId ? await tagHosts(viewer.userId, ids, { tag, on: input.on === "1" }) : "none";
    if (result === "none") {
      return { ok: false, code: "not-found" };
    }
    return result === "done"
      ? { ok: true }
      : { ok: false, code: "not-possible", reason: "tags-full", hosts: result.full };
  },
});
