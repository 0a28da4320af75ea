import "server-only";
import { eq } from "drizzle-orm";
import type { SignInWay } from "../../db/column-types";
import { database } from "../../db/connection";
import { accounts, sessions } from "../../db/schema";
import { log } from "../../log";
import { countSignIn } from "../../metrics/instruments";
import type { Caller } from "../caller";
import { hasSecondFactor } from "../second-factor/factors";
import { keepPendingEntry, PENDING_SECONDS } from "../second-factor/pending-entry";
import { endSession } from "../sessions/end-sessions";
import { createSession, type ProviderProof, proveSid } from "../sessions/sessions";
import type { Viewer } from "../sessions/viewer";
import { tellRstackLater } from "../tell-rstack";

type Account = Pick<typeof accounts.$inferSelect, "id" | "role">;

/** What a browser gets after the first factor: a session, or the question for the second factor. */
export type Entry =
  | { step: "in"; account: Account; sid: string; maxAgeSeconds: number }
  | { step: "second-factor"; account: Account; pending: string; maxAgeSeconds: number };

/**
 * The one function behind every way in. The caller has checked who the person is and that the account may sign in.
 * `setEntryCookie` sets the cookie and tells where to go.
 */
export async function enter(
  account: Account,
  caller: Caller,
  way: SignInWay = "password",
  proof: ProviderProof | null = null,
): Promise<Entry> {
  const { id, role } = account;
  if (!(await hasSecondFactor(id))) {
    return enterWith(account, caller, null, way, proof);
  }
  const pending = await keepPendingEntry(id, caller, way, proof);
  log.info({ accountId: id, address: caller.address }, "asked for the second factor");
  return { step: "second-factor", account: { id, role }, pending, maxAgeSeconds: PENDING_SECONDS };
}

/** The step after it, for whoever has given the second factor, or a passkey that is both. */
export async function enterWith(
  { id, role }: Account,
  caller: Caller,
  secondFactorAt: Date | null,
  way: SignInWay | null = "password",
  proof: ProviderProof | null = null,
): Promise<Extract<Entry, { step: "in" }>> {
  const entry = await newSession({ id, role }, caller, secondFactorAt, way, proof);
  tellRstackLater(id, caller.address);
  return entry;
}

async function newSession(
  { id, role }: Account,
  caller: Caller,
  secondFactorAt: Date | null,
  way: SignInWay | null,
  proof: ProviderProof | null,
): Promise<Extract<Entry, { step: "in" }>> {
  const { sid, maxAgeSeconds } = await createSession({ id, role }, caller, secondFactorAt, way, proof);
  countSignIn("signed-in");
  log.info(
    { accountId: id, role, way, address: caller.address, secondFactor: secondFactorAt !== null },
    "signed in",
  );
  return { step: "in", account: { id, role }, sid, maxAgeSeconds };
}

/** For a person whose session has just ended by their own change: a new one that has proven as much. */
export async function enterAnew(
  viewer: Pick<Viewer, "accountId" | "sessionId" | "role">,
  caller: Caller,
): Promise<Extract<Entry, { step: "in" }>> {
  const [before] = await database()
    .select({
      secondFactorAt: sessions.secondFactorAt,
      way: sessions.way,
      proof: { provenUntil: sessions.provenUntil, providerToken: sessions.providerToken },
    })
    .from(sessions)
    .where(eq(sessions.id, viewer.sessionId));
  const account = { id: viewer.accountId, role: viewer.role };
  return newSession(
    account,
    caller,
    before?.secondFactorAt ?? null,
    before?.way ?? null,
    before?.proof ?? null,
  );
}

/**
 * Whether the password was changed since `account` was read; then the entry is taken back. Asked once it is written, and
 * after a change that is under way: a change ends what it finds written, and what it doesn't find is seen here. The
 * master's word takes seconds, so there is time for one.
 */
export async function isOvertaken(
  entry: Entry,
  { id, passwordChangedAt }: Pick<typeof accounts.$inferSelect, "id" | "passwordChangedAt">,
): Promise<boolean> {
  const [now] = await database()
    .select({ at: accounts.passwordChangedAt })
    .from(accounts)
    .where(eq(accounts.id, id))
    .for("share");
  if (now?.at?.getTime() === passwordChangedAt?.getTime()) {
    return false;
  }
  const viewer = entry.step === "in" ? await proveSid(entry.account.id, entry.sid) : null;
  if (viewer) {
    await endSession(viewer.sessionId, "password-changed");
  }
  return true;
}
