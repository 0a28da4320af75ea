import "server-only";
import { and, eq, isNull, ne } from "drizzle-orm";
import { database, type Transaction } from "../../db/connection";
import { accounts } from "../../db/schema";
import { log } from "../../log";
import { parseUserId, type UserId } from "../../rstack/ids";
import { setPassword } from "../change-password";
import { accountsOfCustomer, addPlanned, type Created, planAccount } from "../create-account";
import { giveBackTurns } from "../fair-share";
import { Email } from "../names";
import { noteConfirmed } from "../own-profile";
import { endSessionsOf } from "../sessions/end-sessions";
import { type PasswordFault, passwordFault } from "../sign-in/password-rules";
import { whoMayEnter } from "../sign-in/sign-in-eligibility";
import { noteReset } from "../sign-in/sign-in-throttle";
import { confirmCustomer } from "../status/rstack-status";
import { giveLinkBack, type Link, readLink, takeLink } from "./links";

export type Entered =
  | { ok: true; username: string }
  | { ok: false; code: "link-over" }
  | { ok: false; code: "weak-password"; fault: PasswordFault }
  | {
      ok: false;
      code: "not-possible";
      reason: "username-taken" | "bad-username" | "email-taken" | "has-account";
    }
  | { ok: false; code: "master-down" };

const OVER = { ok: false, code: "link-over" } as const;

/** A new password by a link: every session of the account ends, and the link is used up. */
export async function resetByLink(
  token: string,
  password: string,
  /** The browser's own token. */
  device: string | null = null,
): Promise<Entered> {
  const link = await readLink(token, "reset");
  const [account] = link?.accountId
    ? await database().select().from(accounts).where(eq(accounts.id, link.accountId))
    : [];
  if (!link || !account || account.disabledAt || (await isOldMailbox(link, account))) {
    return OVER;
  }
  const fault = passwordFault(password, account);
  if (fault) {
    return { ok: false, code: "weak-password", fault };
  }
  const isSet = await setPassword(account.id, password, async (tx) => {
    const taken = await takeLink(token, "reset", tx);
    await confirmBy(taken, account.id, tx);
    return taken !== null;
  });
  if (!isSet) {
    return OVER;
  }
  log.info({ accountId: account.id }, "a password was set by a link");
  if (device) {
    await noteReset(device, account.id);
  }
  return { ok: true, username: account.username };
}

/**
 * Whether RStack has another address for the customer by now: whoever has the old mailbox may be somebody else. While the
 * master is silent the link is good: people must be able to get in then, too.
 */
async function isOldMailbox(
  { email }: Pick<Link, "email">,
  { role, userId }: Pick<typeof accounts.$inferSelect, "role" | "userId">,
): Promise<boolean> {
  const number = role === "customer" ? parseUserId(userId) : null;
  if (!number) {
    return false;
  }
  // The master may take seconds; others need not wait for it.
  giveBackTurns();
  const customer = await whoMayEnter({ userId: number });
  return customer !== null && customer !== "silent" && customer.email !== email;
}

/**
 * A person's own account by a link; RStack is asked once more whether they may still come in. A guest's is a customer's
 * where RStack has one with that address, and else an account that owns nothing.
 */
export async function activateByLink(
  token: string,
  given: { username: string; password: string },
): Promise<Entered> {
  const link = await readLink(token, "activate");
  const invited = parseUserId(link?.userId);
  // Without a number: of an invitation as a guest, to this address.
  if (!link?.email || (link.userId !== null && !invited)) {
    return OVER;
  }
  // The master may take seconds; others need not wait for it.
  giveBackTurns();
  const customer = await whoMayEnter(invited ? { userId: invited } : { email: link.email });
  if (customer === "silent") {
    return { ok: false, code: "master-down" };
  }
  // An address that was corrected since: whoever has the old mailbox is somebody else.
  if (invited && customer?.email !== link.email) {
    return OVER;
  }
  const userId = customer?.userId ?? null;
  const fault = passwordFault(given.password, { username: given.username, email: link.email });
  if (fault) {
    return { ok: false, code: "weak-password", fault };
  }
  const planned = await planAccount({
    username: given.username,
    // Without one that is none to the panel: it must keep nobody out.
    email: Email.safeParse(link.email).data,
    role: "customer",
    userId,
    password: given.password,
  });
  const made = planned.ok ? await addByLink(token, userId, planned.row) : planned;
  if (!made.ok) {
    return refusal(made.fault);
  }
  await confirmCustomer(made.accountId);
  log.info({ accountId: made.accountId }, "an account was made by a link");
  return { ok: true, username: given.username };
}

/** A link that staff had made may have been shown to them: it proves nobody's mailbox. */
async function confirmBy(link: Link | null, accountId: string, tx: Transaction): Promise<void> {
  if (link?.email && link.createdBy === null) {
    await noteConfirmed(accountId, link.email, tx);
  }
}

/** The link and what it makes in one: it is used up where the account is there, and nowhere else. */
const addByLink = (token: string, userId: UserId | null, row: typeof accounts.$inferInsert) =>
  database().transaction(async (tx) => {
    const link = await takeLink(token, "activate", tx);
    if (!link) {
      return { ok: false, fault: "link-over" } as const;
    }
    const own = userId ? await accountsOfCustomer(userId, tx) : [];
    const made =
      own.length > 0
        ? ({ ok: false, fault: "has-account" } as const)
        : ((await adoptGuest(userId, row, tx)) ?? (await addPlanned(row, tx)));
    if (made.ok) {
      await confirmBy(link, made.accountId, tx);
    } else {
      await giveLinkBack(link.id, tx);
    }
    return made;
  });

/** A guest who becomes a customer keeps their account, and with it what others share with them. Null: there is none. */
async function adoptGuest(
  userId: UserId | null,
  { emailKey, username, usernameKey, passwordHash, passwordChangedAt }: typeof accounts.$inferInsert,
  tx: Transaction,
): Promise<Created | null> {
  if (!userId || !emailKey) {
    return null;
  }
  const [guest] = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(
        eq(accounts.confirmedEmailKey, emailKey),
        eq(accounts.emailKey, emailKey),
        eq(accounts.role, "customer"),
        isNull(accounts.userId),
        isNull(accounts.disabledAt),
      ),
    )
    .for("update");
  if (!guest) {
    return null;
  }
  const [other] = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.usernameKey, usernameKey), ne(accounts.id, guest.id)));
  if (other) {
    return { ok: false, fault: "username-taken" };
  }
  await tx
    .update(accounts)
    .set({ userId, username, usernameKey, passwordHash, passwordChangedAt, rstackStatus: "unconfirmed" })
    .where(eq(accounts.id, guest.id));
  await endSessionsOf(guest.id, { reason: "password-changed" }, tx);
  return { ok: true, accountId: guest.id };
}

function refusal(fault: string): Entered {
  switch (fault) {
    case "has-account":
    case "username-taken":
    case "bad-username":
    case "email-taken":
      return { ok: false, code: "not-possible", reason: fault };
    default:
      return OVER;
  }
}
