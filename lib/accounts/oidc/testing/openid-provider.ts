import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import Provider from "oidc-provider";

export const CLIENT_ID = "rstack-panel";
export const CLIENT_SECRET = "canary-oidc-secret-0123456789abcdef";

/** Somebody whom the provider knows, with their claims beside `sub`. */
export interface KnownPerson {
  claims?: Record<string, unknown>;
  amr?: string[];
}

export interface OpenIdProvider {
  issuer: string;
  /** By `sub`. Who is taken out of it can't be refreshed any more. */
  people: Map<string, KnownPerson>;
  /** Whom the next question for a sign-in lets in without asking; null: a form asks. */
  signsIn: string | null;
  /** Answers the next exchange of a code with an ID token of these claims over the true ones, rightly signed. */
  lie: ((claims: Record<string, unknown>) => Record<string, unknown>) | null;
  /** While true every request is answered 503. */
  silent: boolean;
  /** Requests by path, without the query. */
  asked: string[];
  /** Signs by another key from now on. */
  rotate(): Promise<void>;
  close(): Promise<void>;
}

const newKey = async (): Promise<JWK> => {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { ...(await exportJWK(privateKey)), alg: "RS256", use: "sig", kid: crypto.randomUUID() };
};

/** A real OpenID provider on loopback, whose one client is the panel at `panelOrigin`. */
export async function startOpenIdProvider(panelOrigin: string, port = 0): Promise<OpenIdProvider> {
  let handle: (request: IncomingMessage, response: ServerResponse) => unknown = () => {};
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let key = await newKey();
  const running: OpenIdProvider = {
    ...{ issuer, people: new Map(), signsIn: null, lie: null, silent: false, asked: [] },
    async rotate() {
      key = await newKey();
      handle = handlerOf(running, panelOrigin, key);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  handle = handlerOf(running, panelOrigin, key);
  return running;
}

function handlerOf(running: OpenIdProvider, panelOrigin: string, key: JWK) {
  const { people, issuer } = running;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [`${panelOrigin}/api/auth/callback/oidc`],
        post_logout_redirect_uris: [`${panelOrigin}/sign-in`],
        grant_types: ["authorization_code", "refresh_token"],
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: ["a key of the test's own"] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    pkce: { required: () => true },
    claims: {
      openid: ["sub", "amr", "auth_time"],
      email: ["email", "email_verified"],
      profile: ["preferred_username", "name", "groups"],
    },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    findAccount: (_ctx, sub) => {
      const person = people.get(sub);
      return person && { accountId: sub, claims: () => ({ sub, ...person.claims }) };
    },
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId,
        accountId: oidc.session?.accountId,
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  return async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? "/", issuer);
    running.asked.push(pathname);
    if (running.silent) {
      response.writeHead(503).end();
    } else if (pathname.startsWith("/interaction/")) {
      await interact(provider, running, request, response);
    } else if (pathname === "/token" && running.lie) {
      await answerLie(running.lie, key, issuer, response);
    } else {
      answer(request, response);
    }
  };
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString());
}

async function interact(
  provider: Provider,
  { signsIn, people }: OpenIdProvider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const sub = signsIn ?? (request.method === "POST" ? (await bodyOf(request)).get("sub") : null);
  const person = sub === null ? undefined : people.get(sub);
  if (sub === null || !person) {
    response.writeHead(200, { "content-type": "text/html" });
    response.end('<form method="post"><label>Who <input name="sub"></label><button>Continue</button></form>');
    return;
  }
  const login = { accountId: sub, ts: Math.floor(Date.now() / 1000), amr: person.amr ?? ["pwd"] };
  await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
}

async function answerLie(
  lie: NonNullable<OpenIdProvider["lie"]>,
  key: JWK,
  issuer: string,
  response: ServerResponse,
): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  const claims = lie({ iss: issuer, aud: CLIENT_ID, iat: now, exp: now + 300 });
  const signed = await new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: key.kid })
    .sign(await importJWK(key, "RS256"));
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ token_type: "Bearer", id_token: signed, expires_in: 300 }));
}
