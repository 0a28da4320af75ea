import "server-only";
import { and, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { isRstackAdmin } from "@/lib/accounts/sign-in/sign-in-eligibility";
import { database } from "@/lib/db/connection";
import { operations } from "@/lib/db/schema";
import { orders } from "@/lib/db/token-schema";
import { every } from "@/lib/every";
import { master } from "@/lib/master";
import { instanceId } from "@/lib/operations/instance";
import { inMs, LEASE_MS } from "@/lib/operations/leases";
import type { Fault } from "@/lib/rstack/outcome";
import type { NewHost } from "@/lib/rstack/provider-inputs";
import { readCustomer } from "../customers/find-customers";
import { knownHosts } from "../hosts/create-host";
import { placeText } from "../hosts/place";
import { lookForHost } from "./follow-orders";
import { type Holder, holderOf, lockReferences, type OrderRow } from "./services";

export interface OrderAsked {
  reference: string;
  /** With its password, which stays in memory alone. */
  host: NewHost;
  planId: string | null;
  /** As the ledger keys what an account's programs send. */
  formKey: string;
  bodyHash: string;
  actor: { accountId: string; tokenId: string; name: string; language: "en" | "zh-CN" };
}

export type Placed =
  | { ok: true; order: OrderRow; replayed: boolean }
  | { ok: false; code: "key-reused" }
  | { ok: false; code: "exists"; holder: Holder };

const RENEW_MS = 2_500;

/**
 * Makes a host once for each key, and for each reference at a time. Its row stands before the call; what comes of it is
 * written there. Returns once RStack has answered.
 */
export async function placeOrder(asked: OrderAsked): Promise<Placed> {
  const opened = await openOrder(asked);
  if (!opened.ok || opened.replayed) {
    return opened;
  }
  const { id } = opened.order;
  const { stop } = every(RENEW_MS, "an order's lease could not be renewed", () => renew(id));
  try {
    await send(opened.order, asked.host);
  } finally {
    stop();
  }
  const order = await readOrder(id);
  return { ok: true, order: order ?? opened.order, replayed: false };
}

export async function readOrder(id: string): Promise<OrderRow | null> {
  const [row] = await database().select().from(orders).where(eq(orders.id, id));
  return row ?? null;
}

async function openOrder({ reference, host, planId, formKey, bodyHash, actor }: OrderAsked): Promise<Placed> {
  const sameName = and(
    eq(orders.owner, host.owner),
    eq(orders.name, host.name),
    inArray(orders.outcome, ["open", "checking", "unconfirmed"]),
  );
  return database().transaction(async (tx): Promise<Placed> => {
    await lockReferences(tx);
    const rows = await tx
      .select()
      .from(orders)
      .where(or(eq(orders.formKey, formKey), sameName));
    const before = rows.find((row) => row.formKey === formKey);
    if (before) {
      return before.bodyHash === bodyHash
        ? { ok: true, order: before, replayed: true }
        : { ok: false, code: "key-reused" };
    }
    if ((await tx.$count(operations, eq(operations.formKey, formKey))) > 0) {
      return { ok: false, code: "key-reused" };
    }
    const [named] = rows;
    const holder = named ? { order: named } : await holderOf(reference, tx);
    if (holder) {
      return { ok: false, code: "exists", holder };
    }
    const [order] = await tx
      .insert(orders)
      .values({
        ...{ formKey, bodyHash, reference, planId, outcome: "open" },
        ...{ accountId: actor.accountId, tokenId: actor.tokenId, actorName: actor.name },
        ...{ owner: host.owner, name: host.name, place: placeText(host.place), imageId: host.imageId },
        ...{ language: actor.language, claimedBy: instanceId(), claimedUntil: inMs(LEASE_MS) },
      })
      .returning();
    if (!order) {
      throw new Error("the order's row was not returned");
    }
    return { ok: true, order, replayed: false };
  });
}

const mine = (id: string) =>
  and(eq(orders.id, id), eq(orders.outcome, "open"), eq(orders.claimedBy, instanceId()));

const renew = (id: string) =>
  database()
    .update(orders)
    .set({ claimedUntil: inMs(LEASE_MS) })
    .where(mine(id));

/** The lease goes with it: from then on any instance looks for the host. */
const write = (id: string, set: PgUpdateSetSource<typeof orders>) =>
  database()
    .update(orders)
    .set({ ...set, claimedBy: null, claimedUntil: null })
    .where(mine(id));

const end = (id: string, set: PgUpdateSetSource<typeof orders>) =>
  database()
    .update(orders)
    .set({ ...set, endedAt: sql`now()`, claimedBy: null, claimedUntil: null })
    .where(mine(id));

const notSent = (id: string, notSentCause: string) => end(id, { outcome: "not-sent", notSentCause });

const causeOf = (fault: Fault): string => (fault.kind === "not-sent" ? fault.cause : "no-answer");

async function send(order: OrderRow, host: NewHost): Promise<void> {
  const { id } = order;
  const options = { priority: "command", language: order.language === "zh-CN" ? "zh-CN" : "en" } as const;
  const customer = await readCustomer(host.owner, "command");
  if (customer.found === "fault") {
    const { fault } = customer;
    await (fault.kind === "refused"
      ? end(id, { outcome: "not-sent", notSentCause: "lookup-refused", refusal: fault.text })
      : notSent(id, causeOf(fault)));
    return;
  }
  if (customer.found !== "one" || isRstackAdmin(customer.user)) {
    await notSent(id, "no-such-customer");
    return;
  }
  const { ids, isListed } = await knownHosts(host);
  let withdrawn = false;
  const beforeSend = async () => {
    const marked = await database()
      .update(orders)
      .set({ sentAt: sql`now()`, knownIds: [...ids], isListed, claimedUntil: inMs(LEASE_MS) })
      .where(and(mine(id), isNull(orders.sentAt), gt(orders.claimedUntil, sql`now()`)))
      .returning({ id: orders.id });
    withdrawn = marked.length === 0;
    return !withdrawn;
  };
  const answer = await master().createHost(host, { ...options, beforeSend });
  if (withdrawn) {
    return;
  }
  if (answer.ok) {
    await write(id, { acceptedAt: sql`now()`, vmId: answer.value.vmId });
    const accepted = await readOrder(id);
    if (accepted) {
      await lookForHost(accepted);
    }
    return;
  }
  const { fault } = answer;
  if (fault.kind === "refused") {
    await end(id, { outcome: "refused", refusal: fault.text });
  } else if (fault.kind === "not-sent") {
    await notSent(id, fault.cause);
  } else {
    await write(id, { outcome: "checking" });
  }
}
