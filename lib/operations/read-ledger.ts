import "server-only";
import { and, desc, eq, inArray, lt, notInArray, type Placeholder, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { type Database, database, prepared } from "../db/connection";
import { operations, tenancies } from "../db/schema";
import { shownOperations } from "../db/token-schema";
import { CONSOLE_KINDS } from "./command-rules";
import type { OperationRow, ShownOperation } from "./operation-row";

export async function readOperation(id: string): Promise<OperationRow | null> {
  const [row] = await database().select().from(operations).where(eq(operations.id, id));
  return row ?? null;
}

/** One of the ledger, or one that waits. */
export async function readShown(id: string): Promise<ShownOperation | null> {
  const [row] = await database().select().from(shownOperations).where(eq(shownOperations.id, id));
  return row ?? null;
}

/** As the index has it (`nulls last`). With another order all rows of a host would be read and sorted. */
const newestFirst = (of: Record<"startedAt" | "id", AnyPgColumn> = operations): SQL[] => [
  sql`${of.startedAt} desc nulls last`,
  desc(of.id),
];

/**
 * For a statement that reads a host with its tenancy, as a lateral join: the newest operation of the tenancy. A console, which
 * says nothing of the host, is none.
 */
export const newestOperation = (db: Database) =>
  db
    .select()
    .from(operations)
    .where(and(eq(operations.tenancyId, tenancies.id), notInArray(operations.kind, [...CONSOLE_KINDS])))
    .orderBy(...newestFirst())
    .limit(1)
    .as("newest_operation");

/** The same of one tenancy, by its id. */
export const newestOperationId = (db: Database, tenancyId: Placeholder) =>
  db
    .select({ id: operations.id })
    .from(operations)
    .where(and(eq(operations.tenancyId, tenancyId), notInArray(operations.kind, [...CONSOLE_KINDS])))
    .orderBy(...newestFirst())
    .limit(1);

const recent = prepared((db) =>
  db
    .select()
    .from(shownOperations)
    .where(eq(shownOperations.tenancyId, sql.placeholder("tenancyId")))
    .orderBy(...newestFirst(shownOperations))
    .limit(sql.placeholder("limit"))
    .prepare("recent_operations"),
);

/** The newest of one tenancy, consoles and what waits too, newest first. */
export const recentOperations = (tenancyId: string, limit: number): Promise<ShownOperation[]> =>
  recent().execute({ tenancyId, limit });

/** Of one tenancy, newest first; those older than `after`, an operation of the same tenancy. */
export async function operationsAfter(of: {
  tenancyId: string;
  after: string | null;
  limit: number;
}): Promise<ShownOperation[]> {
  const { tenancyId, after, limit } = of;
  return database()
    .select()
    .from(shownOperations)
    .where(
      and(
        eq(shownOperations.tenancyId, tenancyId),
        // By the row itself: the database's clock is finer than ours, and two rows may share a time.
        after === null
          ? undefined
          : sql`(${shownOperations.startedAt}, ${shownOperations.id}) < (select o.started_at, o.id from shown_operations o
              where o.id = ${after}::uuid and o.tenancy_id = ${tenancyId}::uuid)`,
      ),
    )
    .orderBy(...newestFirst(shownOperations))
    .limit(limit);
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
    .orderBy(...newestFirst())
    .limit(of.limit);
}
