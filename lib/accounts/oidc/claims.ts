import "server-only";
import type { Client, TokenSet } from "openid-client";
import { z } from "zod";
import { ENTRA } from "../../setting-kinds";
import { oidcSettings } from "./provider";

const text = z.string().max(500).optional().catch(undefined);

const Claims = z.looseObject({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  auth_time: z.number().optional().catch(undefined),
  acr: text,
  amr: z.array(z.string()).optional().catch(undefined),
  email: text,
  email_verified: z.unknown().optional(),
  preferred_username: text,
  name: text,
  oid: text,
  tid: text,
});

/** Who somebody is by the provider's word, read from a checked ID token. */
export interface Person {
  issuer: string;
  /** The person's id there: `sub`, and `oid` at Entra ID, where `sub` is another one for each program. */
  subject: string;
  /** Only where the provider says that it checked it: `email_verified` is `true`, and nothing that looks like it. */
  email: string | null;
  username: string | null;
  displayName: string | null;
  /** The role that OIDC_ROLES gives them; null: none. */
  role: "admin" | "support" | null;
  /** When they last proved to the provider who they are; null: it doesn't say. */
  provenAt: Date | null;
  /** Whether that stands for the panel's second factor, by OIDC_SECOND_FACTOR. */
  bySecondFactor: boolean;
}

/** Null for claims that are none, or another issuer's or tenant's. */
export function personOf(claims: unknown): Person | null {
  const read = Claims.safeParse(claims);
  const { issuer, secondFactor } = oidcSettings();
  if (!read.success || read.data.iss !== issuer) {
    return null;
  }
  const { sub, oid, tid, email, email_verified: verified, auth_time: at, acr, amr = [] } = read.data;
  const tenant = ENTRA.exec(issuer)?.[1];
  const subject = tenant === undefined ? sub : tid === tenant ? oid : undefined;
  if (!subject) {
    return null;
  }
  return {
    ...{ issuer, subject },
    email: verified === true && email ? email : null,
    username: read.data.preferred_username ?? null,
    displayName: read.data.name ?? null,
    role: roleOf(read.data),
    provenAt: at === undefined ? null : new Date(at * 1000),
    bySecondFactor: [acr, ...amr].some((value) => value !== undefined && secondFactor.includes(value)),
  };
}

/** By the claims, a text or a list of texts each; an admin's goes over support's. */
function roleOf(claims: Record<string, unknown>): Person["role"] {
  const has = oidcSettings()
    .roles.filter(({ claim, value }) => [claims[claim]].flat().includes(value))
    .map(({ role }) => role);
  return has.includes("admin") ? "admin" : (has[0] ?? null);
}

/**
 * All claims of a checked token set. What many providers keep out of the ID token (groups, the address) is asked for with
 * its access token; the ID token's own go over those.
 */
export async function readClaims(tokens: TokenSet, client: Client): Promise<Record<string, unknown>> {
  const own = tokens.claims();
  const more =
    client.issuer.metadata.userinfo_endpoint && tokens.access_token ? await client.userinfo(tokens) : {};
  return { ...more, ...own };
}
