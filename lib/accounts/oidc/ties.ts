import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { config } from "../../config";
import { type Database, database, type Transaction } from "../../db/connection";
import { accounts, sessions } from "../../db/schema";
import { oidcTies } from "../../db/sign-in-schema";
import { tellOwner } from "../security-mail";
import { endSession } from "../sessions/end-sessions";
import type { Role } from "../sessions/viewer";
import type { Person } from "./claims";

export type Tie = typeof oidcTies.$inferSelect;
type Pair = Pick<Person, "issuer" | "subject">;

/** Whom this pair lets in; null: nobody. */
export async function tied({ issuer, subject }: Pair, db: Database | Transaction = database()) {
  const [row] = await db
    .select({ tie: oidcTies, account: accounts })
    .from(oidcTies)
    .innerJoin(accounts, eq(accounts.id, oidcTies.accountId))
    .where(and(eq(oidcTies.issuer, issuer), eq(oidcTies.subject, subject)));
  return row ?? null;
}

/** An account's tie to the provider that there is now. */
export async function tieOf(accountId: string): Promise<Tie | null> {
  const issuer = config().oidc?.issuer;
  const [row] = issuer
    ? await database()
        .select()
        .from(oidcTies)
        .where(and(eq(oidcTies.accountId, accountId), eq(oidcTies.issuer, issuer)))
    : [];
  return row ?? null;
}

/** `taken`: the pair lets another account in. `has-one`: this account has another pair. The first of two at once is made. */
export async function tie(
  accountId: string,
  { issuer, subject }: Pair,
  madeBy: Tie["madeBy"],
  db: Database | Transaction = database(),
): Promise<"tied" | "taken" | "has-one"> {
  const [made] = await db
    .insert(oidcTies)
    .values({ issuer, subject, accountId, madeBy })
    .onConflictDoNothing()
    .returning();
  if (made) {
    return "tied";
  }
  const [other] = await db
    .select()
    .from(oidcTies)
    .where(and(eq(oidcTies.issuer, issuer), eq(oidcTies.subject, subject)));
  if (other) {
    return other.accountId === accountId ? "tied" : "taken";
  }
  return "has-one";
}

/** Whether somebody ties their own account, once signed in by other means: support is tied by an admin or a claim. */
export const mayTieThemselves = (role: Role): boolean =>
  role === "admin" || (role === "customer" && config().oidc?.forCustomers === true);

/** The sessions that it began end, but for `except`, which goes on without the provider's word. False where there was none. */
export async function untie(accountId: string, except?: string): Promise<boolean> {
  const gone = await database().delete(oidcTies).where(eq(oidcTies.accountId, accountId)).returning();
  const begun = await database()
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.accountId, accountId), eq(sessions.way, "oidc"), isNull(sessions.endedAt)));
  for (const { id } of begun) {
    if (id === except) {
      await database()
        .update(sessions)
        .set({ provenUntil: null, providerToken: null })
        .where(eq(sessions.id, id));
    } else {
      await endSession(id, "provider");
    }
  }
  if (gone.length > 0) {
    tellOwner(accountId, "provider-disconnected");
  }
  return gone.length > 0;
}

export async function noteUsed({ issuer, subject }: Pair): Promise<void> {
  await database()
    .update(oidcTies)
    .set({ lastUsedAt: new Date() })
    .where(and(eq(oidcTies.issuer, issuer), eq(oidcTies.subject, subject)));
}
