import "server-only";
import { z } from "zod";
import { keyedHash } from "../../accounts/secrets";
import type { ProvenToken } from "../../accounts/tokens/prove-token";
import { fleetHostsAfter, type ShopHostFilter, shopFieldsOf, wasCustomers } from "../../fleet/hosts-after";
import { placeOrder } from "../../fleet/orders/place-order";
import { type Holder, saveService, servicesOf } from "../../fleet/orders/services";
import { hostAsOpened, hostViewOf } from "../../hosts/host-read";
import { readLabel } from "../../hosts/labels/label-text";
import { labelOf, saveLabel } from "../../hosts/labels/labels";
import { findHost, type OwnedHost } from "../../hosts/owned-host";
import { programKeyOf } from "../../operations/form-key";
import { HOST_STATES } from "../../operations/host-states";
import { isInProgress } from "../../operations/operation-view";
import { parseLinkPattern } from "../../provider/link-pattern";
import { knownPlans } from "../../provider/plans";
import { parseUserId, parseVmId } from "../../rstack/ids";
import { askOperation, keyIn } from "../ask-operation";
import { type ApiAsked, type Endpoint, reads, writes } from "../endpoint";
import { hostLists } from "../host-lists";
import { notListed, pageQuery } from "../lists";
import { PROVIDER_OFFER } from "../offers";
import { operationsPage, operationsQuery, waitedFor, waitQuery } from "../operations-page";
import { Problem } from "../problem";
import { OperationList } from "../view-schemas";
import { audited } from "./audited";
import { fleetOperationOf, outcomeOf, readAnyOperation } from "./fleet-operations";
import { FleetAlreadyDone, FleetHost, FleetHostList, FleetOperation, PlanList } from "./fleet-schemas";
import { hostOfOrder, OrderRequest, referenceField } from "./order-request";

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
  reference: referenceField.optional(),
  name: z.string().max(255).optional(),
  address: z.string().max(45).optional(),
  state: z.enum(HOST_STATES).optional(),
  plan: z.uuid().optional(),
  changedSince: z.iso.datetime().optional(),
});

const link = z
  .url({ protocol: /^https$/ })
  .max(500)
  .refine((url) => parseLinkPattern(url) !== null)
  .meta({ description: "`{customer}` and `{host}` in it become their numbers." });
const plainText = z
  .string()
  .trim()
  .max(60)
  .regex(/^[^\p{C}]*$/u);

/** What a shop may say of a host; null takes it away. */
export const HostChangeRequest = z.strictObject({
  reference: referenceField.nullable().optional(),
  name: z.string().max(200).nullable().optional(),
  note: z.string().max(2_000).nullable().optional(),
  paidUntil: z.iso.datetime().nullable().optional(),
  priceText: plainText
    .nullable()
    .optional()
    .meta({ description: "Shown to the customer, such as `€ 9.90 a month`." }),
  renewUrl: link.nullable().optional(),
  upgradeUrl: link.nullable().optional(),
});

/** What has the reference already. */
async function existing(holder: Holder, token: ProvenToken): Promise<Problem> {
  return "host" in holder
    ? new Problem("exists", { host: holder.host })
    : new Problem("exists", { operation: await fleetOperationOf(holder, token.viewer) });
}

async function fleetHostOf(owned: OwnedHost, token: ProvenToken, isFresh = false) {
  const host = isFresh ? await hostViewOf(owned, token.viewer) : hostAsOpened(owned, token.viewer).host;
  const service = (await servicesOf([owned.tenancyId])).get(owned.tenancyId);
  return { ...host, customer: owned.owner ?? "", ...shopFieldsOf(service, owned.row) };
}

const ORDERS: Endpoint = writes({
  method: "POST",
  path: "/fleet/hosts",
  name: "orderFleetHost",
  needs: "fleet-provision",
  body: OrderRequest,
  status: 202,
  answer: FleetOperation,
  problems: ["key-missing", "exists", "not-json", "invalid", "key-reused"],
  handle: async ({ request, token, input }) => {
    const key = keyIn(request);
    const asked = hostOfOrder(input, await knownPlans());
    if (!asked.ok) {
      throw new Problem("invalid", { errors: asked.errors });
    }
    const { viewer } = token;
    const placed = await placeOrder({
      ...{ reference: input.reference, host: asked.host, planId: input.plan ?? null },
      formKey: programKeyOf(viewer.accountId, key),
      bodyHash: keyedHash("order", JSON.stringify(Object.entries(input).sort())),
      actor: {
        ...{ accountId: viewer.accountId, tokenId: token.id, name: viewer.displayName },
        language: viewer.locale ?? "en",
      },
    });
    if (!placed.ok) {
      throw placed.code === "exists" ? await existing(placed.holder, token) : new Problem("key-reused");
    }
    return {
      body: await fleetOperationOf(placed, viewer),
      headers: {
        location: `/api/v1/fleet/operations/${placed.order.id}`,
        ...(placed.replayed && { "idempotent-replayed": "true" }),
      },
    };
  },
});

const CHANGES: Endpoint = writes({
  method: "PATCH",
  path: "/fleet/hosts/{id}",
  name: "changeFleetHost",
  needs: "fleet-provision",
  body: HostChangeRequest,
  status: 200,
  answer: FleetHost,
  problems: [...OF_HOST, "exists", "not-json", "invalid"],
  handle: async (asked) => {
    const { token, input } = asked;
    const owned = await hostOf(asked);
    const { name, note, paidUntil, ...service } = input;
    const kept = await labelOf(owned.tenancyId);
    const label = readLabel({
      name: (name === undefined ? kept.name : name) ?? "",
      note: (note === undefined ? kept.note : note) ?? "",
    });
    if (!label.ok) {
      throw new Problem("invalid", {
        errors: Object.entries(label.fields).map(([field, code]) => ({ field, code })),
      });
    }
    const event = {
      ...({ action: "host-service-changed", userId: owned.owner, vmId: owned.vmId } as const),
      ...{ subject: owned.row.name, detail: { fields: Object.keys(input) } },
    };
    return audited(token, event, async () => {
      const holder = await saveService(owned, {
        ...service,
        ...(paidUntil !== undefined && { paidUntil: paidUntil === null ? null : new Date(paidUntil) }),
      });
      if (holder) {
        throw await existing(holder, token);
      }
      if (name !== undefined || note !== undefined) {
        await saveLabel(owned, label.label);
      }
      return { body: await fleetHostOf(owned, token, true) };
    });
  },
});

/** Customers' hosts, what a program may ask of them, and orders for new ones. */
export const FLEET_HOST_ENDPOINTS: readonly Endpoint[] = [
  reads({
    path: "/fleet/plans",
    name: "listPlans",
    needs: "fleet-read",
    query: NO_QUERY,
    answer: PlanList,
    handle: async () => ({ plans: await knownPlans(), next: null }),
  }),
  reads({
    path: "/fleet/hosts",
    name: "listFleetHosts",
    needs: "fleet-read",
    query: fleetQuery,
    answer: FleetHostList,
    handle: async ({ token, query: { customer, after, changedSince, ...filter } }) => {
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
      const narrowed: ShopHostFilter = {
        ...{ ...filter, owner },
        ...(changedSince !== undefined && { changedSince: new Date(changedSince) }),
      };
      return fleetHostsAfter(token.viewer, { ...narrowed, after: from, limit: filter.limit });
    },
  }),
  ORDERS,
  reads({
    path: "/fleet/hosts/{id}",
    name: "getFleetHost",
    needs: "fleet-read",
    query: NO_QUERY,
    answer: FleetHost,
    problems: OF_HOST,
    handle: async (asked) => fleetHostOf(await hostOf(asked), asked.token),
  }),
  CHANGES,
  ...hostLists({
    ...{ below: "/fleet/hosts/{id}", needs: "fleet-read", hostOf },
    names: {
      addresses: "listFleetAddresses",
      ...{ snapshots: "listFleetSnapshots", ports: "listFleetPorts", domains: "listFleetDomains" },
      ...{ media: "listFleetMedia", images: "listFleetHostImages", monitor: "getFleetMonitor" },
      ...{ traffic: "getFleetTraffic", downtime: "getFleetDowntime" },
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
    needs: "fleet",
    query: NO_QUERY,
    body: PROVIDER_OFFER.body,
    status: 202,
    answer: FleetOperation,
    already: FleetAlreadyDone,
    problems: [
      ...(["key-missing", "not-found", "busy", "protected", "not-json"] as const),
      ...(["invalid", "not-listed", "key-reused", "not-possible", "refused", "not-answering"] as const),
    ],
    handle: async (asked) => {
      const owned = await hostOf(asked);
      const answered = await askOperation(PROVIDER_OFFER, { ...asked, owned });
      const service = (await servicesOf([owned.tenancyId])).get(owned.tenancyId);
      const named = { customer: owned.owner, reference: service?.reference ?? null };
      return { ...answered, body: { waiting: false, ...(answered.body as object), ...named } };
    },
  },
  reads({
    path: "/fleet/operations/{id}",
    name: "getFleetOperation",
    needs: "fleet",
    query: waitQuery,
    answer: FleetOperation,
    problems: ["not-found"],
    handle: async ({ token, params: { id = "" }, query: { wait }, request: { signal } }) => {
      const found = await waitedFor(
        () => readAnyOperation(id),
        (one) => one === null || !isInProgress(outcomeOf(one)),
        { wait, signal },
      );
      if (!found) {
        throw new Problem("not-found");
      }
      return fleetOperationOf(found, token.viewer);
    },
  }),
];
