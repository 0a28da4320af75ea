"use server";

import { z } from "zod";
import { ownedAction } from "@/lib/actions/owned-action";
import { writeNote } from "@/lib/hosts/snapshots/write-note";

export const saveSnapshotNote = ownedAction({
  name: "save-snapshot-note",
  guests: ["snapshot-notes"],
  fields: { snapshot: z.string().min(1).max(255), note: z.string().max(1000) },
  audit: {
    by: "staff",
    event: ({ input }) => ({
      action: input.note.trim() === "" ? "snapshot-note-removed" : "snapshot-note-written",
      subject: input.note.trim() || null,
      detail: { snapshotName: input.snapshot },
    }),
  },
  run: ({ owned, input }) => writeNote(owned, input),
});
