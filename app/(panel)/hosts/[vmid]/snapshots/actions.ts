"use server";

import { z } from "zod";
import { hostAction } from "@/lib/actions/host-action";
import { ownedAction } from "@/lib/actions/owned-action";
import {
  createSnapshot as performCreate,
  deleteSnapshot as performDelete,
  restoreSnapshot as performRestore,
} from "@/lib/hosts/snapshots/snapshot-operations";
import { writeNote } from "@/lib/hosts/snapshots/write-note";

const snapshot = z.string().min(1).max(255);
const note = z.string().max(1000);
const typed = { snapshot, typedName: z.string().max(300) };

export const createSnapshot = hostAction({
  name: "create-snapshot",
  kinds: ["create-snapshot"],
  fields: { note },
  perform: (owned, _kind, formKey, viewer, input) => performCreate(owned, formKey, viewer, input),
});

export const restoreSnapshot = hostAction({
  name: "restore-snapshot",
  kinds: ["restore-snapshot"],
  destructive: true,
  fields: typed,
  perform: (owned, _kind, formKey, viewer, input) => performRestore(owned, formKey, viewer, input),
});

export const deleteSnapshot = hostAction({
  name: "delete-snapshot",
  kinds: ["delete-snapshot"],
  destructive: true,
  fields: typed,
  perform: (owned, _kind, formKey, viewer, input) => performDelete(owned, formKey, viewer, input),
});

export const saveSnapshotNote = ownedAction({
  name: "save-snapshot-note",
  fields: { snapshot, note },
  run: ({ owned, input }) => writeNote(owned, input),
});
