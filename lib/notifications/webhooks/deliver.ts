import "server-only";
import { and, eq, inArray, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { createTranslator } from "use-intl/core";
import { config } from "../../config";
import { database } from "../../db/connection";
import { notifications, webhookDeliveries, webhooks } from "../../db/notification-schema";
import { accounts } from "../../db/schema";
import { fleetEvents } from "../../db/token-schema";
import { every } from "../../every";
import type { Locale } from "../../i18n/locales";
import { messagesFor } from "../../i18n/messages";
import { log } from "../../log";
import { providerView } from "../../provider/settings";
import { DAY_MS, HOUR_MS } from "../../units";
import { eventDocument, placeEvents, readEvent } from "../fleet-events";
import { CHOSEN_KINDS } from "../kinds";
import { notificationText } from "../notification-text";
import { PAUSES_MS } from "../pauses";
import { hrefOf, mayRead, toldRows } from "../read-notifications";
import { recordFrom } from "../record";
import { type PostResult, type PostSettings, post } from "./post";
import { pushCall, pushKey } from "./push";
import { messengerCall } from "./services";
import { signatureHeaders } from "./signature";
import { secretOf, stands } from "./webhooks";

const LOOK_MS = 5_000;
const AT_ONCE = 10;
/** Longer than one attempt may take, with what is written around it. */
const LEASE_MS = 60_000;
/** So long a provider's may fail before it is switched off. */
const FAILING_MS = 3 * DAY_MS;
/** No receiver has anything held back for longer. */
const LONGEST_WAIT_MS = 12 * HOUR_MS;

/** `service`: what the log calls it. */
type Outcome = PostResult & { service: string };
type Delivery = typeof webhookDeliveries.$inferSelect;

/** Calls what waits to be called, each attempt by one instance alone. Returns what ends it. */
export function startWebhooks(): () => void {
  const lookMs = Math.min(LOOK_MS, config().notifications.lookMs);
  return every(lookMs, "webhooks could not be called", async () => {
    await placeEvents();
    // Each webhook gets one at a time: what failed waits for a minute at least, so this comes to an end.
    while ((await deliverDue(new Date())) > 0) {}
  }).stop;
}

/** One attempt at each delivery that is due, at most ten, and one for each webhook: one that hangs holds up no other. Returns how many. */
export async function deliverDue(now: Date, settings: PostSettings = {}): Promise<number> {
  const firsts = database()
    .selectDistinctOn([webhookDeliveries.webhookId], {
      id: webhookDeliveries.id,
      webhookId: webhookDeliveries.webhookId,
    })
    .from(webhookDeliveries)
    .leftJoin(fleetEvents, eq(fleetEvents.id, webhookDeliveries.eventId))
    .where(and(isDue(now), noneUnderWay(now)))
    .orderBy(webhookDeliveries.webhookId, webhookDeliveries.nextAttemptAt, fleetEvents.position)
    .as("firsts");
  // In turn: receivers that hang, and have a lot waiting, must not keep out the others.
  const lastTurn = sql`(select max(last_attempt_at) from webhook_deliveries done where done.webhook_id = ${firsts.webhookId})`;
  const due = database()
    .select({ id: firsts.id })
    .from(firsts)
    .orderBy(sql`${lastTurn} nulls first`)
    .limit(AT_ONCE);
  const leased = await lease(and(inArray(webhookDeliveries.id, due), isDue(now)), now);
  await Promise.all(leased.map((delivery) => attempt(delivery, now, settings)));
  return leased.length;
}

/** The one attempt at a test, at once. */
export async function deliverTest(id: string, settings: PostSettings = {}): Promise<void> {
  const now = new Date();
  // Whatever the time is: the database's clock, which wrote when it is due, may be ahead.
  const isWaiting = and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.status, "waiting"), isFree(now));
  const [delivery] = await lease(isWaiting, now);
  if (delivery) {
    await attempt(delivery, now, settings);
  }
}

const isFree = (now: Date) =>
  or(isNull(webhookDeliveries.claimedUntil), lt(webhookDeliveries.claimedUntil, now));
const isDue = (now: Date) =>
  and(eq(webhookDeliveries.status, "waiting"), lte(webhookDeliveries.nextAttemptAt, now), isFree(now));
const noneUnderWay = (now: Date): SQL =>
  sql`not exists (select 1 from webhook_deliveries other where other.webhook_id = ${webhookDeliveries.webhookId}
    and other.status = 'waiting' and other.claimed_until >= ${now.toISOString()}::timestamptz)`;

/** Two instances that take the same row: the later one waits for the earlier one's lease, and finds that it holds. */
function lease(which: SQL | undefined, now: Date): Promise<Delivery[]> {
  return database()
    .update(webhookDeliveries)
    .set({
      claimedUntil: new Date(now.getTime() + LEASE_MS),
      attempts: sql`${webhookDeliveries.attempts} + 1`,
      lastAttemptAt: now,
    })
    .where(which)
    .returning();
}

async function attempt(delivery: Delivery, now: Date, settings: PostSettings): Promise<void> {
  try {
    await settle(delivery, await call(delivery, now, settings), now);
  } catch (err) {
    // The lease runs out, and it is tried again.
    log.warn({ err, webhook: delivery.webhookId }, "a webhook's delivery was not written down");
  }
}

async function call(delivery: Delivery, now: Date, settings: PostSettings): Promise<Outcome | null> {
  const [found] = await database()
    .select({ webhook: webhooks, account: { locale: accounts.locale } })
    .from(webhooks)
    .innerJoin(accounts, eq(accounts.id, webhooks.accountId))
    .where(
      and(
        eq(webhooks.id, delivery.webhookId),
        isNull(webhooks.endedAt),
        stands(sql`${webhooks}`),
        isNull(accounts.disabledAt),
        isNull(accounts.formerAt),
        sql`(${webhooks.tokenId} is null or (${accounts.role} = 'admin' and exists (select 1 from api_tokens t
          where t.id = ${webhooks.tokenId} and t.ended_at is null and (t.expires_at is null or t.expires_at > now()))))`,
      ),
    );
  if (!found) {
    return null;
  }
  const { service, url } = found.webhook;
  const secret = secretOf(found.webhook);
  if (secret === null) {
    return { status: null, fault: "secret", service };
  }
  const row = await toldBy(delivery);
  const isKept = delivery.notificationId !== null && row === undefined;
  if (isKept || (row?.isOver && CHOSEN_KINDS.some((kind) => kind === row.kind))) {
    return { status: null, fault: "not-theirs", service };
  }
  const locale = found.account.locale ?? config().defaultLocale;
  if (service === "push") {
    const keys = await pushKey();
    const path = (row && hrefOf(row)) ?? "/notifications";
    const { title, text } = await sentenceOf(row, locale);
    return keys === null
      ? { status: null, fault: "secret", service }
      : { ...(await post(pushCall(JSON.parse(secret), keys, { title, text, path }), settings)), service };
  }
  if (service !== "webhook") {
    const { said } = await sentenceOf(row, locale);
    return { ...(await post(messengerCall(service, JSON.parse(secret), said, now), settings)), service };
  }
  const body = await bodyOf(delivery, row, locale);
  const headers = signatureHeaders(secret, { id: delivery.eventId ?? delivery.id, at: now, body });
  return { ...(await post({ url: new URL(url), body, headers }, settings)), service };
}

const toldBy = async ({ notificationId }: Delivery) =>
  notificationId
    ? (await toldRows().where(and(eq(notifications.id, notificationId), mayRead())))[0]
    : undefined;
/** What is told; undefined for a test. */
type Row = Awaited<ReturnType<typeof toldBy>>;

/** What people read: the provider's name and the sentence; `said` is both, since a bot may ask for the name as its keyword. */
async function sentenceOf(row: Row, locale: Locale) {
  const { name } = await providerView();
  const t = createTranslator({ locale, messages: messagesFor(locale) });
  const text =
    (row && notificationText(locale, { ...row, isBrief: true }, name)) ??
    t("notifications.webhooks.testText");
  return { title: name, text, said: t("mail.notifications.one.subject", { provider: name, text }) };
}

/** What a program reads; docs/notifications.md describes it. */
async function bodyOf(delivery: Delivery, row: Row, locale: Locale): Promise<string> {
  const event = delivery.eventId ? await readEvent(delivery.eventId) : undefined;
  if (event) {
    return JSON.stringify(eventDocument(event));
  }
  if (!row) {
    return JSON.stringify({ id: delivery.id, kind: "test", at: delivery.createdAt.toISOString() });
  }
  return JSON.stringify({
    id: row.id,
    kind: row.kind,
    at: row.at.toISOString(),
    host: row.vmId === null ? null : { id: row.vmId, name: row.host },
    data: row.data,
    text: notificationText(locale, row, (await providerView()).name),
  });
}

/** `result` null: there is nobody to call any more. */
async function settle(delivery: Delivery, result: Outcome | null, now: Date): Promise<void> {
  const isOver =
    result === null ||
    result.fault === null ||
    result.fault === "gone" ||
    result.fault === "not-theirs" ||
    (delivery.eventId === null && (delivery.notificationId === null || delivery.attempts > PAUSES_MS.length));
  // Spread a little: what failed together shall not come back together.
  const pause = pauseAfter(delivery) * (1 + Math.random() / 10);
  // Events come in their order: what is behind one that failed waits with it.
  const behind = delivery.eventId !== null && !isOver ? pause : 0;
  const waitMs = Math.max(behind, Math.min(result?.waitMs ?? 0, LONGEST_WAIT_MS));
  await database()
    .update(webhookDeliveries)
    .set({
      status: !isOver ? "waiting" : result?.fault === null ? "delivered" : "failed",
      lastStatus: result?.status ?? null,
      lastFault: result === null ? "gone" : result.fault,
      claimedUntil: null,
      nextAttemptAt: new Date(now.getTime() + Math.max(pause, waitMs)),
    })
    .where(eq(webhookDeliveries.id, delivery.id));
  if (waitMs > 0) {
    await holdBack(delivery.webhookId, new Date(now.getTime() + waitMs));
  }
  if (delivery.eventId !== null) {
    await noteHealth(delivery.webhookId, result?.fault === null, now);
  }
  if (result?.fault === "gone" || (result === null && delivery.eventId !== null)) {
    await endWebhook(delivery.webhookId);
  }
  if (result?.fault) {
    const { fault, status, service } = result;
    log.info(
      { webhook: delivery.webhookId, service, attempts: delivery.attempts, fault, status },
      "a webhook's delivery failed",
    );
  }
}

/** An event waits for as long as its webhook stands, and never for more than an hour. */
const pauseAfter = ({ attempts, eventId }: Delivery): number => {
  const pause = PAUSES_MS[attempts - 1];
  return eventId === null ? (pause ?? 0) : Math.min(pause ?? HOUR_MS, HOUR_MS);
};

/** A provider's that has failed for days is switched off, and all admins are told. */
async function noteHealth(webhookId: string, arrived: boolean, now: Date): Promise<void> {
  const [webhook] = await database()
    .update(webhooks)
    .set({ failingSince: arrived ? null : sql`coalesce(${webhooks.failingSince}, ${now.toISOString()})` })
    .where(eq(webhooks.id, webhookId))
    .returning();
  const since = webhook?.failingSince;
  if (webhook && since && webhook.endedAt === null && now.getTime() - since.getTime() >= FAILING_MS) {
    await endWebhook(webhookId);
    const data = { what: "webhook-ended", token: new URL(webhook.url).host };
    await recordFrom(sql`select a.id as account_id, null::uuid as tenancy_id, null::text as vm_id,
      'factors-changed' as kind, ${JSON.stringify(data)}::jsonb as data, ${`webhook-ended ${webhookId}`}::text as event_key
      from accounts a where a.role = 'admin' and a.disabled_at is null and a.former_at is null`);
  }
}

/** It asked to be left alone until then: so do those that haven't been tried yet. */
async function holdBack(webhookId: string, until: Date): Promise<void> {
  await database()
    .update(webhookDeliveries)
    .set({ nextAttemptAt: until })
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        eq(webhookDeliveries.status, "waiting"),
        lt(webhookDeliveries.nextAttemptAt, until),
      ),
    );
}

/** Its receiver wants no more: what waits for it is given up. */
async function endWebhook(id: string): Promise<void> {
  await database().update(webhooks).set({ endedAt: sql`now()` }).where(eq(webhooks.id, id));
  await database()
    .update(webhookDeliveries)
    .set({ status: "failed", lastFault: "gone" })
    .where(and(eq(webhookDeliveries.webhookId, id), eq(webhookDeliveries.status, "waiting")));
}
