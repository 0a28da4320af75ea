/** What a customer's token may, each with all before it: look, switch on and off, everything that a form may. */
export const CUSTOMER_SCOPES = ["read", "power", "manage"] as const;
export type CustomerScope = (typeof CUSTOMER_SCOPES)[number];

/** `provider`: an admin's, for the fleet; its own scopes say what it may. */
export type TokenScope = CustomerScope | "provider";

/** What a provider's token may; none includes another. */
export const FLEET_SCOPES = [
  "fleet-read",
  "fleet-status",
  "fleet-power",
  "fleet-manage",
  "fleet-provision",
  "fleet-destroy",
  "fleet-sign-in",
] as const;
export type FleetScope = (typeof FLEET_SCOPES)[number];

/** What an address or a kind of operation needs of a token. */
export type NeededScope = CustomerScope | FleetScope;

export const isFleetScope = (text: string): text is FleetScope =>
  FLEET_SCOPES.some((known) => known === text);

/** Whether a token may what needs that scope. A provider's has nothing of a customer's, nor the other way round. */
export function covers(
  { scope, fleetScopes }: { scope: TokenScope; fleetScopes: readonly string[] },
  needed: NeededScope,
): boolean {
  if (scope === "provider" || isFleetScope(needed)) {
    return scope === "provider" && fleetScopes.includes(needed);
  }
  return CUSTOMER_SCOPES.indexOf(scope) >= CUSTOMER_SCOPES.indexOf(needed);
}
