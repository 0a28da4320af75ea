import "server-only";
import { and, asc, eq, isNull, lt } from "drizzle-orm";
import { errors, type TokenSet } from "openid-client";
import { config } from "../../config";
import { database, pool } from "../../db/connection";
import { ADVISORY_LOCKS } from "../../db/locks";
import { accounts, sessions } from "../../db/schema";
import { oidcTies } from "../../db/sign-in-schema";
import { every } from "../../every";
import { log } from "../../log";
import { seal, unseal } from "../../sealed-secret";
import { endSession } from "../sessions/end-sessions";
import { isLive } from "../sessions/sessions";
import { PROOF_MS, TOKEN_PURPOSE } from "./arrive";
import { type Person, personOf, readClaims } from "./claims";
import { openidClient } from "./provider";

/** So long before its word runs out the provider is asked anew: while it is silent, sessions go on for that time. */
const EARLY_MS = 5 * 60_000;
const ROUND_MS = 15_000;
/** Of one round, and at a time. */
const MOST = 500;
const AT_ONCE = 8;

/**
 * Asks the provider anew for every session whose word runs out soon. One that it takes back, or that lost its claim or its
 * tie, ends; while the provider is silent nothing changes, until the word has run out. Nothing where another instance is at it.
 */
export async function proveSessionsAnew(now = new Date()): Promise<void> {
  const { oidc } = config();
  if (!oidc) {
    return;
  }
  const client = await pool().connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [
      ADVISORY_LOCKS.providerProofs,
    ]);
    if (!rows[0]?.mine) {
      return;
    }
    try {
      const queue = (await due(now, oidc.issuer)).values();
      const worker = async () => {
        for (const each of queue) {
          await proveAnew(each);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
    } finally {
      await client.query("select pg_advisory_unlock($1)", [ADVISORY_LOCKS.providerProofs]);
    }
  } finally {
    client.release();
  }
}

const due = (now: Date, issuer: string) =>
  database()
    .select({
      session: sessions,
      role: accounts.role,
      tie: oidcTies,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .leftJoin(oidcTies, and(eq(oidcTies.accountId, accounts.id), eq(oidcTies.issuer, issuer)))
    .where(
      and(
        eq(sessions.way, "oidc"),
        isLive(now),
        lt(sessions.provenUntil, new Date(now.getTime() + EARLY_MS)),
      ),
    )
    .orderBy(asc(sessions.provenUntil))
    .limit(MOST);

type Due = Awaited<ReturnType<typeof due>>[number];

async function proveAnew({ session, role, tie }: Due): Promise<void> {
  const token = session.providerToken && unseal(TOKEN_PURPOSE, session.providerToken);
  if (!token) {
    // It runs out by itself.
    return;
  }
  const answer = await ask(token);
  if (answer === "silent") {
    return;
  }
  const why = answer === "refused" ? "refused" : whyLost(answer.person, role, tie);
  if (why !== null) {
    log.info({ accountId: session.accountId, why }, "the OpenID provider takes its word back");
    await endSession(session.id, "provider");
    return;
  }
  // Many providers give another one each time, and take the old one back.
  const next = answer !== "refused" ? answer.tokens.refresh_token : undefined;
  await database()
    .update(sessions)
    .set({
      provenUntil: new Date(Date.now() + PROOF_MS),
      ...(next ? { providerToken: seal(TOKEN_PURPOSE, next) } : {}),
    })
    .where(and(eq(sessions.id, session.id), isNull(sessions.endedAt)));
}

function whyLost(person: Person | null, role: Due["role"], tie: Due["tie"]): string | null {
  if (!person || !tie || person.issuer !== tie.issuer || person.subject !== tie.subject) {
    return "another person";
  }
  return tie.madeBy === "claim" && person.role !== role ? "claim" : null;
}

type Answer = "silent" | "refused" | { tokens: TokenSet; person: Person | null };

/** Refused is what the provider says itself; whatever else goes wrong is silence. */
async function ask(token: string): Promise<Answer> {
  try {
    const client = await openidClient();
    const tokens = await client.refresh(token);
    if (!tokens.id_token) {
      // Then only userinfo says who it is, of the issuer that was asked.
      const claims = await client.userinfo(tokens);
      return { tokens, person: personOf({ ...claims, iss: client.issuer.metadata.issuer }) };
    }
    return { tokens, person: personOf(await readClaims(tokens, client)) };
  } catch (err) {
    if (err instanceof errors.OPError && err.error === "invalid_grant") {
      return "refused";
    }
    log.warn(
      { why: err instanceof Error ? err.message.slice(0, 200) : "" },
      "the OpenID provider gave no answer",
    );
    return "silent";
  }
}

/** Keeps asking in the background until the returned function is called. */
export const startProviderProofs = (): (() => void) =>
  every(ROUND_MS, "sessions could not be proven at the OpenID provider", () => proveSessionsAnew()).stop;
