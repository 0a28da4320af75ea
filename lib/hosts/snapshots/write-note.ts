import "server-only";
import type { ActionResult } from "../../action-result";
import { cleanText } from "../clean-text";
import type { OwnedHost } from "../owned-host";
import { readSnapshots } from "./read-snapshots";
import { clearNote, NOTE_LENGTH, saveNote } from "./snapshot-notes";

/** Keeps a note on a snapshot that the master lists for this host; an empty one takes it away, unless the host is protected. */
export async function writeNote(
  { vmId, tenancyId }: OwnedHost,
  input: { snapshot: string; note: string },
): Promise<ActionResult> {
  const snapshots = await readSnapshots(vmId, { priority: "open-host" });
  if (!snapshots.ok) {
    return { ok: false, code: "master-down" };
  }
  const found = snapshots.value.snapshots.find(({ name }) => name === input.snapshot);
  if (!found) {
    return { ok: false, code: "not-found" };
  }
  if (cleanText(input.note, NOTE_LENGTH) === null) {
    return (await clearNote(tenancyId, found.name))
      ? { ok: true }
      : { ok: false, code: "not-possible", reason: "protected" };
  }
  await saveNote(tenancyId, found.name, input.note);
  return { ok: true };
}
