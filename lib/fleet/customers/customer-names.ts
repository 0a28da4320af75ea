import "server-only";
import { inArray, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { customerNames } from "@/lib/db/staff-schema";
import { log } from "@/lib/log";
import { perProcess } from "@/lib/per-process";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import type { UserDetails } from "@/lib/rstack/provider-rows";
import { readCustomer } from "./find-customers";

export type CustomerName = Omit<typeof customerNames.$inferSelect, "userId">;

/** Older names are read again when a page shows them. */
const FRESH_MS = 15 * 60_000;
/** A page's names are read some at a time, so that they leave the call budget to others. */
const AT_ONCE = 4;

/** What is kept of these customers, by number; asks the master nothing. */
export async function namesOf(userIds: readonly string[]): Promise<Map<string, CustomerName>> {
  if (userIds.length === 0) {
    return new Map();
  }
  const rows = await database()
    .select()
    .from(customerNames)
    .where(inArray(customerNames.userId, [...new Set(userIds)]));
  return new Map(rows.map(({ userId, ...row }) => [userId, row]));
}

/** Keeps a customer's row as it was just read; null: there is none, or several. */
export async function keepName(userId: UserId, user: UserDetails | null): Promise<void> {
  const row = {
    name: user?.name ?? null,
    username: user?.username ?? null,
    email: user?.email ?? null,
    status: user?.status ?? null,
    found: user !== null,
    readAt: sql`now()`,
  };
  await database()
    .insert(customerNames)
    .values({ userId, ...row })
    .onConflictDoUpdate({ target: customerNames.userId, set: row });
}

const underWay = () => perProcess("customer-names", () => new Set<string>());

/**
 * Has the names read that are missing or old, in the background and last in the call budget. Returns how many were never
 * read and are on their way.
 */
export function wantNames(userIds: readonly string[], kept: Map<string, CustomerName>): number {
  const old = userIds.filter((id) => Date.now() - (kept.get(id)?.readAt.getTime() ?? 0) > FRESH_MS);
  const wanted = old.flatMap((id) => (underWay().has(id) ? [] : (parseUserId(id) ?? [])));
  for (const id of wanted) {
    underWay().add(id);
  }
  void readAll(wanted);
  return old.filter((id) => !kept.has(id) && underWay().has(id)).length;
}

async function readAll(userIds: UserId[]): Promise<void> {
  const rest = [...userIds];
  const work = async () => {
    for (let id = rest.shift(); id !== undefined; id = rest.shift()) {
      try {
        const read = await readCustomer(id, "list");
        if (read.found !== "fault") {
          await keepName(id, read.found === "one" ? read.user : null);
        }
      } catch (err) {
        log.warn({ err }, "a customer's name could not be kept");
      } finally {
        underWay().delete(id);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
