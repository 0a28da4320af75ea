import "server-only";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { domainClaims } from "@/lib/db/host-schema";
import { tenancies } from "@/lib/db/schema";
import type { UserId } from "@/lib/rstack/ids";
import { isStaff, type Viewer } from "../accounts/sessions/viewer";
import { namesOf } from "../fleet/customers/customer-names";
import { findAnything, findRecent } from "../fleet/find-anything";
import { bestHosts, type FleetHost } from "../fleet/hosts/fleet-table";
import { chooseOwnHosts, hostsForStaff } from "../hosts/host-list";
import { hostRank, matchesHost, wordsOf } from "../hosts/host-match";
import type { HostView } from "../hosts/host-view";
import { sortViews } from "../hosts/host-view-of";
import { readProfile } from "../hosts/mirror/profile";
import { parseVmId } from "../rstack/ids";
import type { FindAsked } from "./find-asked";
import type { FoundHost, FoundView } from "./find-view";

const HOSTS_SHOWN = 5;

type Found = Omit<FoundView, "targets" | "masterDown">;

/**
 * What this person may find, from the database alone: a customer their own hosts, as the list of hosts has them; staff
 * every host, customers and operations. Staff who look through a customer's eyes find what the customer would.
 */
export async function find(viewer: Viewer, asked: FindAsked): Promise<FoundView> {
  const [found, targets, profile] = await Promise.all([
    (isStaff(viewer) ? findForStaff : findForCustomer)(viewer, asked, asked.text),
    asked.target === null ? [] : findTargets(viewer, asked, asked.target),
    readProfile(),
  ]);
  return { ...found, targets, masterDown: profile?.downSince != null };
}

async function findTargets(viewer: Viewer, asked: FindAsked, text: string): Promise<FoundHost[]> {
  if (!isStaff(viewer)) {
    return (await findForCustomer(viewer, asked, text)).hosts;
  }
  const { hosts } =
    text === ""
      ? await findRecent({ hosts: asked.recentHosts, customers: [] })
      : await bestHosts(text, { recent: asked.recentHosts, limit: HOSTS_SHOWN });
  return staffHosts(viewer, hosts);
}

async function findForCustomer(viewer: Viewer, asked: FindAsked, text: string): Promise<Found> {
  const { hosts, count } = await findOwnHosts(viewer, {
    text,
    recent: asked.recentHosts,
    limit: HOSTS_SHOWN,
  });
  return { hosts: hosts.map(ownHost), hostCount: count, customers: [], operations: [] };
}

/** Where nothing was typed only what was opened last: the fleet's first five by name are nobody's wish. */
async function findForStaff(viewer: Viewer, asked: FindAsked, text: string): Promise<Found> {
  const recent = { hosts: asked.recentHosts, customers: asked.recentCustomers };
  if (text === "") {
    const { hosts, customers } = await findRecent(recent);
    return {
      hosts: await staffHosts(viewer, hosts),
      hostCount: hosts.length,
      customers,
      operations: [],
    };
  }
  const { hosts, hostCount, customers, operations } = await findAnything(text, viewer, recent);
  return {
    hosts: await staffHosts(viewer, hosts.slice(0, HOSTS_SHOWN)),
    hostCount,
    customers: customers.slice(0, HOSTS_SHOWN),
    operations: operations.map(({ id, kind, outcome, hostName, vmId }) => ({
      id,
      kind,
      outcome,
      hostName: hostName ?? vmId ?? "",
    })),
  };
}

const addressOf = ({ addresses: { shared, untoldInside, main } }: HostView): string | null =>
  shared?.publicAddress ?? (untoldInside ? null : main);
const notNull = (facts: (string | null | undefined)[]): string[] => facts.flatMap((fact) => fact || []);

const ownHost = (view: HostView): FoundHost => ({
  id: view.id,
  name: view.name,
  state: view.state,
  facts: notNull([addressOf(view), view.system.name, view.note]),
  view,
});

async function staffHosts(viewer: Viewer, hosts: readonly FleetHost[]): Promise<FoundHost[]> {
  const ids = hosts.flatMap(({ vmId, doubled }) => (doubled ? [] : (parseVmId(vmId) ?? [])));
  const [views, names] = await Promise.all([
    hostsForStaff(viewer, ids),
    namesOf(hosts.flatMap(({ owner }) => owner ?? [])),
  ]);
  return hosts.map((host) => {
    const { vmId, owner, address, state } = host;
    const view = views.find(({ id }) => id === vmId) ?? null;
    const customer = owner && (names.get(owner)?.name ?? names.get(owner)?.username ?? owner);
    return {
      id: vmId,
      name: view?.name ?? host.name ?? vmId,
      state: view?.state ?? state,
      facts: notNull([vmId, address, customer]),
      view,
    };
  });
}

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
