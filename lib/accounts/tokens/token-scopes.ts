/** What a customer's token may, each with all before it: look, switch on and off, everything that a form may. */
export const CUSTOMER_SCOPES = ["read", "power", "manage"] as const;
export type CustomerScope = (typeof CUSTOMER_SCOPES)[number];

/** `provider`: an admin's, for the reads of staff and for locking and suspending hosts. */
export type TokenScope = CustomerScope | "provider";

/** Whether a token of this scope may what needs that one. A provider's has nothing of a customer's. */
export const covers = (scope: TokenScope, needed: TokenScope): boolean =>
  scope === "provider" || needed === "provider"
    ? scope === needed
    : CUSTOMER_SCOPES.indexOf(scope) >= CUSTOMER_SCOPES.indexOf(needed);
