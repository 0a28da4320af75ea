import "server-only";
import { z } from "zod";
import { tellOwner } from "../../accounts/security-mail";
import type { ProvenToken } from "../../accounts/tokens/prove-token";
import { FLEET_EVENT_KINDS } from "../../notifications/fleet-events";
import { fleetWebhooks, removeFleetWebhook } from "../../notifications/webhooks/fleet-webhooks";
import { webhookUrl } from "../../notifications/webhooks/services";
import { addWebhook } from "../../notifications/webhooks/webhooks";
import { type Endpoint, reads, writes } from "../endpoint";
import { nextField } from "../lists";
import { Problem } from "../problem";
import { time } from "../view-schemas";
import { audited } from "./audited";

const NO_QUERY = z.strictObject({});

export const FleetWebhookDocument = z.object({
  id: z.uuid(),
  url: z.string(),
  kinds: z.array(z.string()),
  token: z.string().meta({ description: "Name of the token that made it. It ends with that token." }),
  createdAt: time,
  failingSince: time.nullable().meta({ description: "Since when no event has arrived." }),
  endedAt: time.nullable().meta({ description: "When it was switched off." }),
});
export const FleetWebhookList = z.object({ webhooks: z.array(FleetWebhookDocument), next: nextField });
export const NewFleetWebhook = z.object({
  ...FleetWebhookDocument.shape,
  secret: z.string().meta({ description: "Signs each call (Standard Webhooks). Shown this once." }),
});
export const WebhookRequest = z.strictObject({
  url: z.url({ protocol: /^https$/ }).max(500),
  kinds: z
    .array(z.enum(FLEET_EVENT_KINDS))
    .min(1)
    .max(FLEET_EVENT_KINDS.length)
    .optional()
    .meta({ description: "All if left out." }),
});

async function webhookOf({ viewer }: ProvenToken, id: string | undefined) {
  const found = (await fleetWebhooks(viewer.accountId)).find((one) => one.id === id);
  if (!found) {
    throw new Problem("not-found");
  }
  const { maker: _, ...webhook } = found;
  return webhook;
}

const CREATION: Endpoint = writes({
  method: "POST",
  path: "/fleet/webhooks",
  name: "createWebhook",
  needs: "fleet-provision",
  keyless: true,
  body: WebhookRequest,
  status: 201,
  answer: NewFleetWebhook,
  problems: ["not-json", "invalid"],
  handle: async ({ token, input: { url: text, kinds = FLEET_EVENT_KINDS } }) => {
    const refuse = (code: string) => new Problem("invalid", { errors: [{ field: "url", code }] });
    const url = webhookUrl(text);
    if (!url) {
      throw refuse("invalid");
    }
    return audited(token, { action: "webhook-made", subject: url.host }, async () => {
      const target = { service: "webhook", url, key: null } as const;
      const made = await addWebhook(token.viewer.accountId, target, kinds, token.id);
      if (made === "full") {
        throw refuse("too-many");
      }
      tellOwner(token.viewer.accountId, "webhook-made");
      return {
        body: { ...(await webhookOf(token, made.id)), secret: made.secret ?? "" },
        headers: { location: `/api/v1/fleet/webhooks/${made.id}` },
      };
    });
  },
});

const DELETION: Endpoint = {
  method: "DELETE",
  path: "/fleet/webhooks/{id}",
  name: "deleteWebhook",
  needs: "fleet-provision",
  query: NO_QUERY,
  body: null,
  status: 204,
  answer: null,
  problems: ["not-found"],
  handle: async ({ token, params }) => {
    const { id, url } = await webhookOf(token, params.id);
    return audited(token, { action: "webhook-removed", subject: new URL(url).host }, async () => {
      await removeFleetWebhook(id, token.viewer.accountId);
      return { body: null };
    });
  },
};

/** Where events of the fleet are sent, for the account's tokens. */
export const WEBHOOK_ENDPOINTS: readonly Endpoint[] = [
  reads({
    path: "/fleet/webhooks",
    name: "listWebhooks",
    needs: "fleet-read",
    query: NO_QUERY,
    answer: FleetWebhookList,
    handle: async ({ token }) => ({
      webhooks: (await fleetWebhooks(token.viewer.accountId)).map(({ maker: _, ...one }) => one),
      next: null,
    }),
  }),
  CREATION,
  reads({
    path: "/fleet/webhooks/{id}",
    name: "getWebhook",
    needs: "fleet-read",
    query: NO_QUERY,
    answer: FleetWebhookDocument,
    problems: ["not-found"],
    handle: ({ token, params }) => webhookOf(token, params.id),
  }),
  DELETION,
];
