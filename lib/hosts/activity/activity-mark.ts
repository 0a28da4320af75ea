import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { tenancies } from "@/lib/db/schema";
import { shownOperations as operations } from "@/lib/db/token-schema";
import { ACTIVITY_PAGE, type ActivityScope, newestFirst, operationsWithin } from "./read-activity";

/** Another one as soon as anything that the first page of this list shows is another; tells nothing else. */
export async function activityMark(scope: ActivityScope): Promise<string> {
  const newest = database()
    .select({
      startedAt: operations.startedAt,
      id: operations.id,
      line: sql<string>`concat_ws(' ', ${operations.id}, ${operations.outcome}, ${operations.sentAt},
        ${operations.acceptedAt}, ${operations.checkedAt}, ${operations.notes}->>'steps')`.as("line"),
    })
    .from(operations)
    .innerJoin(tenancies, eq(tenancies.id, operations.tenancyId))
    .where(operationsWithin(scope))
    .orderBy(...newestFirst())
    .limit(ACTIVITY_PAGE)
    .as("newest");
  const [row] = await database()
    .select({
      mark: sql<
        string | null
      >`md5(string_agg(${newest.line}, ',' order by ${newest.startedAt}, ${newest.id}))`,
    })
    .from(newest);
  return row?.mark ?? "";
}

/** In whose list of all their hosts it stands; null: in nobody's (any more). */
export async function activityOwnerOf(operationId: string): Promise<string | null> {
  const [row] = await database()
    .select({ owner: tenancies.owner })
    .from(operations)
    .innerJoin(tenancies, eq(tenancies.id, operations.tenancyId))
    .where(and(eq(operations.id, operationId), isNull(tenancies.retiredAt)));
  return row?.owner ?? null;
}
