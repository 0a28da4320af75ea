import "server-only";
import { and, eq, inArray, isNull, lt, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "@/lib/db/connection";
import { hosting, rightHolds, rightsTo } from "@/lib/db/guest-access";
import { publish } from "@/lib/db/notify";
import { accounts, tenancies } from "@/lib/db/schema";
import { guestRights } from "@/lib/db/sign-in-schema";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import type { Granted } from "../rights";
import { isOwner, type Viewer } from "../sessions/viewer";

/** A guest's right to one host, as it stood when it was read. Never changed: another role is another right. */
export interface GuestRight extends Granted {
  id: string;
  /** The guest's own account. */
  accountId: string;
  tenancyId: string;
  vmId: string;
  owner: UserId;
  /** What the guest reads as the owner's name. */
  ownerName: string;
}

/** Written at most once in this time. */
const TOUCH_EVERY = sql`interval '1 minute'`;

/** The strongest first, where a guest has one for all hosts and one for this. */
const byStrength = sql`array_position(array['manage', 'operate', 'view'], ${guestRights.role}), ${guestRights.mayReinstall} desc, ${guestRights.id}`;

async function rightsWhere(which: SQL | undefined): Promise<GuestRight[]> {
  const rows = await database()
    .select({
      id: guestRights.id,
      accountId: guestRights.accountId,
      role: guestRights.role,
      mayReinstall: guestRights.mayReinstall,
      owner: guestRights.owner,
      ownerName: sql<string>`coalesce(${hosting.displayName}, ${hosting.username})`,
      tenancyId: tenancies.id,
      vmId: tenancies.vmId,
    })
    .from(guestRights)
    .innerJoin(hosting, eq(hosting.id, guestRights.invitedBy))
    .innerJoin(tenancies, eq(tenancies.owner, guestRights.owner))
    .where(and(rightHolds(), which))
    .orderBy(byStrength);
  const first = new Map<string, GuestRight>();
  for (const row of rows) {
    const owner = parseUserId(row.owner);
    if (owner && !first.has(row.tenancyId)) {
      first.set(row.tenancyId, { ...row, owner });
    }
  }
  return [...first.values()];
}

/** A customer's own person's right to another's host: no staff's, and no view's. Null where there is none. */
export async function rightTo(viewer: Viewer, vmId: string): Promise<GuestRight | null> {
  if (!isOwner(viewer)) {
    return null;
  }
  const [right] = await rightsWhere(
    and(eq(guestRights.accountId, viewer.accountId), eq(tenancies.vmId, vmId)),
  );
  return right ?? null;
}

/** All hosts that others share with this person. */
export const rightsOf = async (viewer: Viewer): Promise<GuestRight[]> =>
  isOwner(viewer) ? rightsWhere(eq(guestRights.accountId, viewer.accountId)) : [];

/** Whether it still holds for that very tenancy, by the database now. */
export async function stillHolds(right: Pick<GuestRight, "id" | "tenancyId">): Promise<boolean> {
  const found = await rightsWhere(and(eq(guestRights.id, right.id), eq(tenancies.id, right.tenancyId)));
  return found.length > 0;
}

/**
 * Of a row of that account about that tenancy: it was made by a guest whom the owner lets manage the host no more. What holds
 * rights back for a while, as PEOPLE=off does, ends none.
 */
export const wasGuests = (accountId: SQLWrapper, tenancyId: SQLWrapper): SQL => {
  const rights = sql`select 1 from ${guestRights} inner join ${tenancies} on ${tenancies.owner} = ${guestRights.owner}
    and (${guestRights.tenancyId} is null or ${guestRights.tenancyId} = ${tenancies.id})
    where ${guestRights.accountId} = ${accountId} and ${tenancies.id} = ${tenancyId}`;
  return sql`exists (${rights}) and not exists (${rights} and ${guestRights.role} = 'manage'
    and ${guestRights.endedAt} is null and (${guestRights.until} is null or ${guestRights.until} > now()))`;
};

/** For the statement that marks an operation as sent: it waits for an end that is being written. */
export const whileRightHolds = (rightId: string, tenancyId: SQLWrapper): SQL =>
  sql`exists (${rightsTo(tenancyId, sql`${guestRights.id} = ${rightId}`)} for share of guest_rights)`;

/** Notes that the guest was there. */
export async function touchRight(id: string): Promise<void> {
  await database()
    .update(guestRights)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(
        eq(guestRights.id, id),
        or(isNull(guestRights.lastUsedAt), lt(guestRights.lastUsedAt, sql`now() - ${TOUCH_EVERY}`)),
      ),
    );
}

/** Ends those of `which` that have not ended. The guests' open pages hear of it, and what ends their consoles. */
export async function endRights(
  which: SQL,
  endedBy: NonNullable<(typeof guestRights.$inferSelect)["endedBy"]>,
  db: Database | Transaction = database(),
): Promise<{ id: string; accountId: string; owner: string }[]> {
  const ended = await db
    .update(guestRights)
    .set({ endedAt: sql`now()`, endedBy })
    .where(and(isNull(guestRights.endedAt), which))
    .returning({ id: guestRights.id, accountId: guestRights.accountId, owner: guestRights.owner });
  for (const accountId of new Set(ended.map((right) => right.accountId))) {
    await publish(db, { type: "account", accountId });
  }
  return ended;
}

/** One right, where it is of this customer's hosts. */
export const rightOfCustomer = (id: string, owner: string): SQL =>
  sql`${guestRights.id} = ${id} and ${guestRights.owner} = ${owner}`;

/** By their ids. */
export const rightIds = (ids: readonly string[]): SQL => inArray(guestRights.id, [...ids]);

/** One person and one owner, whatever number of rights stands behind it. */
export interface Access extends Granted {
  /** Of the rights. */
  ids: string[];
  accountId: string;
  /** Of the guest: for the owner and staff alone. */
  guestName: string;
  guestEmail: string | null;
  owner: string;
  ownerName: string;
  /** Null: all. */
  tenancyIds: string[] | null;
  until: Date | null;
  lastUsedAt: Date | null;
}

/** Rights that were not ended, of an owner's guests or of accounts that are guests; also those that PEOPLE=off holds back. */
export async function accessWhere(
  of: { owner: string } | { accountIds: readonly string[] },
): Promise<Access[]> {
  const rows = await database()
    .select({
      right: guestRights,
      guestName: sql<string>`coalesce(${accounts.displayName}, ${accounts.username})`,
      guestEmail: accounts.email,
      ownerName: sql<string>`coalesce(${hosting.displayName}, ${hosting.username})`,
    })
    .from(guestRights)
    .innerJoin(accounts, eq(accounts.id, guestRights.accountId))
    .innerJoin(hosting, eq(hosting.id, guestRights.invitedBy))
    .leftJoin(tenancies, eq(tenancies.id, guestRights.tenancyId))
    .where(
      and(
        "owner" in of
          ? and(eq(guestRights.owner, of.owner), eq(hosting.userId, of.owner), isNull(hosting.formerAt))
          : inArray(guestRights.accountId, [...of.accountIds]),
        isNull(guestRights.endedAt),
        or(isNull(guestRights.until), sql`${guestRights.until} > now()`),
        isNull(tenancies.until),
      ),
    )
    .orderBy(guestRights.since, guestRights.id);
  const grouped = new Map<string, Access>();
  for (const { right, ...names } of rows) {
    const { id, tenancyId, accountId, owner, role, mayReinstall, until, lastUsedAt } = right;
    const key = JSON.stringify([accountId, owner, tenancyId === null, role, mayReinstall, until]);
    const before = grouped.get(key);
    if (before) {
      before.ids.push(id);
      before.tenancyIds?.push(tenancyId ?? "");
      before.lastUsedAt = later(before.lastUsedAt, lastUsedAt);
    } else {
      const tenancyIds = tenancyId === null ? null : [tenancyId];
      grouped.set(key, {
        ...{ ids: [id], accountId, owner, tenancyIds, role, mayReinstall, until, lastUsedAt },
        ...names,
      });
    }
  }
  return [...grouped.values()];
}

const later = (a: Date | null, b: Date | null): Date | null => (a && b ? (a > b ? a : b) : (a ?? b));
