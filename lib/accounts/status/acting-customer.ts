import "server-only";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { database } from "../../db/connection";
import { accounts } from "../../db/schema";
import { personIsIn } from "../../db/sign-in-schema";
import { parseUserId, type UserId } from "../../rstack/ids";
import type { Viewer } from "../sessions/viewer";
import { confirmIfStale } from "./fresh-status";

/** The account, and what acts in its name. */
type Acting = { id: string; language: Viewer["locale"] } & Pick<Viewer, "schedule" | "undo">;

/**
 * A customer in whose name a schedule or an undo point acts while nobody is signed in, with the rights that the account has now. `out`: the
 * account may not be in at present. `gone`: it is no longer this customer's, or not there.
 */
export async function actingCustomer(account: Acting): Promise<Viewer | "out" | "gone"> {
  const found = await read(account);
  const isRenewed = typeof found === "object" && (await confirmIfStale(found));
  const now = isRenewed ? await read(account) : found;
  return typeof now === "object" ? (now.isIn ? now.viewer : "out") : now;
}

/** Of a linked account. */
const person = alias(accounts, "person");

async function read({
  id,
  language,
  ...by
}: Acting): Promise<{ viewer: Viewer; statusAt: Date | null; isIn: boolean } | "out" | "gone"> {
  const [found] = await database()
    .select()
    .from(accounts)
    .leftJoin(person, eq(person.id, accounts.linkedTo))
    .where(eq(accounts.id, id));
  const row = found?.accounts;
  if (row?.role !== "customer" || row.formerAt !== null) {
    return "gone";
  }
  const named = found?.person ?? row;
  if (row.disabledAt !== null || named.disabledAt !== null || named.formerAt !== null) {
    return "out";
  }
  return {
    statusAt: row.rstackStatusAt,
    isIn: row.rstackStatus === "active",
    viewer: {
      accountId: row.id,
      ...(row.linkedTo && { linkedTo: row.linkedTo }),
      sessionId: by.schedule ?? by.undo?.id ?? id,
      role: "customer",
      username: named.username,
      displayName: named.displayName ?? named.username,
      // Null of a guest who is no customer.
      userId: parseUserId(row.userId),
      locale: language,
      theme: row.theme,
      timeZone: row.timeZone,
      view: null,
      ...by,
    },
  };
}

/** The account of this customer that a schedule made by staff acts for: their oldest that may be in; null where none may. */
export async function accountToActFor(userId: UserId): Promise<string | null> {
  const [row] = await database()
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(
        eq(accounts.userId, userId),
        eq(accounts.role, "customer"),
        eq(accounts.rstackStatus, "active"),
        isNull(accounts.disabledAt),
        isNull(accounts.formerAt),
        personIsIn(accounts.linkedTo),
      ),
    )
    .orderBy(sql`${accounts.linkedTo} is not null`, asc(accounts.createdAt))
    .limit(1);
  return row?.id ?? null;
}
