import "server-only";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { config } from "../../config";
import { database, type Transaction } from "../../db/connection";
import { accountLinks } from "../../db/sign-in-schema";
import { newToken, tokenHash } from "../secrets";

export type LinkPurpose = "activate" | "reset" | "email";
export type Link = typeof accountLinks.$inferSelect;

/** How long a link is good. An invitation waits for a person; a reset was asked for just now; a new address is kept as long as a mail may be late. */
export const LINK_HOURS: Record<LinkPurpose, number> = { activate: 72, reset: 1, email: 24 };

/**
 * A link for one purpose, good once; the token stands in it and nowhere else, after the #, where browsers keep it to
 * themselves. Earlier ones of the same kind end.
 */
export async function makeLink(of: {
  purpose: LinkPurpose;
  accountId?: string;
  userId?: string;
  email?: string | null;
  createdBy?: string;
  /** In place of what its purpose gives it. */
  hours?: number;
}): Promise<string> {
  const token = newToken();
  await database().transaction(async (tx) => {
    await tx
      .update(accountLinks)
      .set({ usedAt: sql`now()` })
      .where(
        and(
          eq(accountLinks.purpose, of.purpose),
          isNull(accountLinks.usedAt),
          of.accountId
            ? eq(accountLinks.accountId, of.accountId)
            : of.userId
              ? eq(accountLinks.userId, of.userId)
              : and(isNull(accountLinks.userId), eq(accountLinks.email, of.email ?? "")),
        ),
      );
    await tx.insert(accountLinks).values({
      tokenHash: tokenHash(token),
      purpose: of.purpose,
      accountId: of.accountId ?? null,
      userId: of.userId ?? null,
      email: of.email ?? null,
      createdBy: of.createdBy ?? null,
      expiresAt: sql`now() + ${of.hours ?? LINK_HOURS[of.purpose]} * interval '1 hour'`,
    });
  });
  return `${config().panelOrigin}/${of.purpose}/link#${token}`;
}

const TOKEN = /^[A-Za-z0-9_-]{32}$/;

const good = (token: string, purpose: LinkPurpose) =>
  and(
    eq(accountLinks.tokenHash, tokenHash(token)),
    eq(accountLinks.purpose, purpose),
    isNull(accountLinks.usedAt),
    gt(accountLinks.expiresAt, sql`now()`),
  );

/** Looks at a link without using it up: a mail program may have opened it first. Null where it is no longer good. */
export async function readLink(token: string, purpose: LinkPurpose): Promise<Link | null> {
  if (!TOKEN.test(token)) {
    return null;
  }
  const [row] = await database().select().from(accountLinks).where(good(token, purpose));
  return row ?? null;
}

/** Uses it up: of two who come at once one gets the row. In the transaction of what it is used for. */
export async function takeLink(token: string, purpose: LinkPurpose, tx: Transaction): Promise<Link | null> {
  if (!TOKEN.test(token)) {
    return null;
  }
  const [row] = await tx
    .update(accountLinks)
    .set({ usedAt: sql`now()` })
    .where(good(token, purpose))
    .returning();
  return row ?? null;
}

/** A new password leaves no other way to one open. */
export async function endLinksOf(accountId: string, tx: Transaction): Promise<void> {
  await tx
    .update(accountLinks)
    .set({ usedAt: sql`now()` })
    .where(and(eq(accountLinks.accountId, accountId), isNull(accountLinks.usedAt)));
}

/** What it was used for did not come about, through no fault of the link's. In the same transaction. */
export async function giveLinkBack(id: string, tx: Transaction): Promise<void> {
  await tx.update(accountLinks).set({ usedAt: null }).where(eq(accountLinks.id, id));
}
