import "server-only";
import { asc } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { nodes } from "@/lib/db/staff-schema";

/** What the nodes are called, by id, in the order of their names: as they were last listed. Asks the master nothing. */
export async function nodeNames(): Promise<Map<string, string>> {
  const rows = await database()
    .select({ id: nodes.nodeId, name: nodes.name })
    .from(nodes)
    .orderBy(asc(nodes.name));
  return new Map(rows.map(({ id, name }) => [id, name ?? id]));
}
