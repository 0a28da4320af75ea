import "server-only";
import { and, asc, eq, isNull, or } from "drizzle-orm";
import { database } from "../../db/connection";
import { publish } from "../../db/notify";
import { accounts, sessions } from "../../db/schema";
import { customerNames } from "../../db/staff-schema";
import type { UserId } from "../../rstack/ids";
import { addPlanned } from "../create-account";
import { nameKey } from "../names";
import { newToken } from "../secrets";
import { endSessionsOf } from "../sessions/end-sessions";
import { whoMayEnter } from "../sign-in/sign-in-eligibility";
import { confirmCustomer } from "../status/rstack-status";

// A person who signs in once for several RStack customers. Each further customer is an account of its own, which is linked
// to the person's and by which nobody signs in: so what is kept for each customer, and what may be done, stays apart.

export interface OwnCustomer {
  /** The account that acts for the customer: the person's own, or a linked one. */
  accountId: string;
  /** Null: a guest who is no customer. */
  userId: string | null;
  name: string;
}

/** The customers between which this person may switch, their own first; a single one where none is linked. */
export async function customersOf(signInId: string): Promise<OwnCustomer[]> {
  const rows = await database()
    .select({ account: accounts, known: customerNames })
    .from(accounts)
    .leftJoin(customerNames, eq(customerNames.userId, accounts.userId))
    .where(
      and(
        or(eq(accounts.id, signInId), eq(accounts.linkedTo, signInId)),
        isNull(accounts.disabledAt),
        isNull(accounts.formerAt),
        or(eq(accounts.id, signInId), eq(accounts.rstackStatus, "active")),
      ),
    )
    .orderBy(asc(accounts.createdAt));
  return rows
    .map(({ account, known }) => ({
      accountId: account.id,
      userId: account.userId,
      name: known?.name || known?.username || account.displayName || account.username,
    }))
    .toSorted((a, b) => Number(b.accountId === signInId) - Number(a.accountId === signInId));
}

/** Whether the account is the person's own, or one to which they may switch. */
export const isOwnCustomer = async (signInId: string, accountId: string): Promise<boolean> =>
  (await customersOf(signInId)).some((one) => one.accountId === accountId);

/** The session acts for that customer from now on, as long as the account is linked and may be in. */
export async function switchCustomer(
  { sessionId, signInId }: { sessionId: string; signInId: string },
  accountId: string,
): Promise<void> {
  await database()
    .update(sessions)
    .set({ actingAs: accountId === signInId ? null : accountId })
    .where(and(eq(sessions.id, sessionId), eq(sessions.accountId, signInId)));
  await publish(database(), { type: "session", sessionId });
}

export type LinkFault =
  | "not-a-customer"
  | "own-customer"
  | "no-such-customer"
  | "master-down"
  | "linked-already";

/** Lets the person of an account switch to this customer, whom RStack must have and let in. Told by the command line alone. */
export async function linkCustomer(
  person: Pick<
    typeof accounts.$inferSelect,
    "id" | "username" | "role" | "userId" | "linkedTo" | "locale" | "theme" | "timeZone" | "askAgain"
  >,
  userId: UserId,
): Promise<{ ok: true; accountId: string } | { ok: false; fault: LinkFault }> {
  if (person.role !== "customer" || person.linkedTo !== null) {
    return { ok: false, fault: "not-a-customer" };
  }
  if (person.userId === userId) {
    return { ok: false, fault: "own-customer" };
  }
  const customer = await whoMayEnter({ userId });
  if (!customer || customer === "silent") {
    return { ok: false, fault: customer === null ? "no-such-customer" : "master-down" };
  }
  if ((await linkedAccount(person.id, userId)) !== null) {
    return { ok: false, fault: "linked-already" };
  }
  const { id: linkedTo, locale, theme, timeZone, askAgain } = person;
  // The second: an earlier link to the same customer has the first.
  const names = [`${person.username}#${userId}`, `${person.username}#${userId}-${newToken().slice(0, 6)}`];
  for (const username of names) {
    const made = await addPlanned(
      {
        username,
        usernameKey: nameKey(username),
        role: "customer",
        userId,
        linkedTo,
        locale,
        theme,
        timeZone,
        askAgain,
      },
      database(),
    );
    if (made.ok) {
      await confirmCustomer(made.accountId);
      return made;
    }
  }
  return { ok: false, fault: "linked-already" };
}

/** Ends the link, and with it the tokens, schedules and guests of the linked account. False where there is none. */
export async function unlinkCustomer(signInId: string, userId: UserId): Promise<boolean> {
  const accountId = await linkedAccount(signInId, userId);
  if (accountId === null) {
    return false;
  }
  await database().transaction(async (tx) => {
    const now = new Date();
    await tx.update(accounts).set({ formerAt: now, disabledAt: now }).where(eq(accounts.id, accountId));
    await endSessionsOf(accountId, { reason: "by-staff" }, tx);
    await publish(tx, { type: "account", accountId });
  });
  return true;
}

async function linkedAccount(linkedTo: string, userId: UserId): Promise<string | null> {
  const [row] = await database()
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.linkedTo, linkedTo), eq(accounts.userId, userId), isNull(accounts.formerAt)));
  return row?.id ?? null;
}
