import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { makeSignInCode, type SsoRefusal } from "../../accounts/sign-in/sso";
import { config } from "../../config";
import { fleetHostsAfter, wasCustomers } from "../../fleet/hosts-after";
import { findInLedger, isInLedger } from "../../fleet/operations/read-fleet-ledger";
import { differenceAfter, differences } from "../../fleet/orders/differences";
import { findHost } from "../../hosts/owned-host";
import { LEDGER_KINDS, OPERATION_OUTCOMES } from "../../operations/operation-view";
import { parseUserId, parseVmId } from "../../rstack/ids";
import { type Endpoint, reads, writes } from "../endpoint";
import { notListed, pageQuery } from "../lists";
import { Problem } from "../problem";
import { audited } from "./audited";
import { fleetOperationsOf } from "./fleet-operations";
import { DifferenceList, FleetOperationList, SignInLink, UsageList } from "./fleet-schemas";

const PAGES = ["console", "monitor", "snapshots", "network", "activity", "settings"] as const;

/** Where the link leads: a host of this customer's and one of its pages, or the list of their hosts. */
export const SignInLinkRequest = z.strictObject({
  to: z.strictObject({ host: z.string().max(20), page: z.enum(PAGES).optional() }).optional(),
});

const NO_LINK: Partial<Record<SsoRefusal, "not-answering" | "not-found">> = {
  "master-down": "not-answering",
  "no-customer": "not-found",
};

const LINKS: Endpoint = writes({
  method: "POST",
  path: "/fleet/customers/{customer}/sign-in-links",
  name: "createSignInLink",
  needs: "fleet-sign-in",
  keyless: true,
  body: SignInLinkRequest,
  status: 201,
  answer: SignInLink,
  problems: ["not-found", "not-json", "invalid", "not-answering", "account-unusable"],
  handle: async ({ token, params, input: { to } }) => {
    const userId = parseUserId(params.customer);
    if (!userId) {
      throw new Problem("not-found");
    }
    const owned = to ? await findHost(token.viewer, to.host) : null;
    if (owned === "not-asked") {
      throw new Problem("not-answering", { retryAfter: 5 });
    }
    if (to && owned?.owner !== userId) {
      throw new Problem("invalid", { errors: [{ field: "to.host", code: "not-listed" }] });
    }
    const path = to ? ["/hosts", to.host, ...(to.page ? [to.page] : [])].join("/") : "/hosts";
    return audited(token, { action: "sign-in-link-made", userId, subject: path }, async () => {
      const made = await makeSignInCode(userId, token.name);
      if (!made.ok) {
        throw new Problem(NO_LINK[made.why] ?? "account-unusable");
      }
      const url = new URL(`/sso/${made.code}`, config().panelOrigin);
      url.searchParams.set("next", path);
      return { body: { url: url.href, expiresAt: made.expiresAt.toISOString() } };
    });
  },
});

const operationsFilter = pageQuery.extend({
  after: z.uuid().optional(),
  host: z.string().max(20).optional(),
  customer: z.string().max(64).optional(),
  kind: z.enum(LEDGER_KINDS).optional(),
  outcome: z.enum(OPERATION_OUTCOMES).optional(),
  since: z.iso.datetime().optional(),
});
const usageQuery = pageQuery.extend({ customer: z.string().max(64).optional() });

export const SHOP_ENDPOINTS: readonly Endpoint[] = [
  reads({
    path: "/fleet/operations",
    name: "listFleetOperations",
    needs: "fleet-read",
    query: operationsFilter,
    answer: FleetOperationList,
    handle: async ({ token, query: { limit, outcome, since, ...filter } }) => {
      if (filter.after !== undefined && !(await isInLedger(filter.after))) {
        throw notListed();
      }
      const outcomes = outcome && [outcome];
      const { rows, next } = await findInLedger(
        { ...filter, ...(outcomes && { outcomes }), ...(since && { since: sql`${since}::timestamptz` }) },
        limit,
      );
      return { operations: await fleetOperationsOf(rows, token.viewer), next };
    },
  }),
  reads({
    path: "/fleet/usage",
    name: "listFleetUsage",
    needs: "fleet-read",
    query: usageQuery,
    answer: UsageList,
    handle: async ({ token, query: { customer, after, limit } }) => {
      const owner = customer === undefined ? null : parseUserId(customer);
      const from = after === undefined ? null : parseVmId(after);
      if ((customer !== undefined && !owner) || (after !== undefined && !from)) {
        const field = from || after === undefined ? "customer" : "after";
        throw new Problem("bad-request", { errors: [{ field, code: "invalid" }] });
      }
      if (from !== null && !(await wasCustomers(from))) {
        throw notListed();
      }
      const { hosts, next } = await fleetHostsAfter(token.viewer, { owner, after: from, limit });
      return {
        rows: hosts.map(({ id, reference, customer: number, plan, cpuCores, memoryMb, diskGb, traffic }) => ({
          ...{ hostId: id, reference, customer: number, plan, cpuCores, memoryMb, diskGb, traffic },
        })),
        next,
      };
    },
  }),
  reads({
    path: "/fleet/differences",
    name: "listDifferences",
    needs: "fleet-read",
    query: pageQuery,
    answer: DifferenceList,
    handle: async ({ query: { after: cursor, limit } }) => {
      const after = cursor === undefined ? null : differenceAfter(cursor);
      if (cursor !== undefined && !after) {
        throw notListed();
      }
      const { rows, next } = await differences({ after, limit });
      return { differences: rows.map(({ hostName: _, ...row }) => row), next };
    },
  }),
  LINKS,
];
