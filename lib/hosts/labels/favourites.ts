import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { favouriteHosts } from "@/lib/db/host-schema";
import { prepared } from "@/lib/db/prepared";
import { tenancies } from "@/lib/db/schema";
import type { OwnedHost } from "../owned-host";

const favourites = prepared((db) =>
  db
    .select({ vmId: tenancies.vmId })
    .from(favouriteHosts)
    .innerJoin(tenancies, eq(tenancies.id, favouriteHosts.tenancyId))
    .where(
      and(
        eq(favouriteHosts.accountId, sql.placeholder("accountId")),
        eq(tenancies.owner, sql.placeholder("owner")),
        isNull(tenancies.until),
      ),
    )
    .prepare("favourites"),
);

/** Ids of the hosts that this account marked, as far as its customer still has them. */
export async function favouritesOf(accountId: string, owner: string): Promise<string[]> {
  const rows = await favourites().execute({ accountId, owner });
  return rows.map(({ vmId }) => vmId);
}

/** Saying the same twice changes nothing. */
export async function markFavourite(accountId: string, owned: OwnedHost, on: boolean): Promise<void> {
  const pair = { accountId, tenancyId: owned.tenancyId };
  await (on
    ? database().insert(favouriteHosts).values(pair).onConflictDoNothing()
    : database()
        .delete(favouriteHosts)
        .where(
          and(eq(favouriteHosts.accountId, pair.accountId), eq(favouriteHosts.tenancyId, pair.tenancyId)),
        ));
}
