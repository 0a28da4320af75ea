import "server-only";
import { randomBytes } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { keyedHash } from "../../accounts/secrets";
import { database } from "../../db/connection";
import { customerRequests } from "../../db/token-schema";
import {
  addCustomer,
  type CustomerChange,
  deleteCustomer,
  editCustomer,
  rowOf,
  saveCustomer,
} from "../../fleet/customers/change-customer";
import { changeNumber } from "../../fleet/customers/change-number";
import { customerFormOf } from "../../fleet/customers/customer-form";
import { keepName } from "../../fleet/customers/customer-names";
import { nextCustomerNumber } from "../../fleet/customers/next-number";
import {
  customerOfReference,
  type ShopCustomer,
  saveCustomerReference,
  shopCustomersBy,
  shopCustomersOf,
} from "../../fleet/customers/shop-customers";
import { customersAfter, isKnownCustomer, knownCustomer } from "../../fleet/find-anything";
import { programKeyOf } from "../../operations/form-key";
import { parseUserId, type UserId } from "../../rstack/ids";
import { keyIn } from "../ask-operation";
import { type Endpoint, reads, writes } from "../endpoint";
import { notListed, pageQuery } from "../lists";
import { Problem } from "../problem";
import { audited } from "./audited";
import { CustomerChangeRequest, NewCustomerRequest } from "./customer-requests";
import { FleetCustomer, FleetCustomerList } from "./fleet-schemas";

const CHANGED = [
  "not-found",
  "exists",
  "not-json",
  "invalid",
  "refused",
  "not-answering",
  "unconfirmed",
] as const;

async function viewOf(userId: string): Promise<ShopCustomer> {
  const [view] = await shopCustomersOf([await knownCustomer(userId)]);
  if (!view) {
    throw new Problem("not-found");
  }
  return view;
}

/** The number of the path. */
function numberIn(params: Readonly<Record<string, string>>): UserId {
  const userId = parseUserId(params.customer);
  if (!userId) {
    throw new Problem("not-found");
  }
  return userId;
}

/** So that the panel tells what RStack calls them now. */
async function readAnew(userId: UserId): Promise<void> {
  const row = await rowOf(userId);
  if (row.ok) {
    await keepName(userId, row.user);
  }
}

/** Throws what a change came to, unless it was done. */
function refuse(change: CustomerChange<unknown>, userId: string): void {
  if (change.ok) {
    return;
  }
  switch (change.code) {
    case "refused":
      throw new Problem("refused", { detail: change.said });
    case "number-taken":
      throw new Problem("exists", { customer: userId });
    case "has-hosts":
    case "not-found":
    case "unconfirmed":
      throw new Problem(change.code);
    case "changed-meanwhile":
      throw new Problem("unconfirmed");
    default:
      throw new Problem("not-answering", { retryAfter: 5 });
  }
}

const filters = pageQuery.extend({
  email: z.string().max(254).optional(),
  name: z.string().max(300).optional(),
  reference: z.string().max(100).optional(),
});

const CREATION: Endpoint = writes({
  method: "POST",
  path: "/fleet/customers",
  name: "createFleetCustomer",
  needs: "fleet-provision",
  body: NewCustomerRequest,
  status: 201,
  answer: FleetCustomer,
  problems: ["key-missing", "key-reused", ...CHANGED],
  handle: async ({ request, token, input }) => {
    const formKey = programKeyOf(token.viewer.accountId, keyIn(request));
    const bodyHash = keyedHash("customer", JSON.stringify(Object.entries(input).sort()));
    const { customer, password, reference, ...fields } = input;
    const [before] = await database()
      .select()
      .from(customerRequests)
      .where(eq(customerRequests.formKey, formKey));
    const wanted = before?.userId ?? customer ?? (await nextCustomerNumber());
    const userId = parseUserId(wanted);
    if (!userId) {
      throw wanted === null
        ? new Problem("not-answering", { retryAfter: 5 })
        : new Problem("invalid", { errors: [{ field: "customer", code: "invalid" }] });
    }
    const holder = reference && !before ? await customerOfReference(reference) : null;
    if (holder) {
      throw new Problem("exists", { customer: holder });
    }
    const [mine] = await database()
      .insert(customerRequests)
      .values({ formKey, bodyHash, userId })
      .onConflictDoNothing()
      .returning();
    const answer = async (replayed: boolean) => ({
      body: await viewOf(userId),
      headers: {
        location: `/api/v1/fleet/customers/${encodeURIComponent(userId)}`,
        ...(replayed && { "idempotent-replayed": "true" }),
      },
    });
    if (!mine) {
      const [row] = await database()
        .select()
        .from(customerRequests)
        .where(eq(customerRequests.formKey, formKey));
      if (row?.bodyHash !== bodyHash) {
        throw new Problem("key-reused");
      }
      if (row.outcome === "done") {
        return answer(true);
      }
      throw new Problem("unconfirmed");
    }
    const event = { action: "customer-created", userId, subject: fields.username } as const;
    return audited(token, event, async () => {
      const made = await addCustomer({
        ...{ ...fields, userId },
        password: password ?? randomBytes(18).toString("base64url"),
      });
      if (!made.ok && made.code !== "unconfirmed") {
        // Nothing was done: the same key may come again.
        await database().delete(customerRequests).where(eq(customerRequests.formKey, formKey));
      }
      refuse(made, userId);
      if (reference) {
        await saveCustomerReference(userId, reference);
      }
      await readAnew(userId);
      await database()
        .update(customerRequests)
        .set({ outcome: "done" })
        .where(and(eq(customerRequests.formKey, formKey), isNull(customerRequests.outcome)));
      return answer(false);
    });
  },
});

const CHANGE: Endpoint = writes({
  method: "PATCH",
  path: "/fleet/customers/{customer}",
  name: "changeFleetCustomer",
  needs: "fleet-provision",
  body: CustomerChangeRequest,
  status: 200,
  answer: FleetCustomer,
  problems: CHANGED,
  handle: async ({ token, params, input }) => {
    let userId = numberIn(params);
    const { disabled, reinstallNotBefore, number, reference, ...texts } = input;
    const to = number === undefined ? null : parseUserId(number);
    if (number !== undefined && !to) {
      throw new Problem("invalid", { errors: [{ field: "number", code: "invalid" }] });
    }
    const row = await rowOf(userId);
    if (!row.ok) {
      refuse(row, userId);
      throw new Problem("not-found");
    }
    const event = {
      ...({ action: "customer-edited", userId, subject: row.user.username } as const),
      detail: { fields: Object.keys(input) },
    };
    return audited(token, event, async () => {
      if (reference !== undefined && !(await saveCustomerReference(userId, reference))) {
        throw new Problem("exists", { customer: (await customerOfReference(reference ?? "")) ?? userId });
      }
      const form = {
        ...texts,
        ...(reinstallNotBefore !== undefined && { noReinstallBefore: reinstallNotBefore ?? "" }),
      };
      if (Object.keys(form).length > 0) {
        refuse(await saveCustomer(userId, form, customerFormOf(row.user)), userId);
      }
      if (disabled !== undefined) {
        refuse(await editCustomer(userId, { isDisabled: disabled }), userId);
      }
      if (to && to !== userId) {
        refuse(await changeNumber(userId, to, token.viewer), to);
        userId = to;
      }
      await readAnew(userId);
      return { body: await viewOf(userId) };
    });
  },
});

const DELETION: Endpoint = {
  method: "DELETE",
  path: "/fleet/customers/{customer}",
  name: "deleteFleetCustomer",
  needs: "fleet-destroy",
  query: z.strictObject({}),
  body: null,
  status: 204,
  answer: null,
  problems: ["has-hosts", "not-found", "refused", "not-answering", "unconfirmed"],
  handle: async ({ token, params }) => {
    const userId = numberIn(params);
    const event = { action: "customer-deleted", userId, subject: userId } as const;
    return audited(token, event, async () => {
      refuse(await deleteCustomer(userId, false), userId);
      await keepName(userId, null);
      return { body: null };
    });
  },
};

export const FLEET_CUSTOMER_ENDPOINTS: readonly Endpoint[] = [
  reads({
    path: "/fleet/customers",
    name: "listFleetCustomers",
    needs: "fleet-read",
    query: filters,
    answer: FleetCustomerList,
    handle: async ({ query: { after, limit, ...by } }) => {
      const from = after === undefined ? null : parseUserId(after);
      if (after !== undefined && from === null) {
        throw new Problem("bad-request", { errors: [{ field: "after", code: "invalid" }] });
      }
      if (Object.values(by).some((value) => value !== undefined)) {
        return { customers: await shopCustomersBy(by), next: null };
      }
      if (from !== null && !(await isKnownCustomer(from))) {
        throw notListed();
      }
      const { customers, next } = await customersAfter(from, limit);
      return { customers: await shopCustomersOf(customers), next };
    },
  }),
  CREATION,
  reads({
    path: "/fleet/customers/{customer}",
    name: "getFleetCustomer",
    needs: "fleet-read",
    query: z.strictObject({}),
    answer: FleetCustomer,
    problems: ["not-found"],
    handle: async ({ params }) => {
      const userId = numberIn(params);
      if (!(await isKnownCustomer(userId))) {
        throw new Problem("not-found");
      }
      return viewOf(userId);
    },
  }),
  CHANGE,
  DELETION,
];
