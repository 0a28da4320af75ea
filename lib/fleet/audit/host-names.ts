import "server-only";
import { inArray } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";

/** What these hosts are called, by id, as they were last listed. Asks the master nothing. */
export async function hostNames(vmIds: readonly string[]): Promise<Map<string, string>> {
  if (vmIds.length === 0) {
    return new Map();
  }
  const rows = await database()
    .select({ vmId: hosts.vmId, name: hosts.name })
    .from(hosts)
    .where(inArray(hosts.vmId, [...new Set(vmIds)]));
  return new Map(rows.flatMap(({ vmId, name }) => (name === null ? [] : [[vmId, name] as const])));
}
