import "server-only";
import { master } from "@/lib/master";
import { notesOf, type OperationRow } from "@/lib/operations/operation-row";
import type { Verdict } from "@/lib/operations/verifications";
import type { VmId } from "@/lib/rstack/ids";
import type { ConsoleState } from "@/lib/rstack/master-client";
import { consoleIsOver } from "@/lib/rstack/rows/console-state";

/** What tells one opened console from the next, without the token. */
export const notesBefore = ({ token, expiresAt }: ConsoleState) => ({
  hadToken: token !== null,
  expiresBefore: expiresAt?.toISOString() ?? null,
});

/** Open is what has a token, whatever its `state` says. Where no answer came, a token must be new to prove anything. */
export async function verifyOpenConsole(vmId: VmId, row: OperationRow): Promise<Verdict> {
  const notes = notesOf(row);
  const read = await master().readConsole(vmId, { priority: "motion" });
  if (!read.ok || read.value.token === null) {
    return { seen: "nothing", notes };
  }
  const expiresAt = read.value.expiresAt?.toISOString() ?? null;
  const isNew = row.acceptedAt !== null || notes.hadToken !== true || notes.expiresBefore !== expiresAt;
  return isNew ? { seen: "end", outcome: "done", evidence: { expiresAt } } : { seen: "nothing", notes };
}

/** A console ends by itself as well: one that isn't open says nothing later of an end that was refused. */
export async function verifyEndConsole(vmId: VmId, { outcome }: OperationRow): Promise<Verdict> {
  if (outcome === "refused") {
    return { seen: "nothing" };
  }
  const read = await master().readConsole(vmId, { priority: "motion" });
  return read.ok && consoleIsOver(read.value, new Date())
    ? { seen: "end", outcome: "done", evidence: { open: false } }
    : { seen: "nothing" };
}
