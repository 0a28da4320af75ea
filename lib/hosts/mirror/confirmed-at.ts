import "server-only";
import { parseUserId } from "@/lib/rstack/ids";
import type { HostRecord } from "../host-record";
import { ownerScope, readScopes, type Scope } from "./scopes";

/** When the mirror of these hosts was last in step: the newer of the customer's own sync and the fleet's. */
export async function inStepAt(owner: string | null): Promise<Date | null> {
  const userId = parseUserId(owner);
  const scopes: Scope[] = userId ? ["fleet", ownerScope(userId)] : ["fleet"];
  const times = [...(await readScopes(scopes)).values()].flatMap((row) =>
    row.finishedAt ? [row.finishedAt.getTime()] : [],
  );
  return times.length === 0 ? null : new Date(Math.max(...times));
}

/**
 * When the master last confirmed this row: a list that held it unchanged writes nothing but its own time. A list that
 * lacked it takes back what earlier ones said.
 */
export async function confirmedAt(row: HostRecord): Promise<Date> {
  if (row.missingSince !== null) {
    return new Date(0);
  }
  const listed = await inStepAt(row.owner);
  return listed && listed > row.seenAt && !row.doubled && row.goneAt === null ? listed : row.seenAt;
}
