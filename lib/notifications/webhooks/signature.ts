import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";

/** 192 bits, as Standard Webhooks writes them. */
export const newWebhookSecret = (): string => PREFIX + randomBytes(24).toString("base64");

/**
 * The headers that prove a call (Standard Webhooks): HMAC SHA-256 over id, time and body under the secret. `id` is the same
 * for each attempt, `at` is when this one is sent.
 */
export function signatureHeaders(
  secret: string,
  { id, at, body }: { id: string; at: Date; body: string },
): Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}
