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
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";

const snapshot = z.string().min(1).max(255);
const note = z.string().max(1000);
const typed = { snapshot, typedName: z.string().max(300) };

/** The master's words come in the language that the page is in. */
const inPageLanguage = async <V extends object>(viewer: V) => ({
  ...viewer,
  locale: (await viewerPreferences()).locale,
});

export const createSnapshot = hostAction({
  name: "create-snapshot",
  kinds: ["create-snapshot"],
  fields: { note },
  perform: async (owned, _kind, formKey, viewer, input) =>
    performCreate(owned, formKey, await inPageLanguage(viewer), input),
});

export const restoreSnapshot = hostAction({
  name: "restore-snapshot",
  kinds: ["restore-snapshot"],
  destructive: true,
  fields: typed,
  perform: async (owned, _kind, formKey, viewer, input) =>
    performRestore(owned, formKey, await inPageLanguage(viewer), input),
});

export const deleteSnapshot = hostAction({
  name: "delete-snapshot",
  kinds: ["delete-snapshot"],
  destructive: true,
  fields: typed,
  perform: async (owned, _kind, formKey, viewer, input) =>
    performDelete(owned, formKey, await inPageLanguage(viewer), input),
});

export const saveSnapshotNote = ownedAction({
  name: "save-snapshot-note",
  fields: { snapshot, note },
  run: ({ owned, input }) => writeNote(owned, input),
});
