import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { type ProvenToken, reachesShared } from "../accounts/tokens/prove-token";
import { hostsOfTenancies } from "../accounts/tokens/tokens";
import { hostOfViewer } from "../actions/host-of-viewer";
import { database } from "../db/connection";
import { tenancies } from "../db/schema";
import { hostListFor } from "../hosts/host-list";
import { hostAsOpened } from "../hosts/host-read";
import type { HostView } from "../hosts/host-view";
import type { OwnedHost } from "../hosts/owned-host";
import { trafficOfCustomer } from "../monitor/traffic/customer-traffic";
import { isInProgress } from "../operations/operation-view";
import { operationViewOf } from "../operations/present";
import { readOperation } from "../operations/read-ledger";
import { askOperation } from "./ask-operation";
import { type ApiAsked, type Endpoint, reads } from "./endpoint";
import { hostLists } from "./host-lists";
import { notListed, pageOf, pageQuery } from "./lists";
import { Traffic } from "./month-schemas";
import { CUSTOMER_OFFER } from "./offers";
import { apiOperation } from "./operation-answer";
import { operationsPage, operationsQuery, waitedFor, waitQuery } from "./operations-page";
import { Problem } from "./problem";
import { Host, HostList, Operation, OperationList } from "./view-schemas";

/** The host of the path, proven like for a form: theirs, and among those of the token. */
export async function hostOf({
  token,
  params,
}: Pick<ApiAsked<unknown>, "token" | "params">): Promise<OwnedHost> {
  const owned = await hostOfViewer(token.viewer, params.id ?? "", reachesShared(token) ? ["view"] : []);
  if (token.tenancyIds && !token.tenancyIds.includes(owned.tenancyId)) {
    throw new Problem("not-found");
  }
  return owned;
}

const NO_QUERY = z.strictObject({});
const OF_HOST = ["not-found", "not-answering"] as const;

export const CUSTOMER_ENDPOINTS: readonly Endpoint[] = [
  reads({
    path: "/hosts",
    name: "listHosts",
    needs: "read",
    query: pageQuery,
    answer: HostList,
    problems: ["not-readable"],
    handle: async ({ token, query: { after, limit } }) => {
      const { hosts, asOf, masterDownSince, unreadable } = await hostListFor(
        token.viewer,
        reachesShared(token) ? "shared" : "own",
      );
      if (unreadable !== null) {
        throw new Problem("not-readable");
      }
      const own = await ofToken(token, hosts);
      // One that left the account between two pages is still a place to go on from.
      if (after !== undefined && !own.some(({ id }) => id === after) && !(await wasTheirs(token, after))) {
        throw notListed();
      }
      const rest = own
        .filter(({ id }) => after === undefined || Number(id) > Number(after))
        .sort((a, b) => Number(a.id) - Number(b.id));
      const { rows, next } = pageOf(rest, { limit }, ({ id }) => id);
      return { hosts: rows, asOf, masterDownSince, next };
    },
  }),
  reads({
    path: "/hosts/{id}",
    name: "getHost",
    needs: "read",
    query: NO_QUERY,
    answer: Host,
    problems: OF_HOST,
    handle: async (asked) => hostAsOpened(await hostOf(asked), asked.token.viewer).host,
  }),
  ...hostLists({
    ...{ below: "/hosts/{id}", needs: "read", hostOf },
    names: {
      addresses: "listAddresses",
      ...{ snapshots: "listSnapshots", ports: "listPorts", domains: "listDomains" },
      ...{ media: "listMedia", images: "listImages", monitor: "getMonitor" },
      ...{ traffic: "getTraffic", downtime: "getDowntime" },
    },
  }),
  reads({
    path: "/traffic",
    name: "getAccountTraffic",
    needs: "read",
    query: NO_QUERY,
    answer: Traffic,
    handle: async ({ token: { viewer, tenancyIds } }) => {
      if (viewer.userId === null) {
        throw new Problem("not-found");
      }
      return trafficOfCustomer(viewer.userId, tenancyIds);
    },
  }),
  reads({
    path: "/hosts/{id}/operations",
    name: "listHostOperations",
    needs: "read",
    query: operationsQuery,
    answer: OperationList,
    problems: OF_HOST,
    handle: async (asked) => operationsPage(await hostOf(asked), asked),
  }),
  {
    method: "POST",
    path: "/hosts/{id}/operations",
    name: "askHostOperation",
    needs: "read",
    query: NO_QUERY,
    body: CUSTOMER_OFFER.body,
    status: 202,
    answer: Operation,
    problems: [
      ...(["key-missing", "scope-missing", "prove-again", "not-found", "busy", "not-json"] as const),
      ...(["invalid", "not-listed", "key-reused", "not-possible", "refused", "not-answering"] as const),
    ],
    handle: async (asked) => askOperation(CUSTOMER_OFFER, { ...asked, owned: await hostOf(asked) }),
  },
  reads({
    path: "/operations/{id}",
    name: "getOperation",
    needs: "read",
    query: waitQuery,
    answer: Operation,
    problems: OF_HOST,
    handle: async (asked) => {
      const { token, params } = asked;
      const row = z.uuid().safeParse(params.id).success ? await readOperation(params.id ?? "") : null;
      if (!row) {
        throw new Problem("not-found");
      }
      const owned = await hostOf({ ...asked, params: { id: row.vmId } });
      // What was asked before the host changed hands is the last owner's, who has it no more.
      if (row.tenancyId !== owned.tenancyId) {
        throw new Problem("not-found");
      }
      const last = await waitedFor(
        async () => (await readOperation(row.id)) ?? row,
        ({ outcome }) => !isInProgress(outcome),
        { wait: asked.query.wait, signal: asked.request.signal },
      );
      // It may have changed hands meanwhile.
      if (
        last !== row &&
        (await hostOf({ ...asked, params: { id: row.vmId } })).tenancyId !== row.tenancyId
      ) {
        throw new Problem("not-found");
      }
      return apiOperation(operationViewOf(last, token.viewer), row.vmId);
    },
  }),
];

/** Those that the token is good for: all, or its own hosts while they are this customer's. */
async function ofToken(token: ProvenToken, hosts: readonly HostView[]): Promise<HostView[]> {
  if (token.tenancyIds === null) {
    return [...hosts];
  }
  const ids = await hostsOfTenancies(token.tenancyIds);
  return hosts.filter(({ id }) => ids.has(id));
}

const wasTheirs = async ({ viewer, tenancyIds }: ProvenToken, vmId: string): Promise<boolean> =>
  (await database().$count(
    tenancies,
    and(
      eq(tenancies.vmId, vmId),
      eq(tenancies.owner, viewer.userId ?? ""),
      tenancyIds ? inArray(tenancies.id, tenancyIds) : undefined,
    ),
  )) > 0;
