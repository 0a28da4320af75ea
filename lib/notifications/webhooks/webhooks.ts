import "server-only";
import { randomUUID } from "node:crypto";
import { and, asc, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { database } from "../../db/connection";
import { notifications, webhookDeliveries, webhooks } from "../../db/notification-schema";
import { accounts, sessions } from "../../db/schema";
import { log } from "../../log";
import { reseal, seal, unseal } from "../../sealed-secret";
import type { FleetEventKind } from "../fleet-events";
import type { NotificationKind } from "../kinds";
import type { CallTarget } from "./services";
import { newWebhookSecret } from "./signature";

export const MOST_WEBHOOKS = 5;
/** In the log of one webhook. */
const DELIVERIES_SHOWN = 20;

/** Of a browser: its sign-in was neither ended nor is over; that it idles doesn't matter. `webhook` is a row's alias. */
export const stands = (webhook: SQL): SQL =>
  sql`(${webhook}.session_id is null or exists (select 1 from sessions s where s.id = ${webhook}.session_id
    and s.ended_at is null and s.expires_at > now() and (s.proven_until is null or s.proven_until > now())))`;

const purposeOf = (webhookId: string): string => `webhook ${webhookId}`;

/** A webhook's secret, in clear this once, null of a messenger; `full` where the account has as many as it may. */
export async function addWebhook(
  accountId: string,
  { service, url, key }: CallTarget,
  kinds: readonly (NotificationKind | FleetEventKind)[],
  /** Of the provider's program that makes it for events of the fleet. */
  tokenId: string | null = null,
): Promise<{ id: string; secret: string | null } | "full"> {
  const secret = service === "webhook" ? newWebhookSecret() : null;
  const row = { service, url: secret === null ? url.origin : url.href, kinds: [...kinds], tokenId };
  const id = await addRow(accountId, row, secret ?? JSON.stringify({ url: url.href, key }));
  return id === "full" ? id : { id, secret };
}

/** Whoever is called, with what is sealed in the row; its id, or `full`. */
export function addRow(
  accountId: string,
  row: Pick<typeof webhooks.$inferInsert, "service" | "url" | "kinds" | "sessionId" | "tokenId">,
  secret: string,
): Promise<string | "full"> {
  const id = randomUUID();
  return database().transaction(async (tx) => {
    // One after another: two forms at once would each count the other's webhook out.
    await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(eq(accounts.id, accountId))
      .for("no key update");
    const held = await tx.$count(
      webhooks,
      row.tokenId
        ? eq(webhooks.tokenId, row.tokenId)
        : and(eq(webhooks.accountId, accountId), isNull(webhooks.tokenId), stands(sql`${webhooks}`)),
    );
    if (held >= MOST_WEBHOOKS) {
      return "full";
    }
    await tx.insert(webhooks).values({ id, accountId, ...row, sealedSecret: seal(purposeOf(id), secret) });
    return id;
  });
}

/** False where the account has no such webhook. What waits for it goes with it. */
export async function removeWebhook(accountId: string, id: string): Promise<boolean> {
  const gone = await database()
    .delete(webhooks)
    .where(and(eq(webhooks.id, id), eq(webhooks.accountId, accountId)))
    .returning({ id: webhooks.id });
  return gone.length > 0;
}

/** Begins the delivery of a test; null where the account has no such webhook, or it has ended. */
export async function addTest(accountId: string, id: string): Promise<string | null> {
  const [own] = await database()
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(and(eq(webhooks.id, id), eq(webhooks.accountId, accountId), isNull(webhooks.endedAt)));
  const [row] = own
    ? await database()
        .insert(webhookDeliveries)
        .values({ webhookId: own.id })
        .returning({ id: webhookDeliveries.id })
    : [];
  return row?.id ?? null;
}

/** A delivery that was given up waits for its turn again. False where the account has none such, or its webhook has ended. */
export async function beginAgain(accountId: string, deliveryId: string): Promise<boolean> {
  const own = database()
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(and(eq(webhooks.accountId, accountId), isNull(webhooks.endedAt)));
  const begun = await database()
    .update(webhookDeliveries)
    .set({ status: "waiting", attempts: 0, nextAttemptAt: sql`now()` })
    .where(
      and(
        eq(webhookDeliveries.id, deliveryId),
        eq(webhookDeliveries.status, "failed"),
        // A test is simply sent once more.
        isNotNull(webhookDeliveries.notificationId),
        inArray(webhookDeliveries.webhookId, own),
      ),
    )
    .returning({ id: webhookDeliveries.id });
  return begun.length > 0;
}

export interface DeliveryLine {
  id: string;
  /** Null: a test. */
  kind: string | null;
  status: "waiting" | "delivered" | "failed";
  attempts: number;
  lastStatus: number | null;
  lastFault: string | null;
  /** ISO 8601. */
  at: string;
  /** Of the next attempt, while it waits for one. */
  nextAt: string | null;
}

export interface WebhookView {
  id: string;
  service: string;
  /** Of a messenger the origin alone. */
  url: string;
  kinds: string[];
  /** Of a browser: its user agent. */
  userAgent: string | null;
  /** Its receiver said that it is gone. */
  ended: boolean;
  /** The newest first. */
  deliveries: DeliveryLine[];
}

/** What an account may see of its webhooks: never their secrets. */
export async function readWebhooks(accountId: string): Promise<WebhookView[]> {
  const rows = await database()
    .select({
      id: webhooks.id,
      service: webhooks.service,
      url: webhooks.url,
      kinds: webhooks.kinds,
      endedAt: webhooks.endedAt,
      userAgent: sessions.userAgent,
    })
    .from(webhooks)
    .leftJoin(sessions, eq(sessions.id, webhooks.sessionId))
    .where(and(eq(webhooks.accountId, accountId), isNull(webhooks.tokenId), stands(sql`${webhooks}`)))
    .orderBy(asc(webhooks.createdAt));
  return Promise.all(
    rows.map(async ({ endedAt, ...row }) => ({
      ...row,
      ended: endedAt !== null,
      deliveries: await deliveriesOf(row.id),
    })),
  );
}

async function deliveriesOf(webhookId: string): Promise<DeliveryLine[]> {
  const rows = await database()
    .select({ delivery: webhookDeliveries, kind: notifications.kind })
    .from(webhookDeliveries)
    .leftJoin(notifications, eq(notifications.id, webhookDeliveries.notificationId))
    .where(eq(webhookDeliveries.webhookId, webhookId))
    .orderBy(desc(webhookDeliveries.createdAt))
    .limit(DELIVERIES_SHOWN);
  return rows.map(({ delivery, kind }) => ({
    id: delivery.id,
    kind,
    status: delivery.status,
    attempts: delivery.attempts,
    lastStatus: delivery.lastStatus,
    lastFault: delivery.lastFault,
    at: delivery.createdAt.toISOString(),
    nextAt:
      delivery.status === "waiting" && delivery.attempts > 0 ? delivery.nextAttemptAt.toISOString() : null,
  }));
}

/** Null where AUTH_SECRET is another than the one that it was sealed under. */
export const secretOf = ({ id, sealedSecret }: { id: string; sealedSecret: string }): string | null =>
  unseal(purposeOf(id), sealedSecret);

/** At the start: what AUTH_SECRET_PREVIOUS opens is sealed under AUTH_SECRET. Several instances may do it at once. */
export async function resealWebhookSecrets(): Promise<void> {
  let unreadable = 0;
  for (const { id, sealedSecret } of await database().select().from(webhooks)) {
    const found = reseal(purposeOf(id), sealedSecret);
    if (found === "unreadable") {
      unreadable += 1;
    } else if (found !== "current") {
      await database()
        .update(webhooks)
        .set({ sealedSecret: found.sealed })
        .where(and(eq(webhooks.id, id), eq(webhooks.sealedSecret, sealedSecret)));
    }
  }
  if (unreadable > 0) {
    log.error(
      { unreadable },
      "secrets of webhooks can't be opened: AUTH_SECRET is not the one they were sealed under. Give that one as AUTH_SECRET_PREVIOUS and start again, or have these webhooks made anew",
    );
  }
}
