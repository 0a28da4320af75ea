import "server-only";
import { and, eq, inArray, ne, or, type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { accounts } from "@/lib/db/schema";
import { customerNames } from "@/lib/db/staff-schema";
import { customerReferences } from "@/lib/db/token-schema";
import { customersByNumber, type FoundCustomer } from "../find-anything";

/** A customer as a shop sees them. */
export interface ShopCustomer {
  customer: string;
  name: string | null;
  username: string | null;
  email: string | null;
  /** Null where RStack hasn't said. */
  disabled: boolean | null;
  reference: string | null;
  hosts: number;
}

export async function shopCustomersOf(found: readonly FoundCustomer[]): Promise<ShopCustomer[]> {
  const ids = found.map(({ userId }) => userId);
  const rows =
    ids.length > 0
      ? await database().select().from(customerNames).where(inArray(customerNames.userId, ids))
      : [];
  const kept =
    ids.length > 0
      ? await database().select().from(customerReferences).where(inArray(customerReferences.userId, ids))
      : [];
  const byId = new Map(rows.map((row) => [row.userId, row]));
  const references = new Map(kept.map((row) => [row.userId, row.reference]));
  return found.map(({ userId, name, email, hosts }) => {
    const row = byId.get(userId);
    return {
      ...{ customer: userId, name, email, hosts, username: row?.username ?? null },
      disabled: row?.status === "0" ? false : row?.status === "1" ? true : null,
      reference: references.get(userId) ?? null,
    };
  });
}

const MOST_FOUND = 200;

/** Those who are called exactly so, whatever the case, as far as the panel knows them. */
export async function shopCustomersBy(of: {
  email?: string;
  name?: string;
  reference?: string;
}): Promise<ShopCustomer[]> {
  const { email, name, reference } = of;
  const is = (column: SQL, text: string | undefined) =>
    text === undefined ? undefined : sql`lower(${column}) = lower(${text})`;
  const db = database();
  const named = await db
    .select({ id: customerNames.userId })
    .from(customerNames)
    .leftJoin(customerReferences, eq(customerReferences.userId, customerNames.userId))
    .leftJoin(accounts, and(eq(accounts.userId, customerNames.userId), eq(accounts.role, "customer")))
    .where(
      and(
        or(is(sql`${customerNames.email}`, email), is(sql`${accounts.email}`, email)),
        is(sql`${customerNames.name}`, name),
        reference === undefined ? undefined : eq(customerReferences.reference, reference),
      ),
    )
    .limit(MOST_FOUND);
  return shopCustomersOf(await customersByNumber([...new Set(named.map(({ id }) => id))]));
}

/** Who has the reference, apart from `not`. */
export async function customerOfReference(reference: string, not = ""): Promise<string | null> {
  const [row] = await database()
    .select()
    .from(customerReferences)
    .where(and(eq(customerReferences.reference, reference), ne(customerReferences.userId, not)));
  return row?.userId ?? null;
}

/** Null takes it away. False where another customer has it. */
export async function saveCustomerReference(userId: string, reference: string | null): Promise<boolean> {
  if (reference === null) {
    await database().delete(customerReferences).where(eq(customerReferences.userId, userId));
    return true;
  }
  if ((await customerOfReference(reference, userId)) !== null) {
    return false;
  }
  const written = await database()
    .insert(customerReferences)
    .values({ userId, reference })
    .onConflictDoUpdate({ target: customerReferences.userId, set: { reference } })
    .returning()
    .catch((err: { cause?: { code?: string } }) => {
      if (err.cause?.code === "23505") {
        return [];
      }
      throw err;
    });
  return written.length > 0;
}
