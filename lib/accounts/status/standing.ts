/** What one look at the master's user list showed; `silent` where no answer said anything. */
export type CustomerLook = "active" | "disabled" | "administrator" | "missing" | "ambiguous" | "silent";

export interface Standing {
  status: "unconfirmed" | Exclude<CustomerLook, "silent">;
  /** When an active customer's row was first not found, or found twice. */
  doubtSince: Date | null;
}

/**
 * No row or two rows put an active customer out only when a second look, `secondLookMs` later, shows no better: lists
 * have gaps. A clear word counts at once, and silence changes nothing, however long it lasts.
 */
export function standingAfter(was: Standing, look: CustomerLook, now: Date, secondLookMs: number): Standing {
  if (look === "silent") {
    return was;
  }
  if ((look !== "missing" && look !== "ambiguous") || was.status !== "active") {
    return { status: look, doubtSince: null };
  }
  if (was.doubtSince === null) {
    return { status: "active", doubtSince: now };
  }
  return now.getTime() - was.doubtSince.getTime() >= secondLookMs
    ? { status: look, doubtSince: null }
    : { status: "active", doubtSince: was.doubtSince };
}
