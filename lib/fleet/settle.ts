import "server-only";
import { unreadableIn } from "@/lib/hosts/list-problem";
import type { Fault, Outcome } from "@/lib/rstack/outcome";

/** What came of a command of the staff's that no ledger row settles: read back at once where no answer came. */
export type Settled<T> =
  | { ok: true; value: T }
  | { ok: false; code: "refused"; said: string }
  | { ok: false; code: "master-down" }
  /** A lookup before it came in a form that can't be read: trying again won't help. */
  | { ok: false; code: "lookup-unreadable" }
  /** It was sent, no answer came, and reading back doesn't show it. */
  | { ok: false; code: "unconfirmed" };

/**
 * `readBack` is asked only after a lost or unreadable answer: what it finds counts as done, null means that it can't be
 * seen. Nothing is ever sent again.
 */
export async function settled<T>(
  answer: Outcome<T>,
  readBack: () => Promise<{ value: T } | null>,
): Promise<Settled<T>> {
  if (answer.ok) {
    return { ok: true, value: answer.value };
  }
  const { fault } = answer;
  if (fault.kind === "refused") {
    return { ok: false, code: "refused", said: fault.text };
  }
  if (fault.kind === "not-sent") {
    return { ok: false, code: "master-down" };
  }
  const seen = await readBack();
  return seen === null ? { ok: false, code: "unconfirmed" } : { ok: true, value: seen.value };
}

/** Why nothing was sent, where a lookup before it failed. */
export function unread(fault: Fault): Extract<Settled<never>, { ok: false }> {
  if (fault.kind === "refused") {
    return { ok: false, code: "refused", said: fault.text };
  }
  return { ok: false, code: unreadableIn(fault) === null ? "master-down" : "lookup-unreadable" };
}
