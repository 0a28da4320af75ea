import { randomBytes } from "node:crypto";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import type { WholeHostList } from "@/lib/rstack/master-client";
import type { Outcome } from "@/lib/rstack/outcome";

/** A userid that no provider gives: whoever answers it with rows does not filter. */
export function nobody(): UserId {
  const id = parseUserId(`no-such-user-${randomBytes(8).toString("hex")}`);
  if (!id) {
    throw new Error("unreachable: this text is a userid");
  }
  return id;
}

/**
 * Whether `userid` filters the host list. `own` is the answer for a customer, `nobodys` that for a userid that nobody
 * has. Null: these answers can't tell (a fleet without hosts looks like a filter).
 */
export function judgeOwnerFilter(
  asked: UserId | null,
  own: Outcome<WholeHostList> | null,
  nobodys: Outcome<WholeHostList>,
  fleetHasRows: boolean,
): boolean | null {
  if (own?.ok && holdsOthers(asked, own.value)) {
    return false;
  }
  if (nobodys.ok && (nobodys.value.rows.length > 0 || nobodys.value.badRows > 0)) {
    return false;
  }
  // A master that says no to a userid that it doesn't know does look at it.
  const emptyForNobody = nobodys.ok || nobodys.fault.kind === "refused";
  const someForOwn = own?.ok === true && own.value.rows.length > 0;
  return emptyForNobody && (someForOwn || (nobodys.ok && fleetHasRows)) ? true : null;
}

/** Whether a list has a row that is not this customer's. */
export function holdsOthers(asked: UserId | null, { rows }: WholeHostList): boolean {
  for (const row of rows) {
    if (row.owner !== asked) {
      return true;
    }
  }
  return false;
}
