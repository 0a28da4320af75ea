import "server-only";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { domainClaims } from "@/lib/db/host-schema";
import { tenancies } from "@/lib/db/schema";
import type { UserId } from "@/lib/rstack/ids";
import { chooseOwnHosts } from "../hosts/host-list";
import { hostRank, matchesHost, wordsOf } from "../hosts/host-match";
import type { HostView } from "../hosts/host-view";
import { sortViews } from "../hosts/host-view-of";

/**
 * Those of the customer's own hosts that a text means, the best first, and how many there are; all of them for an empty
 * one. Of hosts that are meant as well as each other the recent ones come first. Nothing is asked upstream.
 */
export async function findOwnHosts(
  viewer: Viewer,
  { text, recent, limit }: { text: string; recent: readonly string[]; limit: number },
): Promise<{ hosts: HostView[]; count: number }> {
  const words = wordsOf(text);
  const domains = viewer.userId === null || words.length === 0 ? null : await boundDomains(viewer.userId);
  const lastAt = (id: string) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  let count = 0;
  const hosts = await chooseOwnHosts(viewer, (rows) => {
    const found = rows.filter(({ view, tenancyId }) => matchesHost(view, words, domains?.get(tenancyId)));
    count = found.length;
    const order = new Map(sortViews(found.map(({ view }) => view)).map(({ id }, at) => [id, at]));
    const rankOf = (view: HostView) => (words.length === 0 ? 0 : hostRank(view, words));
    return found
      .toSorted(
        ({ view: a }, { view: b }) =>
          rankOf(a) - rankOf(b) ||
          lastAt(a.id) - lastAt(b.id) ||
          (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0),
      )
      .slice(0, limit);
  });
  return { hosts, count };
}

/** The domains that the panel last saw bound to each tenancy that is the customer's now. */
async function boundDomains(owner: UserId): Promise<Map<string, string[]>> {
  const rows = await database()
    .select({ tenancyId: domainClaims.tenancyId, domain: domainClaims.domain })
    .from(domainClaims)
    .innerJoin(tenancies, eq(tenancies.id, domainClaims.tenancyId))
    .where(
      and(
        eq(tenancies.owner, owner),
        isNull(tenancies.until),
        isNotNull(domainClaims.seenAt),
        isNull(domainClaims.endedAt),
      ),
    );
  const byTenancy = new Map<string, string[]>();
  for (const { tenancyId, domain } of rows) {
    byTenancy.set(tenancyId, [...(byTenancy.get(tenancyId) ?? []), domain]);
  }
  return byTenancy;
}
