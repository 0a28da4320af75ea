import "server-only";
import { z } from "zod";
import { deleteCustomer, editCustomer, rowOf, saveCustomer } from "../../fleet/customers/change-customer";
import { changeNumber } from "../../fleet/customers/change-number";
import { customerFormOf } from "../../fleet/customers/customer-form";
import { keepName } from "../../fleet/customers/customer-names";
import {
  customerOfReference,
  saveCustomerReference,
  shopCustomersBy,
  shopCustomersOf,
} from "../../fleet/customers/shop-customers";
import { customersAfter, isKnownCustomer } from "../../fleet/find-anything";
import { parseUserId, type UserId } from "../../rstack/ids";
import { type Endpoint, reads, writes } from "../endpoint";
import { notListed, pageQuery } from "../lists";
import { Problem } from "../problem";
import { audited } from "./audited";
import { CHANGED, CREATION, readAnew, refuse, viewOf } from "./create-customer";
import { CustomerChangeRequest } from "./customer-requests";
import { FleetCustomer, FleetCustomerList } from "./fleet-schemas";

/** The number of the path. */
function numberIn(params: Readonly<Record<string, string>>): UserId {
  const userId = parseUserId(params.customer);
  if (!userId) {
    throw new Problem("not-found");
  }
  return userId;
}

const filters = pageQuery.extend({
  email: z.string().max(254).optional(),
  name: z.string().max(300).optional(),
  reference: z.string().max(100).optional(),
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
