import "server-only";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { decodeProtectedHeader, importSPKI, jwtVerify } from "jose";
import { config } from "../../config";
import { database, type Transaction } from "../../db/connection";
import { accounts, sessions } from "../../db/schema";
import { challenges, ssoTickets } from "../../db/sign-in-schema";
import { log } from "../../log";
import { countSignIn } from "../../metrics/instruments";
import { parseUserId } from "../../rstack/ids";
import type { Caller } from "../caller";
import { accountsOfCustomer, type Created, createAccount } from "../create-account";
import { giveBackTurns } from "../fair-share";
import { newToken, tokenHash } from "../secrets";
import { tellOwner } from "../security-mail";
import { cookieName } from "../sessions/session-cookie";
import { proveSid } from "../sessions/sessions";
import { confirmCustomer } from "../status/rstack-status";
import { type Entry, enter } from "./enter";
import { type Enterable, whoMayEnter } from "./sign-in-eligibility";

/** No ticket is good for longer, whatever it says of itself. */
const LONGEST_S = 60;
/** Clocks of two machines differ. */
const SKEW_S = 10;
/** Between the ticket and the click on "Continue". */
const CONTINUE_MS = 5 * 60_000;

export const SSO_COOKIE_SECONDS = CONTINUE_MS / 1000;
/** Holds what "Continue as …" needs, in the one browser that the ticket came with. */
export const ssoCookie = (): string => cookieName("sso");

/** Why a ticket doesn't let anybody in; for the log alone: the person sees one page for all of them. */
export type SsoRefusal =
  | "off"
  | "malformed"
  | "algorithm"
  | "signature-or-claims"
  | "too-long"
  | "used"
  | "no-customer"
  | "staff"
  | "no-account"
  | "master-down";

type Ticket = { ok: true; userId: string } | { ok: false; why: SsoRefusal };

/**
 * A ticket of the billing system: a JWT by HS256 or EdDSA with a key of its own, `aud`, `iat`, `exp` at most 60 s later,
 * `jti` used once, `sub` the userid. It never carries a role.
 */
async function readTicket(token: string): Promise<Ticket> {
  const { sso } = config();
  if (!sso) {
    return { ok: false, why: "off" };
  }
  const algorithm = algorithmOf(token);
  if (algorithm === null) {
    return { ok: false, why: "malformed" };
  }
  // The algorithm decides which key is used, so each key is only ever used with its own.
  const key = await keyFor(algorithm, sso);
  if (!key) {
    return { ok: false, why: "algorithm" };
  }
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      audience: sso.audience,
      requiredClaims: ["sub", "jti", "iat", "exp", "aud"],
      clockTolerance: SKEW_S,
      maxTokenAge: LONGEST_S,
    });
    const { sub, jti, iat, exp } = payload;
    if (
      typeof sub !== "string" ||
      typeof jti !== "string" ||
      jti.length < 8 ||
      jti.length > 200 ||
      !iat ||
      !exp
    ) {
      return { ok: false, why: "malformed" };
    }
    if (exp - iat > LONGEST_S) {
      return { ok: false, why: "too-long" };
    }
    return (await isFirstUse(jti, exp)) ? { ok: true, userId: sub } : { ok: false, why: "used" };
  } catch {
    return { ok: false, why: "signature-or-claims" };
  }
}

function algorithmOf(token: string): string | null {
  try {
    return decodeProtectedHeader(token).alg ?? null;
  } catch {
    return null;
  }
}

async function keyFor(algorithm: string, sso: NonNullable<ReturnType<typeof config>["sso"]>) {
  if (algorithm === "HS256" && sso.secret) {
    return new TextEncoder().encode(sso.secret);
  }
  return algorithm === "EdDSA" && sso.publicKey ? importSPKI(sso.publicKey, "EdDSA") : null;
}

/** The row is the lock: of two who come with one ticket, on whatever instance, one gets in. */
export async function isFirstUse(jti: string, exp: number): Promise<boolean> {
  const rows = await database()
    .insert(ssoTickets)
    .values({ jti: tokenHash(jti), expiresAt: new Date((exp + SKEW_S + LONGEST_S) * 1000) })
    .onConflictDoNothing()
    .returning();
  return rows.length > 0;
}

export type SsoArrival = { ok: true; challenge: string } | { ok: false; why: SsoRefusal };

/** A ticket is used up, and what it opens waits for the person's own click: a page elsewhere could have sent it. */
export async function arriveBySso(token: string): Promise<SsoArrival> {
  const ticket = await readTicket(token);
  const arrival = ticket.ok ? await accountFor(ticket.userId) : ticket;
  if (!arrival.ok) {
    countSignIn("sso-refused");
    log.info({ why: arrival.why }, "single sign-on was refused");
    return arrival;
  }
  const challenge = newToken();
  await database()
    .insert(challenges)
    .values({
      purpose: "sso",
      accountId: arrival.accountId,
      challenge: tokenHash(challenge),
      expiresAt: new Date(Date.now() + CONTINUE_MS),
    });
  return { ok: true, challenge };
}

async function accountFor(
  sub: string,
): Promise<{ ok: true; accountId: string } | { ok: false; why: SsoRefusal }> {
  // The master may take seconds; others need not wait for it.
  giveBackTurns();
  const userId = parseUserId(sub);
  const customer = userId && (await whoMayEnter({ userId }));
  if (customer === "silent") {
    return { ok: false, why: "master-down" };
  }
  if (!customer) {
    return { ok: false, why: "no-customer" };
  }
  const own = await database()
    .select()
    .from(accounts)
    .where(and(eq(accounts.userId, customer.userId), isNull(accounts.formerAt), isNull(accounts.linkedTo)));
  return own.length > 0 ? usableOf(own) : makeAccountFor(customer);
}

/** Of a customer's own accounts, of which there is one at least. */
function usableOf(
  own: readonly (typeof accounts.$inferSelect)[],
): { ok: true; accountId: string } | { ok: false; why: SsoRefusal } {
  if (own.some(({ role }) => role !== "customer")) {
    return { ok: false, why: "staff" };
  }
  const usable = own.find(({ disabledAt }) => disabledAt === null);
  return usable ? { ok: true, accountId: usable.id } : { ok: false, why: "no-account" };
}

/** Somebody whom the billing system knows needs no invitation. The account has no password until they set one. */
async function makeAccountFor(
  customer: Enterable,
): Promise<{ ok: true; accountId: string } | { ok: false; why: SsoRefusal }> {
  const names = [customer.username, `customer-${customer.userId}`, `customer-${newToken().slice(0, 8)}`];
  const account = await database().transaction(async (tx) => {
    // Another ticket of theirs may have come at the same moment.
    const own = await accountsOfCustomer(customer.userId, tx);
    if (own.length > 0) {
      return usableOf(own);
    }
    for (const username of names.filter((name) => name !== null)) {
      const made = await createNamed(username, customer, tx);
      if (made.ok) {
        return made;
      }
    }
    return { ok: false, why: "no-account" } as const;
  });
  if (account.ok) {
    await confirmCustomer(account.accountId);
  }
  return account;
}

/** Without the address, where another account of the same person's has it, or it is none: it must keep nobody out. */
async function createNamed(
  username: string,
  { userId, email }: Enterable,
  tx: Transaction,
): Promise<Created> {
  const wanted = { username, role: "customer", userId } as const;
  const made = await createAccount({ ...wanted, email: email ?? undefined }, tx);
  return !made.ok && ["email-taken", "bad-email"].includes(made.fault) ? createAccount(wanted, tx) : made;
}

const goodChallenge = (challenge: string) =>
  and(
    eq(challenges.purpose, "sso"),
    eq(challenges.challenge, tokenHash(challenge)),
    gt(challenges.expiresAt, sql`now()`),
  );

/** How long a sign-in link is good. */
export const LINK_SECONDS = 60;

/** A link's code by which a customer comes in, once; their account is made where they have none. For a program of the provider's. */
export async function makeSignInCode(
  userId: string,
  tokenName: string,
): Promise<{ ok: true; code: string; expiresAt: Date } | { ok: false; why: SsoRefusal }> {
  const found = await accountFor(userId);
  if (!found.ok) {
    return found;
  }
  const code = newToken();
  const expiresAt = new Date(Date.now() + LINK_SECONDS * 1000);
  await database()
    .insert(challenges)
    .values({
      ...{ purpose: "sso", accountId: found.accountId, challenge: tokenHash(code) },
      ...{ tokenName, expiresAt },
    });
  return { ok: true, code, expiresAt };
}

/** Whom "Continue as …" names; looks without using it up. */
export async function whoContinues(challenge: string): Promise<{ accountId: string; name: string } | null> {
  const [row] = await database()
    .select({ id: accounts.id, username: accounts.username, displayName: accounts.displayName })
    .from(challenges)
    .innerJoin(accounts, eq(accounts.id, challenges.accountId))
    .where(goodChallenge(challenge));
  return row ? { accountId: row.id, name: row.displayName ?? row.username } : null;
}

/**
 * Begins the session of `named`, whom the page did name. Null where the ticket's time is over, it is somebody else's (a page
 * elsewhere sent one after that page was drawn), or the account may not be in (any more).
 */
export async function enterBySso(challenge: string, named: string, caller: Caller): Promise<Entry | null> {
  const taken = await takeContinue(challenge, named);
  const accountId = taken?.accountId ?? null;
  const [account] = accountId
    ? await database().select().from(accounts).where(eq(accounts.id, accountId))
    : [];
  if (account?.role !== "customer" || account.disabledAt) {
    return null;
  }
  // The master may take seconds; others need not wait for it.
  giveBackTurns();
  const standing = await confirmCustomer(account.id);
  if (standing?.status !== "active") {
    return null;
  }
  const entry = await enter(account, caller, "sso");
  if (taken?.tokenName) {
    await noteLink(entry);
    tellOwner(account.id, "link-used", undefined, taken.tokenName);
  }
  return entry;
}

/** Uses it up. Null where it is no longer good. */
async function takeContinue(challenge: string, accountId: string) {
  const [row] = await database()
    .delete(challenges)
    .where(and(goodChallenge(challenge), eq(challenges.accountId, accountId)))
    .returning();
  return row ?? null;
}

/** Nobody has shown a password for it: what guards the account asks for a proof first. */
async function noteLink(entry: Entry): Promise<void> {
  const viewer = entry.step === "in" ? await proveSid(entry.account.id, entry.sid) : null;
  if (viewer) {
    await database().update(sessions).set({ byLink: true }).where(eq(sessions.id, viewer.sessionId));
  }
}
