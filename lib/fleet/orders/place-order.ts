import "server-only";
import { and, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { isRstackAdmin } from "@/lib/accounts/sign-in/sign-in-eligibility";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { orders, shownOperations } from "@/lib/db/token-schema";
import { every } from "@/lib/every";
import { unreadableIn } from "@/lib/hosts/list-problem";
import { readProfile } from "@/lib/hosts/mirror/profile";
import { log } from "@/lib/log";
import { master } from "@/lib/master";
import { instanceId } from "@/lib/operations/instance";
import { inMs, LEASE_MS, RELEASED } from "@/lib/operations/leases";
import { currentRequest } from "@/lib/request-context";
import { type Fault, hasContent } from "@/lib/rstack/outcome";
import type { NewHost } from "@/lib/rstack/provider-inputs";
import type { CreatedHost } from "@/lib/rstack/provider-rows";
import { readCustomer } from "../customers/find-customers";
import { placeText } from "../hosts/place";
import { lookForHost } from "./follow-orders";
import { type Holder, holderOf, lockReferences, type OrderRow } from "./services";

export interface OrderAsked {
  /** Of a shop's; null of staff's. */
  reference: string | null;
  /** With its password, which stays in memory alone. */
  host: NewHost;
  planId: string | null;
  /** As the ledger keys what an account's programs send. */
  formKey: string;
  bodyHash: string;
  actor: {
    accountId: string;
    /** Null: staff. */
    tokenId: string | null;
    name: string;
    language: "en" | "zh-CN";
  };
}

export type Placed =
  /** `made`: what RStack answered, with the host's password; null where it didn't, and of one that was placed before. */
  | { ok: true; order: OrderRow; replayed: boolean; made: CreatedHost | null }
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
  const made = await send(opened.order, asked.host).finally(stop);
  const order = await readOrder(id);
  return { ok: true, order: order ?? opened.order, replayed: false, made };
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
        ? { ok: true, order: before, replayed: true, made: null }
        : { ok: false, code: "key-reused" };
    }
    if ((await tx.$count(shownOperations, eq(shownOperations.formKey, formKey))) > 0) {
      return { ok: false, code: "key-reused" };
    }
    const [named] = rows;
    const holder = named ? { order: named } : reference && (await holderOf(reference, tx));
    if (holder) {
      return { ok: false, code: "exists", holder };
    }
    const [order] = await tx
      .insert(orders)
      .values({
        ...{ formKey, bodyHash, reference, planId, outcome: "open" },
        ...{ accountId: actor.accountId, tokenId: actor.tokenId },
        ...{ actorName: actor.name, address: currentRequest()?.address ?? null },
        ...{ owner: host.owner, name: host.name, place: placeText(host.place), imageId: host.imageId },
        ...{ language: actor.language, claimedBy: instanceId(), claimedUntil: inMs(LEASE_MS) },
      })
      .returning();
    if (!order) {
      throw new Error("the order's row was not returned");
    }
    return { ok: true, order, replayed: false, made: null };
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
    .set({ ...set, ...RELEASED })
    .where(mine(id));

const end = (id: string, set: PgUpdateSetSource<typeof orders>) =>
  database()
    .update(orders)
    .set({ ...set, endedAt: sql`now()`, ...RELEASED })
    .where(mine(id));

const notSent = (id: string, notSentCause: string) => end(id, { outcome: "not-sent", notSentCause });

const causeOf = (fault: Fault): string =>
  fault.kind === "not-sent" ? fault.cause : unreadableIn(fault) === null ? "no-answer" : "lookup-unreadable";

async function send(order: OrderRow, host: NewHost): Promise<CreatedHost | null> {
  const { id } = order;
  const options = { priority: "command", language: order.language === "zh-CN" ? "zh-CN" : "en" } as const;
  const customer = await readCustomer(host.owner, "command");
  if (customer.found === "fault") {
    const { fault } = customer;
    await (fault.kind === "refused"
      ? end(id, { outcome: "not-sent", notSentCause: "lookup-refused", refusal: fault.text })
      : notSent(id, causeOf(fault)));
    return null;
  }
  if (customer.found !== "one" || isRstackAdmin(customer.user)) {
    await notSent(id, "no-such-customer");
    return null;
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
    return null;
  }
  const fault = answer.ok ? null : answer.fault;
  if (fault?.kind === "refused") {
    await end(id, { outcome: "refused", refusal: fault.text });
    return null;
  }
  if (fault?.kind === "not-sent") {
    await notSent(id, fault.cause);
    return null;
  }
  const made = answer.ok ? answer.value : null;
  await write(id, made ? { acceptedAt: sql`now()`, vmId: made.vmId } : { outcome: "checking" });
  const sent = await readOrder(id);
  // It stands, and its answer may be the only one that carries the password: whoever follows it looks again.
  await (sent &&
    lookForHost(sent).catch((err) => log.warn({ err, order: id }, "a new host was not looked for")));
  return made;
}

/** The customer's hosts of this name before, and whether they come from a list that had a body; the mirror alone may lack some. */
async function knownHosts({
  owner,
  name,
}: NewHost): Promise<{ ids: ReadonlySet<string>; isListed: boolean }> {
  const rows = await database()
    .select({ vmId: hosts.vmId })
    .from(hosts)
    .where(and(eq(hosts.owner, owner), eq(hosts.name, name)));
  // Those that the mirror holds for gone may come back, and are none of them new.
  const ids = new Set<string>(rows.map(({ vmId }) => vmId));
  // A master that ignores the filter would answer with the whole fleet.
  const isBig = (await readProfile())?.knowsOwnerFilter === false;
  const listed = isBig ? null : await master().listHostsOf(owner, { priority: "command" });
  for (const row of listed?.ok ? listed.value.rows : []) {
    ids.add(row.vmId);
  }
  return { ids, isListed: listed !== null && hasContent(listed) };
}
