import "server-only";
import { and, eq, isNotNull, isNull, ne, or } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { accounts, tenancies } from "@/lib/db/schema";
import { ownerMoves, views } from "@/lib/db/staff-schema";
import type { UserId } from "@/lib/rstack/ids";

/**
 * Whether somebody could still sign in under this number once RStack has it again: an account of one who had it before
 * would see the hosts of the one who gets it now. So could a customer whose change to or from this number has no end yet;
 * `butOf` is the one who asks for it once more.
 */
export async function mayComeBack(userId: UserId, butOf?: UserId): Promise<boolean> {
  const [own, moves] = await Promise.all([
    database().$count(accounts, and(eq(accounts.userId, userId), isNull(accounts.disabledAt))),
    database().$count(
      ownerMoves,
      and(
        isNotNull(ownerMoves.lookAt),
        or(eq(ownerMoves.fromOwner, userId), eq(ownerMoves.toOwner, userId)),
        butOf && ne(ownerMoves.fromOwner, butOf),
      ),
    ),
  ]);
  return own + moves > 0;
}

/** Whether somebody had hosts, or was looked at, under this number: none of it is for whoever would get it. */
export async function hasPast(userId: UserId): Promise<boolean> {
  const [had, looks] = await Promise.all([
    database().$count(tenancies, and(eq(tenancies.owner, userId), isNull(tenancies.retiredAt))),
    database().$count(views, and(eq(views.userId, userId), isNull(views.retiredAt))),
  ]);
  return had + looks > 0;
}
