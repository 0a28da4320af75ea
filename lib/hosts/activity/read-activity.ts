import "server-only";
import {
  and,
  desc,
  eq,
  getViewSelectedFields,
  ilike,
  inArray,
  isNull,
  max,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { type Granted, mayAsk } from "@/lib/accounts/rights";
import { isReadOnly, type Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { hostLabels } from "@/lib/db/host-schema";
import { hosts, operations as ledger, tenancies } from "@/lib/db/schema";
import { shownOperations as operations } from "@/lib/db/token-schema";
import { theirHost } from "@/lib/notifications/read-notifications";
import { actorNameFor, operationViewOf, releaseOf, scheduleIn, undoIn } from "@/lib/operations/present";
import { isUndone, undoOf } from "@/lib/operations/undo";
import type { UserId } from "@/lib/rstack/ids";
import { kindsIn, type OperationKind } from "../../operations/command-rules";
import { HOST_STATES } from "../../operations/host-states";
import type { OperationRow, ShownOperation } from "../../operations/operation-row";
import { likePart } from "../clean-text";
import { endCauseOf } from "../console/end-cause";
import { type ActivityFilter, OUTCOME_GROUPS } from "./activity-filter";
import type { ActivityActor, ActivityEntry, ActivityHost, ActivityPage, SeenBasis } from "./activity-view";

/**
 * Whose operations: of one tenancy (an `OwnedHost`'s), or of all that a customer has or had. Never by a host's id
 * alone: others had that host, or one with its number. `guest`: what whoever looks may do there, at another's.
 */
export type ActivityScope = { tenancyId: string; guest?: Granted | null } | { owner: UserId };

export const ACTIVITY_PAGE = 50;
/** Hosts to choose from: those that were used last. */
const HOST_CHOICES = 200;

/** As the index has it (`nulls last`). With another order all rows of a host would be read and sorted for a page. */
export const newestFirst = (): SQL[] => [sql`${operations.startedAt} desc nulls last`, desc(operations.id)];

/** `named`: the kinds that the filter's text names in the reader's language. */
export async function readActivity(
  scope: ActivityScope,
  filter: ActivityFilter,
  viewer: Viewer,
  named: OperationKind[] = [],
): Promise<ActivityPage> {
  const rows = await withHosts()
    .where(and(operationsWithin(scope), chosen(filter, named), below(scope, filter.after)))
    .orderBy(...newestFirst())
    .limit(ACTIVITY_PAGE + 1);
  const shown = rows.slice(0, ACTIVITY_PAGE);
  const last = rows.length > ACTIVITY_PAGE ? shown.at(-1) : undefined;
  const undone = await undoneAmong(shown);
  return {
    entries: shown.map((row) => entryOf(row, viewer, scope, undone)),
    next: last?.operation.id ?? null,
  };
}

/** One of them by its id; null where it isn't in that list. */
export async function readOneActivity(
  scope: ActivityScope,
  id: string,
  viewer: Viewer,
): Promise<ActivityEntry | null> {
  const [row] = await withHosts()
    .where(and(operationsWithin(scope), eq(operations.id, id)))
    .limit(1);
  return row ? entryOf(row, viewer, scope, await undoneAmong([row])) : null;
}

/** The customer's hosts that something was asked of, the last used first. */
export async function activityHosts(owner: UserId): Promise<ActivityHost[]> {
  const used = database()
    .select({ tenancyId: operations.tenancyId, usedAt: max(operations.startedAt).as("used_at") })
    .from(operations)
    .innerJoin(tenancies, and(eq(tenancies.id, operations.tenancyId), operationsWithin({ owner })))
    .groupBy(operations.tenancyId)
    .as("used");
  const rows = await database()
    .select(naming)
    .from(used)
    .innerJoin(tenancies, eq(tenancies.id, used.tenancyId))
    .leftJoin(hosts, theirHost())
    .leftJoin(hostLabels, eq(hostLabels.tenancyId, tenancies.id))
    .orderBy(desc(used.usedAt))
    .limit(HOST_CHOICES);
  // A host that came back has two tenancies; its current name is shown.
  const byId = new Map<string, ActivityHost>();
  for (const row of rows.toSorted((a, b) => Number(b.theirs) - Number(a.theirs))) {
    if (!byId.has(row.vmId)) {
      byId.set(row.vmId, { id: row.vmId, name: nameOf(row) });
    }
  }
  return [...byId.values()];
}

const naming = {
  vmId: tenancies.vmId,
  ownName: sql<string | null>`${hostLabels.name}`,
  masterName: sql<string | null>`${hosts.name}`,
  theirs: sql<boolean>`${hosts.vmId} is not null`,
};

interface Named {
  vmId: string;
  ownName: string | null;
  masterName: string | null;
  theirs: boolean;
}

const nameOf = ({ vmId, ownName, masterName }: Named): string => ownName ?? masterName ?? vmId;

const withHosts = () =>
  database()
    .select({ operation: getViewSelectedFields(operations), ...naming })
    .from(operations)
    .innerJoin(tenancies, eq(tenancies.id, operations.tenancyId))
    .leftJoin(hosts, theirHost())
    .leftJoin(hostLabels, eq(hostLabels.tenancyId, tenancies.id));

/** Not what was under the number before it was given to whoever has it now. */
export const operationsWithin = (scope: ActivityScope): SQL | undefined =>
  "owner" in scope
    ? and(eq(tenancies.owner, scope.owner), isNull(tenancies.retiredAt))
    : eq(tenancies.id, scope.tenancyId);

const chosen = ({ q, kind, outcome, host }: ActivityFilter, named: OperationKind[]): SQL | undefined =>
  and(
    q === null
      ? undefined
      : or(
          inArray(operations.kind, named),
          eq(tenancies.vmId, q),
          ilike(hostLabels.name, likePart(q)),
          ilike(hosts.name, likePart(q)),
        ),
    kind === null ? undefined : inArray(operations.kind, [...kindsIn(kind)]),
    outcome === null ? undefined : inArray(operations.outcome, [...OUTCOME_GROUPS[outcome]]),
    host === null ? undefined : eq(tenancies.vmId, host),
  );

/** By the row itself and not by its time: the database's clock is finer than ours, and two rows may share a time. */
function below(scope: ActivityScope, after: string | null): SQL | undefined {
  if (after === null) {
    return undefined;
  }
  const mine =
    "owner" in scope
      ? sql`t.owner = ${scope.owner} and t.retired_at is null`
      : sql`t.id = ${scope.tenancyId}::uuid`;
  return sql`(${operations.startedAt}, ${operations.id}) < (select o.started_at, o.id from shown_operations o
    join tenancies t on t.id = o.tenancy_id where o.id = ${after}::uuid and ${mine})`;
}

/** Ids of those whose undo is over before its day. */
async function undoneAmong(rows: readonly { operation: OperationRow }[]): Promise<Set<string>> {
  const ids = rows
    .filter(({ operation }) => undoOf(operation, new Date()).undo)
    .map(({ operation }) => operation.id);
  const found =
    ids.length === 0
      ? []
      : await database()
          .select({ id: ledger.id })
          .from(ledger)
          .where(and(inArray(ledger.id, ids), isUndone()));
  return new Set(found.map(({ id }) => id));
}

function entryOf(
  row: Named & { operation: ShownOperation },
  viewer: Viewer,
  scope: ActivityScope,
  undone: ReadonlySet<string>,
): ActivityEntry {
  const { operation } = row;
  const { undo, ...view } = operationViewOf(operation, viewer);
  const guest = "guest" in scope ? scope.guest : null;
  const mayUndo =
    undo &&
    row.theirs &&
    !undone.has(operation.id) &&
    !isReadOnly(viewer) &&
    (!guest || mayAsk(guest, undo.kind));
  return {
    operation: mayUndo ? { ...view, undo } : view,
    host: { id: row.vmId, name: nameOf(row), theirs: row.theirs },
    actor: actorOf(operation, viewer),
    sentAt: operation.sentAt?.toISOString() ?? null,
    checkedAt: operation.checkedAt?.toISOString() ?? null,
    seen: seenOf(operation),
    cause: endCauseOf(operation),
    despiteRefusal: despiteRefusal(operation),
  };
}

function actorOf(row: OperationRow, viewer: Viewer): ActivityActor {
  if (scheduleIn(row) !== null) {
    return { who: "schedule" };
  }
  // Nobody pressed for it: its day was over.
  if (row.sessionId !== null && row.sessionId === undoIn(row)) {
    return { who: "panel" };
  }
  if (row.accountId === viewer.accountId) {
    return { who: "you" };
  }
  if (row.actorRole === "customer") {
    return { who: "other", name: row.actorName };
  }
  return {
    who: row.viewId !== null && viewer.role === "customer" ? "viewing" : "staff",
    name: actorNameFor(row, viewer),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

type Ended = Pick<OperationRow, "outcome" | "evidence">;

/** What verifications wrote down at the end, for people; null where it says nothing to them. */
function seenOf({ outcome, evidence }: Ended): SeenBasis | null {
  if (!isObject(evidence)) {
    return null;
  }
  if (evidence.why === "owner-changed") {
    return { what: "owner-changed" };
  }
  if (outcome === "failed" && releaseOf({ evidence })) {
    return { what: "released" };
  }
  if (outcome === "unconfirmed") {
    return typeof evidence.waitedMs === "number" ? { what: "waited", ms: evidence.waitedMs } : null;
  }
  const state = HOST_STATES.find((known) => known === evidence.state);
  if (outcome === "done" && state && typeof evidence.at === "string") {
    return { what: "state", state, at: evidence.at, wasOff: evidence.wasOff === true };
  }
  return outcome === "done" ? { what: "listed" } : null;
}

const despiteRefusal = ({ evidence }: Ended): boolean =>
  isObject(evidence) && evidence.despiteRefusal === true;
