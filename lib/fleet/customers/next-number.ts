import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { parseUserId } from "@/lib/rstack/ids";
import { shownCustomer } from "./find-customers";

/** RStack may have a few more than the panel knows; with many more, no guess is better than a long search. */
const TRIES = 5;

/**
 * For a new customer: the first number after the greatest that the panel knows, free here and in RStack. Null where no
 * number is known, or RStack doesn't answer.
 */
export async function nextCustomerNumber(): Promise<string | null> {
  const { rows } = await database().execute<{ greatest: string | null }>(sql`
    select max(user_id::bigint)::text as greatest from (
      select user_id from accounts union select owner from tenancies union select owner from hosts
      union select user_id from customer_names union select user_id from customer_requests
    ) as known where user_id ~ '^[1-9][0-9]{0,14}$'`);
  const greatest = Number(rows[0]?.greatest ?? 0);
  for (let n = greatest + 1; greatest > 0 && n <= greatest + TRIES; n++) {
    const userId = parseUserId(String(n));
    const { found } = userId ? await shownCustomer(userId) : { found: "fault" };
    if (found === "none" || found === "fault") {
      return found === "none" ? String(n) : null;
    }
  }
  return null;
}
