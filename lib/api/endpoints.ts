import "server-only";
import { CUSTOMER_ENDPOINTS } from "./customer-endpoints";
import type { Endpoint } from "./endpoint";
import { FLEET_ENDPOINTS } from "./fleet-endpoints";

/** All of the API: what isn't here isn't there. */
export const ENDPOINTS: readonly Endpoint[] = [...CUSTOMER_ENDPOINTS, ...FLEET_ENDPOINTS];
