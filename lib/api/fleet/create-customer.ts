import "server-only";
import { randomBytes } from "node:crypto";
import { and, eq, isNull, lt, sql } from "drizzle-orm";
import { keyedHash } from "../../accounts/secrets";
import { database } from "../../db/connection";
import { customerRequests } from "../../db/token-schema";
import { addCustomer, type CustomerChange, rowOf } from "../../fleet/customers/change-customer";
import { keepName } from "../../fleet/customers/customer-names";
import { nextCustomerNumber } from "../../fleet/customers/next-number";
import {
  customerOfReference,
  type ShopCustomer,
  saveCustomerReference,
  shopCustomersOf,
} from "../../fleet/customers/shop-customers";
import { knownCustomer } from "../../fleet/find-anything";
import { programKeyOf } from "../../operations/form-key";
import { parseUserId, type UserId } from "../../rstack/ids";
import { keyIn } from "../ask-operation";
import { type Endpoint, writes } from "../endpoint";
import { Problem } from "../problem";
import { audited } from "./audited";
import { NewCustomerRequest } from "./customer-requests";
import { FleetCustomer } from "./fleet-schemas";

export const CHANGED = [
  "not-found",
  "exists",
  "not-json",
  "invalid",
  "refused",
  "not-answering",
  "unconfirmed",
] as const;

export async function viewOf(userId: string): Promise<ShopCustomer> {
  const [view] = await shopCustomersOf([await knownCustomer(userId)]);
  if (!view) {
    throw new Problem("not-found");
  }
  return view;
}

/** So that the panel tells what RStack calls them now. */
export async function readAnew(userId: UserId): Promise<void> {
  const row = await rowOf(userId);
  if (row.ok) {
    await keepName(userId, row.user);
  }
}

/** Throws what a change came to, unless it was done. */
export function refuse(change: CustomerChange<unknown>, userId: string): void {
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

/** Made in RStack once for each key, with a number of their own. */
export const CREATION: Endpoint = writes({
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
    if (customer !== undefined && !parseUserId(customer)) {
      throw new Problem("invalid", { errors: [{ field: "customer", code: "invalid" }] });
    }
    const before = await requestOf(formKey);
    const holder = reference && !before ? await customerOfReference(reference) : null;
    if (holder) {
      throw new Problem("exists", { customer: holder });
    }
    const { row, isNew } = before
      ? { row: before, isNew: false }
      : await claimNumber({ formKey, bodyHash }, customer ?? null);
    if (row.bodyHash !== bodyHash) {
      throw new Problem("key-reused");
    }
    const userId = row.userId as UserId;
    const finish = async () => {
      if (reference) {
        await saveCustomerReference(userId, reference);
      }
      await readAnew(userId);
      await database()
        .update(customerRequests)
        .set({ outcome: "done" })
        .where(and(eq(customerRequests.formKey, formKey), isNull(customerRequests.outcome)));
    };
    const answer = async (replayed: boolean) => ({
      body: await viewOf(userId),
      headers: {
        location: `/api/v1/fleet/customers/${encodeURIComponent(userId)}`,
        ...(replayed && { "idempotent-replayed": "true" }),
      },
    });
    if (row.outcome === "done") {
      return answer(true);
    }
    if (!isNew) {
      // It goes on, or its process ended before it came back: RStack knows, and has each number once.
      const there = await rowOf(userId);
      if (there.ok && there.user.username === fields.username) {
        await finish();
        return answer(true);
      }
      if (there.ok || there.code !== "not-found" || !(await takesOver(formKey))) {
        throw new Problem("unconfirmed");
      }
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
      await finish();
      return answer(false);
    });
  },
});

type RequestRow = typeof customerRequests.$inferSelect;

async function requestOf(formKey: string): Promise<RequestRow | undefined> {
  const [row] = await database().select().from(customerRequests).where(eq(customerRequests.formKey, formKey));
  return row;
}

/** Writes a request down; where no number was asked for, with the next free one, which no other request at the same moment gets. */
async function claimNumber(
  request: Pick<RequestRow, "formKey" | "bodyHash">,
  asked: string | null,
): Promise<{ row: RequestRow; isNew: boolean }> {
  const userId = asked ?? (await nextCustomerNumber());
  if (userId === null) {
    throw new Problem("not-answering", { retryAfter: 5 });
  }
  const made = await database().transaction(async (tx) => {
    await tx.execute(sql`lock table ${customerRequests} in share row exclusive mode`);
    const isTaken =
      asked === null && (await tx.$count(customerRequests, eq(customerRequests.userId, userId))) > 0;
    const values = { ...request, userId };
    return isTaken ? [] : tx.insert(customerRequests).values(values).onConflictDoNothing().returning();
  });
  const row = made[0] ?? (await requestOf(request.formKey));
  return row ? { row, isNew: made.length > 0 } : claimNumber(request, asked);
}

/** Whether this request goes on where an earlier one of its key ended a while ago, nobody knows how. */
async function takesOver(formKey: string): Promise<boolean> {
  const left = await database()
    .update(customerRequests)
    .set({ startedAt: sql`now()` })
    .where(
      and(
        eq(customerRequests.formKey, formKey),
        isNull(customerRequests.outcome),
        lt(customerRequests.startedAt, sql`now() - interval '1 minute'`),
      ),
    )
    .returning();
  return left.length > 0;
}
