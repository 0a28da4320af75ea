"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { ActionResult } from "@/lib/action-result";
import { staffAction } from "@/lib/actions/staff-action";
import { isKnownCustomer } from "@/lib/fleet/find-anything";
import {
  customerOfHost,
  dropStaffNote,
  editStaffNote,
  LONGEST_STAFF_NOTE,
  type NoteSubject,
  readStaffNote,
  writeStaffNote,
} from "@/lib/fleet/notes/staff-notes";
import { findHost } from "@/lib/hosts/owned-host";
import { parseUserId } from "@/lib/rstack/ids";

/** Line breaks, and nothing else that can't be seen. */
const words = z
  .string()
  .max(LONGEST_STAFF_NOTE)
  .transform((text) => text.trim().replaceAll("\r\n", "\n"))
  .refine((text) => text !== "" && !/[^\P{C}\n]/u.test(text));
const BOTH_ROLES = ["admin", "support"] as const;

/** The audit tells who did it and about whom, and never the text: a note can be deleted, the audit can't. */
const subjectOf = async (id: string) => {
  const note = await readStaffNote(id);
  return note?.vmId ? ofHost(note.vmId) : { userId: note?.userId };
};

const ofHost = async (vmId: string) => ({ vmId, userId: await customerOfHost(vmId) });

/** Without the note the page would be drawn without the form, too, and nobody read what came of it. */
function told(result: "done" | "not-found" | "not-allowed"): ActionResult {
  if (result !== "done") {
    return { ok: false, code: result };
  }
  revalidatePath("/admin", "layout");
  return { ok: true };
}

async function write(
  subject: NoteSubject,
  text: string,
  viewer: Parameters<typeof writeStaffNote>[2],
): Promise<ActionResult> {
  const id = await writeStaffNote(subject, text, viewer);
  revalidatePath("/admin", "layout");
  return id === null ? { ok: false, code: "not-possible", reason: "too-many-notes" } : { ok: true };
}

export const noteCustomer = staffAction({
  name: "note-customer",
  roles: BOTH_ROLES,
  fields: { userId: z.string().min(1).max(64), text: words },
  audit: ({ input }) => ({ action: "note-written", userId: input.userId }),
  run: async ({ input, viewer }) => {
    const userId = parseUserId(input.userId);
    return userId && (await isKnownCustomer(userId))
      ? write({ userId }, input.text, viewer)
      : { ok: false, code: "not-found" };
  },
});

export const noteHost = staffAction({
  name: "note-host",
  roles: BOTH_ROLES,
  fields: { vmid: z.string().max(64), text: words },
  audit: async ({ input }) => ({ action: "note-written", ...(await ofHost(input.vmid)) }),
  run: async ({ input, viewer }) => {
    const owned = await findHost(viewer, input.vmid);
    if (owned === null || owned === "not-asked") {
      return { ok: false, code: owned === null ? "not-found" : "master-down" };
    }
    return write({ vmId: owned.vmId }, input.text, viewer);
  },
});

/** Its author's, or an admin's. */
export const editNote = staffAction({
  name: "edit-note",
  roles: BOTH_ROLES,
  fields: { note: z.uuid(), text: words },
  audit: async ({ input }) => ({ action: "note-edited", ...(await subjectOf(input.note)) }),
  run: async ({ input, viewer }) => told(await editStaffNote(input.note, input.text, viewer)),
});

export const dropNote = staffAction({
  name: "drop-note",
  roles: BOTH_ROLES,
  fields: { note: z.uuid() },
  audit: async ({ input }) => ({ action: "note-deleted", ...(await subjectOf(input.note)) }),
  run: async ({ input, viewer }) => told(await dropStaffNote(input.note, viewer)),
});
