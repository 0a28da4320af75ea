import "server-only";
import { and, count, desc, eq, gt, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { config } from "@/lib/config";
import { database, type Transaction } from "@/lib/db/connection";
import { publish } from "@/lib/db/notify";
import { accounts, tenancies } from "@/lib/db/schema";
import { guestInvitations, guestRights } from "@/lib/db/sign-in-schema";
import type { UserId } from "@/lib/rstack/ids";
import { mailInvitation } from "../links/link-mail";
import { nameKey } from "../names";
import type { Granted } from "../rights";
import { isOwner, type Viewer } from "../sessions/viewer";
import { endRights } from "./guest-rights";

/** So long an invitation waits. */
export const INVITATION_DAYS = 7;
/** People and open invitations of one owner. */
export const MOST_GUESTS = 50;

interface Wanted extends Granted {
  email: string;
  until: Date | null;
  /** Null: all hosts, also later ones. */
  tenancyIds: string[] | null;
}

export type Invitation = typeof guestInvitations.$inferSelect;

const inviter = alias(accounts, "inviter");

const isOpen = (): SQL | undefined =>
  and(
    isNull(guestInvitations.closedAt),
    gt(guestInvitations.expiresAt, sql`now()`),
    or(isNull(guestInvitations.until), gt(guestInvitations.until, sql`now()`)),
  );

/** Writes it down and mails it. The answer is the same whether the address is anybody's or not. */
export async function invite(viewer: Viewer & { userId: UserId }, asked: Wanted): Promise<"done" | "full"> {
  const owner = viewer.userId;
  const made = await database().transaction(async (tx) => {
    // One after another for each owner, or two at once would both find a place.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('guests'), hashtext(${owner}))`);
    const [open] = await tx
      .select({ n: count() })
      .from(guestInvitations)
      .where(and(eq(guestInvitations.owner, owner), isOpen()));
    const [held] = await tx
      .select({ n: sql<number>`count(distinct ${guestRights.accountId})::int` })
      .from(guestRights)
      .where(and(eq(guestRights.owner, owner), isNull(guestRights.endedAt)));
    if ((open?.n ?? 0) + (held?.n ?? 0) >= MOST_GUESTS) {
      return false;
    }
    await tx.insert(guestInvitations).values({
      ...asked,
      owner,
      invitedBy: viewer.accountId,
      emailKey: nameKey(asked.email),
      expiresAt: sql`now() + make_interval(days => ${INVITATION_DAYS})`,
    });
    return true;
  });
  if (made) {
    mailInvitation("guest", asked.email, { days: INVITATION_DAYS }, viewer.locale);
  }
  return made ? "done" : "full";
}

/** The address that this account last proved to be its own, as invitations are kept under; null where there is none. */
async function confirmedAddress(accountId: string, db: Transaction | null = null): Promise<string | null> {
  const [row] = await (db ?? database())
    .select({ key: accounts.confirmedEmailKey })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), eq(accounts.confirmedEmailKey, accounts.emailKey)));
  return row?.key ?? null;
}

export interface GuestOffer extends Invitation {
  ownerName: string;
}

/** What waits for this person; nothing while their address isn't confirmed. */
export async function offersTo(viewer: Viewer): Promise<GuestOffer[]> {
  const key = isOwner(viewer) && config().people ? await confirmedAddress(viewer.accountId) : null;
  if (key === null) {
    return [];
  }
  const rows = await database()
    .select({
      invitation: guestInvitations,
      ownerName: sql<string>`coalesce(${inviter.displayName}, ${inviter.username})`,
    })
    .from(guestInvitations)
    .innerJoin(
      inviter,
      and(eq(inviter.id, guestInvitations.invitedBy), eq(inviter.userId, guestInvitations.owner)),
    )
    .where(
      and(eq(guestInvitations.emailKey, key), isOpen(), isNull(inviter.formerAt), isNull(inviter.disabledAt)),
    )
    .orderBy(desc(guestInvitations.createdAt));
  return rows
    .map(({ invitation, ownerName }) => ({ ...invitation, ownerName }))
    .filter(({ owner }) => owner !== viewer.userId);
}

/** Of what waits for this person, that one; null where it is none of theirs. */
export const offerTo = async (viewer: Viewer, id: string): Promise<GuestOffer | null> =>
  (await offersTo(viewer)).find((offer) => offer.id === id) ?? null;

/** Uses an invitation. False where it was used meanwhile, or none of its hosts is that owner's any more. */
export async function acceptOffer({ accountId }: Viewer, offer: GuestOffer): Promise<boolean> {
  return database().transaction(async (tx) => {
    if ((await confirmedAddress(accountId, tx)) !== offer.emailKey) {
      return false;
    }
    const [used] = await tx
      .update(guestInvitations)
      .set({ closedAt: sql`now()` })
      .where(and(eq(guestInvitations.id, offer.id), isOpen()))
      .returning();
    if (!used) {
      return false;
    }
    const { owner, invitedBy, role, mayReinstall, until, tenancyIds } = used;
    const scopes: (string | null)[] =
      tenancyIds === null
        ? [null]
        : (
            await tx
              .select({ id: tenancies.id })
              .from(tenancies)
              .where(
                and(inArray(tenancies.id, tenancyIds), eq(tenancies.owner, owner), isNull(tenancies.until)),
              )
          ).map(({ id }) => id);
    if (scopes.length === 0) {
      return false;
    }
    // What the owner says now stands in the place of what they said before of the same hosts.
    const theirs = and(eq(guestRights.accountId, accountId), eq(guestRights.owner, owner));
    const same = tenancyIds === null ? theirs : and(theirs, inArray(guestRights.tenancyId, tenancyIds));
    await endRights(same ?? sql`false`, "replaced", tx);
    await tx
      .insert(guestRights)
      .values(
        scopes.map((tenancyId) => ({ accountId, owner, invitedBy, tenancyId, role, mayReinstall, until })),
      );
    await publish(tx, { type: "account", accountId });
    return true;
  });
}

/** Closes an open one: the owner's own, or one to this person. */
export async function closeInvitation(id: string): Promise<boolean> {
  const closed = await database()
    .update(guestInvitations)
    .set({ closedAt: sql`now()` })
    .where(and(eq(guestInvitations.id, id), isNull(guestInvitations.closedAt)))
    .returning({ id: guestInvitations.id });
  return closed.length > 0;
}

/** A customer's open invitations, the newest first. */
export const invitationsOf = (owner: UserId): Promise<Invitation[]> =>
  database()
    .select()
    .from(guestInvitations)
    .where(and(eq(guestInvitations.owner, owner), isOpen()))
    .orderBy(desc(guestInvitations.createdAt));
