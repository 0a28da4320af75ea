import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { TokenSet } from "openid-client";
import { database, type Transaction } from "../../db/connection";
import { accounts } from "../../db/schema";
import { log } from "../../log";
import { countSignIn } from "../../metrics/instruments";
import { recordAudit } from "../../operations/audit";
import { parseUserId } from "../../rstack/ids";
import { seal } from "../../sealed-secret";
import type { Caller } from "../caller";
import { createAccount } from "../create-account";
import { giveBackTurns } from "../fair-share";
import { nameKey } from "../names";
import { emailIsTaken } from "../own-profile";
import { newToken } from "../secrets";
import { tellOwner } from "../security-mail";
import type { ProviderProof } from "../sessions/sessions";
import { type Entry, enter, enterWith, isOvertaken } from "../sign-in/enter";
import { rememberBrowser } from "../sign-in/known-browsers";
import { whyHeld } from "../sign-in/sign-in";
import type { Person } from "./claims";
import { oidcSettings } from "./provider";
import { noteUsed, tie, tied } from "./ties";

type Account = typeof accounts.$inferSelect;

/** So long the provider's word holds. */
export const PROOF_MS = 15 * 60_000;

/**
 * Why the provider's word lets nobody in; the sign-in page says it. `failed`: its answer was none, or was refused.
 * `untied`: it names no account of ours. `not-allowed`: the account may not be in (by it). `taken` and `has-one`: see `tie`.
 */
export type OidcRefusal = "failed" | "untied" | "not-allowed" | "down" | "taken" | "has-one";

export type Arrived = { ok: true; entry: Entry; device: string } | { ok: false; why: OidcRefusal };

/** Younger, a proof at the provider is one for here. */
const FRESH_MS = 5 * 60_000;

/** What the sealed refresh token is for: it can't be read as anything else. */
export const TOKEN_PURPOSE = "oidc refresh token";

/** Staff's word has to be had anew whatever the provider gives; a customer's where it gives the means. */
function proofFor(
  account: Account,
  { provenAt }: Person,
  tokens: Pick<TokenSet, "refresh_token">,
): ProviderProof {
  const providerToken = tokens.refresh_token ? seal(TOKEN_PURPOSE, tokens.refresh_token) : null;
  const isProven = providerToken !== null || account.role !== "customer";
  return {
    providerToken,
    provenUntil: isProven ? new Date(Date.now() + PROOF_MS) : null,
    byLink: provenAt === null || Date.now() - provenAt.getTime() > FRESH_MS,
  };
}

/** The person whom a checked ID token names comes in, by the one function behind every way in. */
export async function arriveByOidc(
  person: Person,
  tokens: Pick<TokenSet, "refresh_token">,
  caller: Caller,
): Promise<Arrived> {
  const arrived = await arrive(person, tokens, caller);
  if (!arrived.ok) {
    countSignIn("oidc-refused");
    log.info({ why: arrived.why, subject: person.subject }, "a sign-in by OpenID Connect was refused");
  } else if (arrived.entry.step === "second-factor") {
    countSignIn("second-factor");
  }
  return arrived;
}

async function arrive(
  person: Person,
  tokens: Pick<TokenSet, "refresh_token">,
  caller: Caller,
): Promise<Arrived> {
  // The master may take seconds; others need not wait for it.
  giveBackTurns();
  const found = await accountFor(person);
  if (!found.ok) {
    return found;
  }
  const { account } = found;
  const held = await whyHeld(account, "oidc");
  if (held) {
    log.info({ accountId: account.id, code: held.code, reason: held.reason }, "sign-in held back");
    return { ok: false, why: held.code === "master-down" ? "down" : "not-allowed" };
  }
  await noteUsed(person);
  const device = caller.device ?? newToken();
  const proof = proofFor(account, person, tokens);
  const entry = person.bySecondFactor
    ? // As old as the provider says: what guards the account asks for a fresh one.
      await enterWith(account, caller, person.provenAt ?? new Date(0), "oidc", proof)
    : await enter(account, { ...caller, device }, "oidc", proof);
  if (await isOvertaken(entry, account)) {
    return { ok: false, why: "failed" };
  }
  if (entry.step === "in") {
    await rememberBrowser(device, account.id, caller);
  }
  return { ok: true, entry, device };
}

type Found = { ok: true; account: Account } | { ok: false; why: OidcRefusal };
const refuse = (why: OidcRefusal): Found => ({ ok: false, why });

/** By the pair alone once it is tied; the first time by a claim that makes staff, or by a customer's confirmed address. */
async function accountFor(person: Person): Promise<Found> {
  const { forCustomers } = oidcSettings();
  const known = await tied(person);
  if (!known) {
    return person.role ? makeStaff(person, person.role) : forCustomers ? byAddress(person) : refuse("untied");
  }
  const { account, tie: ofPair } = known;
  if (account.role === "customer") {
    return forCustomers ? { ok: true, account } : refuse("not-allowed");
  }
  if (ofPair.madeBy !== "claim") {
    return { ok: true, account };
  }
  return person.role ? { ok: true, account: await inRole(account, person.role) } : refuse("not-allowed");
}

/** Who made it is the provider, by its claim. */
const BY_CLAIM = { accountId: null, displayName: "OpenID Connect", role: "system", view: null };

async function inRole(account: Account, role: "admin" | "support"): Promise<Account> {
  if (account.role === role) {
    return account;
  }
  await recordAudit(BY_CLAIM, {
    ...{ action: "staff-by-claim", outcome: "done", subject: account.username },
    detail: { account: account.id, role, before: account.role },
  });
  await database().update(accounts).set({ role }).where(eq(accounts.id, account.id));
  return { ...account, role };
}

/** A colleague whom the claim names needs no invitation. The account has no password and no address of the panel's. */
async function makeStaff(person: Person, role: "admin" | "support"): Promise<Found> {
  const { issuer, subject } = person;
  await database().transaction(async (tx) => {
    // Another sign-in of theirs may have come at the same moment.
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify([issuer, subject])}::text, 0))`,
    );
    if (await tied(person, tx)) {
      return;
    }
    const made = await createNamed(person, role, tx);
    await tie(made.accountId, person, "claim", tx);
    await recordAudit(
      BY_CLAIM,
      {
        ...{ action: "staff-by-claim", outcome: "done", subject: made.username },
        detail: { account: made.accountId, role, subject },
      },
      tx,
    );
  });
  const known = await tied(person);
  return known ? { ok: true, account: known.account } : refuse("failed");
}

/** By the name that the provider has for them; by another where it is taken, or none to the panel. */
async function createNamed(person: Person, role: "admin" | "support", tx: Transaction) {
  const displayName = person.displayName?.slice(0, 60) || undefined;
  const own = person.username?.split("@")[0] ?? "";
  for (const username of [own, `staff-${newToken().slice(0, 12)}`]) {
    const made = await createAccount({ username, role, displayName }, tx);
    if (made.ok) {
      return { username, accountId: made.accountId };
    }
  }
  throw new Error("no account could be made");
}

/**
 * A customer's own account by the address that the provider checked and the panel confirmed: one that lets nobody else in
 * by this provider, and whose address no other account and no other customer of RStack's claims.
 */
async function byAddress(person: Person): Promise<Found> {
  const key = person.email === null ? null : nameKey(person.email);
  const [account] = key
    ? await database()
        .select()
        .from(accounts)
        .where(
          and(eq(accounts.emailKey, key), eq(accounts.confirmedEmailKey, key), isNull(accounts.formerAt)),
        )
    : [];
  const userId = parseUserId(account?.userId);
  if (!person.email || account?.role !== "customer" || !userId || account.disabledAt) {
    return refuse("untied");
  }
  const isClaimed = await emailIsTaken({ accountId: account.id, userId }, person.email);
  if (isClaimed !== false) {
    return refuse(isClaimed === null ? "down" : "untied");
  }
  return (await tieAudited(account, person, "email")) === "tied" ? { ok: true, account } : refuse("untied");
}

/** The tie, its line in the audit, and a word to the account's owner. */
export async function tieAudited(
  account: Pick<Account, "id" | "username" | "role" | "userId">,
  person: Pick<Person, "issuer" | "subject">,
  madeBy: "email" | "account",
): Promise<Awaited<ReturnType<typeof tie>>> {
  const outcome = await tie(account.id, person, madeBy);
  const actor = { accountId: account.id, displayName: account.username, role: account.role, view: null };
  await recordAudit(actor, {
    ...{ action: "provider-connected", outcome: outcome === "tied" ? "done" : outcome },
    ...{ userId: account.userId, subject: account.username },
    detail: { subject: person.subject, by: madeBy },
  });
  if (outcome === "tied") {
    tellOwner(account.id, "provider-connected");
  }
  return outcome;
}
