import type { z } from "zod";
import type { Environment } from "@/lib/setting-defaults";

type Settings = z.output<typeof Environment>;

/** The provider that people sign in by; null where none is set. */
export function oidcOf(env: Settings) {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer || !clientId || !clientSecret) {
    return null;
  }
  return {
    issuer,
    clientId,
    clientSecret,
    /** Whether customers come in by it as well; staff do always. */
    forCustomers: env.OIDC_FOR === "everybody",
    /** What people read on the button. */
    name: env.OIDC_NAME ?? new URL(issuer).hostname,
    scopes: env.OIDC_SCOPES,
    roles: env.OIDC_ROLES,
    /** Values of `acr` or `amr` that stand for the panel's own second factor. */
    secondFactor: env.OIDC_SECOND_FACTOR,
    /** The one of the staff who keeps their password, by user name; null: all do. */
    passwordAdmin: env.OIDC_PASSWORD_ADMIN ?? null,
  };
}

const OIDC_NEEDED = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;

/** All three or none. */
export function oidcFaults(env: Settings): string[] {
  const set = OIDC_NEEDED.filter((name) => env[name]);
  return set.length === 0
    ? []
    : OIDC_NEEDED.filter((name) => !env[name]).map((name) => `${name} is not set, and ${set[0]} needs it`);
}
