import "server-only";
import { z } from "zod";
import { customersAfter, isKnownCustomer } from "../fleet/find-anything";
import { fleetHostsAfter, wasCustomers } from "../fleet/hosts-after";
import { hostAsOpened } from "../hosts/host-read";
import { findHost, type OwnedHost } from "../hosts/owned-host";
import { isInProgress } from "../operations/operation-view";
import { operationViewOf } from "../operations/present";
import { readOperation } from "../operations/read-ledger";
import { parseUserId, parseVmId } from "../rstack/ids";
import { askOperation } from "./ask-operation";
import { type ApiAsked, type Endpoint, reads } from "./endpoint";
import { hostLists } from "./host-lists";
import { notListed, pageQuery } from "./lists";
import { PROVIDER_OFFER } from "./offers";
import { apiOperation } from "./operation-answer";
import { operationsPage, operationsQuery, waitedFor, waitQuery } from "./operations-page";
import { Problem } from "./problem";
import {
  AlreadyDone,
  FleetCustomerList,
  FleetHost,
  FleetHostList,
  Operation,
  OperationList,
} from "./view-schemas";

/** As staff open it: any host, whoever's. One that nobody owns has no customer to bill. */
async function hostOf({ token, params }: ApiAsked<unknown>): Promise<OwnedHost> {
  const owned = await findHost(token.viewer, params.id ?? "");
  if (owned === "not-asked") {
    throw new Problem("not-answering", { retryAfter: 5 });
  }
  if (!owned || owned.owner === null) {
    throw new Problem("not-found");
  }
  return owned;
}

const NO_QUERY = z.strictObject({});
const OF_HOST = ["not-found", "not-answering"] as const;

const fleetQuery = pageQuery.extend({
  customer: z
    .string()
    .max(64)
    .optional()
    .meta({ description: "Only this customer's hosts, by customer number." }),
});

/** For the provider's own programs, such as a billing system: customers, hosts and operations, and four things that an admin may do. */
export const FLEET_ENDPOINTS: readonly Endpoint[] = [
  reads({
    path: "/fleet/customers",
    name: "listFleetCustomers",
    needs: "fleet-read",
    query: pageQuery,
    answer: FleetCustomerList,
    handle: async ({ query: { after, limit } }) => {
      const from = after === undefined ? null : parseUserId(after);
      if (after !== undefined && from === null) {
        throw new Problem("bad-request", { errors: [{ field: "after", code: "invalid" }] });
      }
      if (from !== null && !(await isKnownCustomer(from))) {
        throw notListed();
      }
      const { customers, next } = await customersAfter(from, limit);
      return {
        customers: customers.map(({ userId, name, email, hosts }) => ({
          customer: userId,
          name,
          email,
          hosts,
        })),
        next,
      };
    },
  }),
  reads({
    path: "/fleet/hosts",
    name: "listFleetHosts",
    needs: "fleet-read",
    query: fleetQuery,
    answer: FleetHostList,
    handle: async ({ token, query: { customer, after, limit } }) => {
      const owner = customer === undefined ? null : parseUserId(customer);
      const from = after === undefined ? null : parseVmId(after);
      const wrong = [
        ...(customer !== undefined && owner === null ? ["customer"] : []),
        ...(after !== undefined && from === null ? ["after"] : []),
      ];
      if (wrong.length > 0) {
        throw new Problem("bad-request", { errors: wrong.map((field) => ({ field, code: "invalid" })) });
      }
      if (from !== null && !(await wasCustomers(from))) {
        throw notListed();
      }
      return fleetHostsAfter(token.viewer, { owner, after: from, limit });
    },
  }),
  reads({
    path: "/fleet/hosts/{id}",
    name: "getFleetHost",
    needs: "fleet-read",
    query: NO_QUERY,
    answer: FleetHost,
    problems: OF_HOST,
    handle: async (asked) => {
      const owned = await hostOf(asked);
      return { ...hostAsOpened(owned, asked.token.viewer).host, customer: owned.owner ?? "" };
    },
  }),
  ...hostLists({
    ...{ below: "/fleet/hosts/{id}", needs: "fleet-read", hostOf },
    names: {
      ...{ snapshots: "listFleetSnapshots", ports: "listFleetPorts", domains: "listFleetDomains" },
      ...{ media: "listFleetMedia", images: "listFleetHostImages", monitor: "getFleetMonitor" },
    },
  }),
  reads({
    path: "/fleet/hosts/{id}/operations",
    name: "listFleetHostOperations",
    needs: "fleet-read",
    query: operationsQuery,
    answer: OperationList,
    problems: OF_HOST,
    handle: async (asked) => operationsPage(await hostOf(asked), asked),
  }),
  {
    method: "POST",
    path: "/fleet/hosts/{id}/operations",
    name: "askFleetHostOperation",
    needs: "fleet-read",
    query: NO_QUERY,
    body: PROVIDER_OFFER.body,
    status: 202,
    answer: Operation,
    already: AlreadyDone,
    problems: [
      ...(["key-missing", "not-found", "busy", "protected", "not-json"] as const),
      ...(["invalid", "not-listed", "key-reused", "not-possible", "refused", "not-answering"] as const),
    ],
    handle: async (asked) => askOperation(PROVIDER_OFFER, { ...asked, owned: await hostOf(asked) }),
  },
  reads({
    path: "/fleet/operations/{id}",
    name: "getFleetOperation",
    needs: "fleet-read",
    query: waitQuery,
    answer: Operation,
    problems: ["not-found"],
    handle: async ({ token, params: { id = "" }, query: { wait }, request: { signal } }) => {
      const row = z.uuid().safeParse(id).success
        ? await waitedFor(
            () => readOperation(id),
            (found) => found === null || !isInProgress(found.outcome),
            { wait, signal },
          )
        : null;
      if (!row) {
        throw new Problem("not-found");
      }
      return apiOperation(operationViewOf(row, token.viewer), row.vmId);
    },
  }),
];
