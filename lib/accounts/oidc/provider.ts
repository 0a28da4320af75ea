import "server-only";
import { type Client, custom, Issuer } from "openid-client";
import { z } from "zod";
import { config } from "../../config";
import { log } from "../../log";
import { perProcess } from "../../per-process";
import { isSafeAddress } from "../../setting-kinds";

/** No question to the provider takes longer. */
const ASK_MS = 5_000;
/** What the provider says of itself changes about never. Its keys are asked for apart from that. */
const KEEP_MS = 3_600_000;
/** Clocks of two machines differ. */
export const SKEW_S = 10;

const address = z.string().refine(isSafeAddress, "not https");

const Described = z.object({
  issuer: z.string(),
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  userinfo_endpoint: address.optional(),
  end_session_endpoint: address.optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).default(["RS256"]),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(["client_secret_basic"]),
});

/** Of those that a public key checks, the one that nearly all use first. */
const ALGORITHMS = ["RS256", "ES256", "PS256", "EdDSA", "RS384", "ES384", "RS512", "ES512"];

export interface Provider {
  issuer: string;
  endpoints: {
    authorization: string;
    token: string;
    keys: string;
    userinfo: string | null;
    endSession: string | null;
  };
  /** What next-auth's client and ours are made with. */
  client: {
    id_token_signed_response_alg: string;
    token_endpoint_auth_method: "client_secret_basic" | "client_secret_post";
  };
}

type Settings = NonNullable<ReturnType<typeof config>["oidc"]>;
type Kept = { issuer: string; at: number; provider: Provider; asked: Client };

const kept = perProcess("openid provider", () => ({ now: null as Kept | null }));

/** Whether there is a provider at all. */
export const hasProvider = (): boolean => config().oidc !== null;

export function oidcSettings(): Settings {
  const { oidc } = config();
  if (!oidc) {
    throw new Error("there is no OpenID provider in the settings");
  }
  return oidc;
}

/** What the provider says of itself, an hour old at the most, or older while it is silent. Throws where it never answered. */
export async function provider(): Promise<Provider> {
  return (await keep()).provider;
}

/** The client for what next-auth has no call for: to refresh, and to read who somebody is. It keeps the provider's keys. */
export async function openidClient(): Promise<Client> {
  return (await keep()).asked;
}

async function keep(): Promise<Kept> {
  const settings = oidcSettings();
  const { now } = kept;
  const isSame = now?.issuer === settings.issuer;
  if (now && isSame && Date.now() - now.at < KEEP_MS) {
    return now;
  }
  try {
    const described = await discover(settings);
    kept.now = {
      issuer: settings.issuer,
      at: Date.now(),
      provider: described,
      asked: clientOf(described, settings),
    };
    return kept.now;
  } catch (err) {
    if (!now || !isSame) {
      throw err;
    }
    log.warn({ err }, "the OpenID provider did not say anew what it is: the answer before is used");
    return now;
  }
}

/** The issuer is the one in the settings, character by character: whoever answers in its place is none. */
async function discover({ issuer }: Settings): Promise<Provider> {
  const response = await fetch(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, {
    redirect: "error",
    signal: AbortSignal.timeout(ASK_MS),
  });
  if (!response.ok) {
    throw new Error(`the OpenID provider answered ${response.status}`);
  }
  const described = Described.parse(await response.json());
  if (described.issuer !== issuer) {
    throw new Error("the OpenID provider calls itself otherwise than OIDC_ISSUER");
  }
  const algorithm = ALGORITHMS.find((name) => described.id_token_signing_alg_values_supported.includes(name));
  if (!algorithm) {
    throw new Error("the OpenID provider signs by no public key: give its client one");
  }
  const isBasic = described.token_endpoint_auth_methods_supported.includes("client_secret_basic");
  return {
    issuer,
    endpoints: {
      authorization: described.authorization_endpoint,
      token: described.token_endpoint,
      keys: described.jwks_uri,
      userinfo: described.userinfo_endpoint ?? null,
      endSession: described.end_session_endpoint ?? null,
    },
    client: {
      id_token_signed_response_alg: algorithm,
      token_endpoint_auth_method: isBasic ? "client_secret_basic" : "client_secret_post",
    },
  };
}

function clientOf(
  { issuer, endpoints, client: way }: Provider,
  { clientId, clientSecret }: Settings,
): Client {
  custom.setHttpOptionsDefaults({ timeout: ASK_MS });
  const { Client: OfIssuer } = new Issuer({
    issuer,
    authorization_endpoint: endpoints.authorization,
    token_endpoint: endpoints.token,
    jwks_uri: endpoints.keys,
    userinfo_endpoint: endpoints.userinfo ?? undefined,
  });
  const client = new OfIssuer({ client_id: clientId, client_secret: clientSecret, ...way });
  client[custom.clock_tolerance] = SKEW_S;
  return client;
}

/** Where the provider ends its own session; null where it offers none. */
export async function signOutAddress(): Promise<string | null> {
  const { endSession } = (await provider()).endpoints;
  if (!endSession) {
    return null;
  }
  const url = new URL(endSession);
  url.searchParams.set("client_id", oidcSettings().clientId);
  url.searchParams.set("post_logout_redirect_uri", `${config().panelOrigin}/sign-in`);
  return url.href;
}
