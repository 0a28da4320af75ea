import "server-only";
import { and, desc, eq, inArray, lt, notInArray } from "drizzle-orm";
import { database } from "../db/connection";
import { operations } from "../db/schema";
import type { OperationRow } from "./operation-row";
import { CONSOLE_KINDS } from "./operation-view";

export async function readOperation(id: string): Promise<OperationRow | null> {
  const [row] = await database().select().from(operations).where(eq(operations.id, id));
  return row ?? null;
}

/** The newest operation of each tenancy that has one; a console, which says nothing of the host, is none. */
export async function newestOperations(tenancyIds: string[]): Promise<Map<string, OperationRow>> {
  if (tenancyIds.length === 0) {
    return new Map();
  }
  const rows = await database()
    .selectDistinctOn([operations.tenancyId])
    .from(operations)
    .where(and(inArray(operations.tenancyId, tenancyIds), notInArray(operations.kind, [...CONSOLE_KINDS])))
    .orderBy(operations.tenancyId, desc(operations.startedAt), desc(operations.id));
  return new Map(rows.map((row) => [row.tenancyId, row]));
}

/** Newest first. `before` is the `startedAt` of the last row of the page above. */
export async function listOperations(of: {
  tenancyIds: string[];
  limit: number;
  before?: Date;
}): Promise<OperationRow[]> {
  if (of.tenancyIds.length === 0) {
    return [];
  }
  return database()
    .select()
    .from(operations)
    .where(
      and(
        inArray(operations.tenancyId, of.tenancyIds),
        of.before ? lt(operations.startedAt, of.before) : undefined,
      ),
    )
    .orderBy(desc(operations.startedAt), desc(operations.id))
    .limit(of.limit);
}
