import "server-only";
import {
  type AnyColumn,
  and,
  desc,
  eq,
  inArray,
  lt,
  notInArray,
  type Placeholder,
  type SQL,
  sql,
} from "drizzle-orm";
import { type Database, database } from "../db/connection";
import { operations, tenancies } from "../db/schema";
import { CONSOLE_KINDS } from "./command-rules";
import type { OperationRow } from "./operation-row";

export async function readOperation(id: string): Promise<OperationRow | null> {
  const [row] = await database().select().from(operations).where(eq(operations.id, id));
  return row ?? null;
}

/** As the index has it (`nulls last`). With another order all rows of a host would be read and sorted. */
const newestFirst = (): SQL[] => [sql`${operations.startedAt} desc nulls last`, desc(operations.id)];

/** The newest operation of each tenancy that has one; a console, which says nothing of the host, is none. */
export async function newestOperations(tenancyIds: string[]): Promise<Map<string, OperationRow>> {
  if (tenancyIds.length === 0) {
    return new Map();
  }
  const newest = database()
    .select()
    .from(operations)
    .where(and(eq(operations.tenancyId, tenancies.id), notInArray(operations.kind, [...CONSOLE_KINDS])))
    .orderBy(...newestFirst())
    .limit(1)
    .as("newest");
  const rows = await database()
    .select({ tenancyId: tenancies.id, newest: newest._.selectedFields })
    .from(tenancies)
    .innerJoinLateral(newest, sql`true`)
    .where(inArray(tenancies.id, tenancyIds));
  return new Map(rows.map((row) => [row.tenancyId, row.newest]));
}

/** The same of one tenancy, for a statement that reads its host. */
export const newestOperationId = (db: Database, tenancyId: Placeholder | AnyColumn) =>
  db
    .select({ id: operations.id })
    .from(operations)
    .where(and(eq(operations.tenancyId, tenancyId), notInArray(operations.kind, [...CONSOLE_KINDS])))
    .orderBy(...newestFirst())
    .limit(1);

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
