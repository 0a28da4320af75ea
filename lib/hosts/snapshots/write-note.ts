import "server-only";
import type { ActionResult } from "../../action-result";
import type { OwnedHost } from "../owned-host";
import { readSnapshots } from "./read-snapshots";
import { saveNote } from "./snapshot-notes";

/** Keeps a note on a snapshot that the master lists for this host; an empty one takes it away. */
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
  await saveNote(tenancyId, found.name, input.note);
  return { ok: true };
}
