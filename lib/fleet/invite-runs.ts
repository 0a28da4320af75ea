import "server-only";
import { and, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { inviteCustomer } from "@/lib/accounts/links/reset-and-invite";
import { enterable } from "@/lib/accounts/sign-in/sign-in-eligibility";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { accounts } from "@/lib/db/schema";
import { inviteRuns } from "@/lib/db/sign-in-schema";
import { every } from "@/lib/every";
import { master } from "@/lib/master";
import type { UserDetails } from "@/lib/rstack/provider-rows";

export type InviteRun = typeof inviteRuns.$inferSelect;

/**
 * How long an instance that sends holds the run without renewing; what a killed one left is taken over after it. Longer
 * than the master may take for its whole list, or than a mail and the pause after it: else two would send.
 */
const leaseSeconds = (): number => 180 + 60 / config().invitesPerMinute;
const LOOK_MS = 5_000;

/** The run that goes, or the last one; null where there never was one. */
export async function lastInviteRun(): Promise<InviteRun | null> {
  const [row] = await database()
    .select()
    .from(inviteRuns)
    .orderBy(sql`${inviteRuns.endedAt} is null desc`, sql`${inviteRuns.startedAt} desc`)
    .limit(1);
  return row ?? null;
}

/** False where one goes already: an index sees to it. */
export async function beginInviteRun(startedBy: string): Promise<boolean> {
  const rows = await database().insert(inviteRuns).values({ startedBy }).onConflictDoNothing().returning();
  return rows.length > 0;
}

/** Ends it where it stands; what was sent stays sent. */
export async function stopInviteRun(): Promise<boolean> {
  const now = sql`now()`;
  const rows = await database()
    .update(inviteRuns)
    .set({ stoppedAt: now, endedAt: now })
    .where(isNull(inviteRuns.endedAt))
    .returning();
  return rows.length > 0;
}

/** Sends what a run has to send, on whichever instance gets hold of it; goes on after a restart. */
export function startInviteRuns(): () => void {
  let stopped = false;
  const { stop } = every(LOOK_MS, "invitations could not be sent", async () => {
    const run = await lease();
    if (run) {
      await work(run, () => stopped);
    }
  });
  return () => {
    stopped = true;
    stop();
  };
}

const heldUntil = () => sql`now() + ${leaseSeconds()} * interval '1 second'`;

async function lease(): Promise<InviteRun | null> {
  const [run] = await database()
    .update(inviteRuns)
    .set({ claimedUntil: heldUntil() })
    .where(
      and(
        isNull(inviteRuns.endedAt),
        or(isNull(inviteRuns.claimedUntil), lt(inviteRuns.claimedUntil, sql`now()`)),
      ),
    )
    .returning();
  return run ?? null;
}

const byNumber = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

async function work(run: InviteRun, isStopped: () => boolean): Promise<void> {
  const all = await master().listAllUsers({ priority: "mirror" });
  if (!all.ok) {
    // Held until the lease is over, then tried anew.
    return;
  }
  const users = all.value.filter((user) => user.userId !== null);
  users.sort((a, b) => byNumber(a.userId ?? "", b.userId ?? ""));
  await database().update(inviteRuns).set({ total: users.length }).where(eq(inviteRuns.id, run.id));
  const numbers = new Map<string, number>();
  for (const { userId } of users) {
    numbers.set(userId ?? "", (numbers.get(userId ?? "") ?? 0) + 1);
  }
  const known = await invitedOrIn(users);
  for (const user of users.filter(
    ({ userId }) => run.cursor === null || byNumber(userId ?? "", run.cursor) > 0,
  )) {
    if (isStopped()) {
      await database().update(inviteRuns).set({ claimedUntil: null }).where(eq(inviteRuns.id, run.id));
      return;
    }
    const isOne = numbers.get(user.userId ?? "") === 1 && !known.has(user.userId ?? "");
    const result = isOne ? await sendTo(user, run.startedBy) : "skipped";
    if (!(await note(run.id, user.userId ?? "", result))) {
      return;
    }
    if (result !== "skipped") {
      await new Promise((resolve) => setTimeout(resolve, 60_000 / config().invitesPerMinute));
    }
  }
  await database().update(inviteRuns).set({ endedAt: sql`now()` }).where(eq(inviteRuns.id, run.id));
}

/** Who has an account needs no invitation. */
async function invitedOrIn(users: readonly UserDetails[]): Promise<Set<string>> {
  const ids = users.flatMap(({ userId }) => (userId ? [userId as string] : []));
  const known = new Set<string>();
  for (let at = 0; at < ids.length; at += 5_000) {
    const rows = await database()
      .select({ userId: accounts.userId })
      .from(accounts)
      .where(
        and(
          isNull(accounts.formerAt),
          isNull(accounts.linkedTo),
          inArray(accounts.userId, ids.slice(at, at + 5_000)),
        ),
      );
    for (const { userId } of rows) {
      known.add(userId ?? "");
    }
  }
  return known;
}

async function sendTo(user: UserDetails, startedBy: string): Promise<"sent" | "skipped" | "failed"> {
  const customer = enterable(user);
  if (!customer?.email) {
    return "skipped";
  }
  return (await inviteCustomer(customer, config().defaultLocale, startedBy)) ? "sent" : "failed";
}

/** Written down after each one, so that a run that is taken over writes to nobody twice, but at most to one. */
async function note(id: string, userId: string, result: "sent" | "skipped" | "failed"): Promise<boolean> {
  const rows = await database()
    .update(inviteRuns)
    .set({
      cursor: userId,
      claimedUntil: heldUntil(),
      [result]: sql`${inviteRuns[result]} + 1`,
    })
    .where(and(eq(inviteRuns.id, id), isNull(inviteRuns.endedAt)))
    .returning({ id: inviteRuns.id });
  return rows.length > 0;
}
