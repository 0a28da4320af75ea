import "server-only";
import { ECDH } from "node:crypto";
import { and, eq, ne } from "drizzle-orm";
import webPush from "web-push";
import { config } from "../../config";
import { database } from "../../db/connection";
import { pushKeys, webhooks } from "../../db/notification-schema";
import { sessions } from "../../db/schema";
import { log } from "../../log";
import { reseal, seal, unseal } from "../../sealed-secret";
import { HOUR_MS } from "../../units";
import type { PushMessage } from "../kinds";
import type { Call } from "./post";
import { webhookUrl } from "./services";
import { addRow } from "./webhooks";

const PURPOSE = "push key";
/** How long a push service keeps a message for a browser that is away: what is older stands in the bell. */
const KEPT_MS = 4 * HOUR_MS;
/** In characters: some services' are longer than a webhook's may be. */
const LONGEST_ENDPOINT = 1_000;

/** Where a browser is told, and the keys that only it can decrypt with, in base64url. */
export interface Subscription {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** Null for what no browser gave. */
export function subscriptionOf({ endpoint, p256dh, auth }: Subscription): Subscription | null {
  try {
    const point = Buffer.from(p256dh, "base64url");
    const isPoint = point.length === 65 && ECDH.convertKey(point, "prime256v1").length === 65;
    const isWhole = isPoint && Buffer.from(auth, "base64url").length === 16;
    return isWhole && webhookUrl(endpoint, LONGEST_ENDPOINT) ? { endpoint, p256dh, auth } : null;
  } catch {
    // No point of the curve.
    return null;
  }
}

/** A browser of the account's own, for as long as this sign-in lasts there; its row's id. */
export const addPush = (
  accountId: string,
  sessionId: string,
  subscription: Subscription,
): Promise<string | "full"> =>
  addRow(
    accountId,
    { service: "push", url: new URL(subscription.endpoint).origin, kinds: [], sessionId },
    JSON.stringify(subscription),
  );

/**
 * Somebody signs in to a browser that is told: as the same person it goes on under the new session, unless the one before
 * was ended and not merely over. As anybody else it is told no more.
 */
export async function keepPush(id: string, accountId: string, sidHash: string): Promise<void> {
  const db = database();
  const isIt = and(eq(webhooks.id, id), eq(webhooks.service, "push"));
  await db.delete(webhooks).where(and(isIt, ne(webhooks.accountId, accountId)));
  const [before] = await db
    .select({ endedAt: sessions.endedAt })
    .from(webhooks)
    .innerJoin(sessions, eq(sessions.id, webhooks.sessionId))
    .where(isIt);
  const [now] = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.sidHash, sidHash), eq(sessions.accountId, accountId)));
  if (before?.endedAt === null && now) {
    await db.update(webhooks).set({ sessionId: now.id }).where(isIt);
  }
}

interface Keys {
  publicKey: string;
  privateKey: string;
}

/** What browsers know the panel by, made once. Null where AUTH_SECRET is another than the one that it was sealed under. */
export async function pushKey(): Promise<Keys | null> {
  const [row] = await database().select().from(pushKeys);
  if (!row) {
    const { publicKey, privateKey } = webPush.generateVAPIDKeys();
    // Of two instances that make one, the first one's counts.
    await database()
      .insert(pushKeys)
      .values({ publicKey, sealedKey: seal(PURPOSE, privateKey) })
      .onConflictDoNothing();
    return pushKey();
  }
  const privateKey = unseal(PURPOSE, row.sealedKey);
  return privateKey === null ? null : { publicKey: row.publicKey, privateKey };
}

/** At the start, as `resealWebhookSecrets`; the first start makes it. */
export async function resealPushKey(): Promise<void> {
  await pushKey();
  const [row] = await database().select().from(pushKeys);
  const found = row ? reseal(PURPOSE, row.sealedKey) : "current";
  if (found === "unreadable") {
    log.error(
      "the key that signs push messages can't be opened: AUTH_SECRET is not the one it was sealed under. Give that one as AUTH_SECRET_PREVIOUS and start again, or empty the table push_keys: then people turn them on anew",
    );
  } else if (found !== "current") {
    await database().update(pushKeys).set({ sealedKey: found.sealed });
  }
}

/** The call that tells a browser, encrypted for it alone (RFC 8291) and signed (RFC 8292). */
export function pushCall(subscription: Subscription, keys: Keys, message: PushMessage): Call {
  const { endpoint, p256dh, auth } = subscription;
  const { headers, body } = webPush.generateRequestDetails(
    { endpoint, keys: { p256dh, auth } },
    JSON.stringify(message),
    {
      vapidDetails: { subject: config().panelOrigin.replace(/^http:/, "https:"), ...keys },
      TTL: KEPT_MS / 1000,
      urgency: "high",
    },
  );
  return {
    url: new URL(endpoint),
    body: body ?? "",
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    // RFC 8030 has 404 for a subscription that is no more.
    goneAt: 404,
  };
}
