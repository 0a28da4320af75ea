import "server-only";
import { z } from "zod";
import { hostsOfTenancies } from "../accounts/tokens/tokens";
import { ALARM_ENDPOINTS } from "./alarms/alarm-endpoints";
import { CUSTOMER_ENDPOINTS } from "./customer-endpoints";
import { type Endpoint, reads } from "./endpoint";
import { FLEET_CUSTOMER_ENDPOINTS } from "./fleet/customer-endpoints";
import { EVENT_ENDPOINTS } from "./fleet/event-endpoints";
import { FLEET_HOST_ENDPOINTS } from "./fleet/host-endpoints";
import { INFRASTRUCTURE_ENDPOINTS } from "./fleet/infrastructure-endpoints";
import { SHOP_ENDPOINTS } from "./fleet/shop-endpoints";
import { WEBHOOK_ENDPOINTS } from "./fleet/webhook-endpoints";
import { TokenDocument } from "./view-schemas";

/** What a program can know of the token that it shows. */
const TOKEN_ENDPOINT = reads({
  path: "/token",
  name: "getToken",
  needs: "any",
  query: z.strictObject({}),
  answer: TokenDocument,
  handle: async ({ token }) => ({
    name: token.name,
    scopes: token.scope === "provider" ? [...token.fleetScopes] : [token.scope],
    hosts: token.tenancyIds === null ? null : [...(await hostsOfTenancies(token.tenancyIds))],
    addressRanges: [...token.addressRanges],
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt?.toISOString() ?? null,
  }),
});

/** All of the API: what isn't here isn't there. */
export const ENDPOINTS: readonly Endpoint[] = [
  TOKEN_ENDPOINT,
  ...CUSTOMER_ENDPOINTS,
  ...ALARM_ENDPOINTS,
  ...FLEET_CUSTOMER_ENDPOINTS,
  ...FLEET_HOST_ENDPOINTS,
  ...SHOP_ENDPOINTS,
  ...INFRASTRUCTURE_ENDPOINTS,
  ...EVENT_ENDPOINTS,
  ...WEBHOOK_ENDPOINTS,
];
