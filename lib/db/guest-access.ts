import "server-only";
import { and, eq, isNull, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { config } from "../config";
import { accounts, tenancies } from "./schema";
import { guestRights, personIsIn } from "./sign-in-schema";

/** Who invited. */
export const hosting = alias(accounts, "hosting");

/**
 * Whether a right holds now, for rows of `guestRights`, `hosting` and `tenancies`: neither over nor ended, the host still that
 * owner's, and the account that gave it still that customer's and let in. While PEOPLE is off none does.
 */
export const rightHolds = (): SQL | undefined =>
  config().people
    ? and(
        isNull(guestRights.endedAt),
        or(isNull(guestRights.until), sql`${guestRights.until} > now()`),
        eq(hosting.userId, guestRights.owner),
        eq(hosting.role, "customer"),
        isNull(hosting.formerAt),
        isNull(hosting.disabledAt),
        eq(hosting.rstackStatus, "active"),
        personIsIn(hosting.linkedTo),
        eq(tenancies.owner, guestRights.owner),
        isNull(tenancies.until),
        isNull(tenancies.retiredAt),
        or(isNull(guestRights.tenancyId), eq(guestRights.tenancyId, tenancies.id)),
      )
    : sql`false`;

/** The accounts with a right that meets `which`, by which they may see the tenancy now. `tenancyId`: no column of `tenancies`. */
export const rightsTo = (tenancyId: SQLWrapper, which: SQL = sql`true`): SQL =>
  sql`select ${guestRights.accountId} from ${guestRights} inner join ${accounts} hosting on hosting.id = ${guestRights.invitedBy}
    inner join ${tenancies} on ${tenancies.owner} = ${guestRights.owner}
    where ${which} and ${tenancies.id} = ${tenancyId} and ${rightHolds()}`;

/** The account may see the tenancy's host as a guest, by the database now. */
export const isGuestOf = (accountId: SQLWrapper, tenancyId: SQLWrapper): SQL =>
  sql`exists (${rightsTo(tenancyId, sql`${guestRights.accountId} = ${accountId}`)})`;

/** The account may read what it was told of the tenancy: of none; of its own customer's, now or then; as a guest, now. */
export const mayReadOf = (accountId: SQLWrapper, tenancyId: SQLWrapper): SQL =>
  sql`(${tenancyId} is null or exists (select 1 from tenancies theirs join accounts reader on reader.user_id = theirs.owner
    where theirs.id = ${tenancyId} and reader.id = ${accountId}) or ${isGuestOf(accountId, tenancyId)})`;
