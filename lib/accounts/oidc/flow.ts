import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { cookies } from "next/headers";
import type { NextAuthOptions } from "next-auth";
import NextAuth from "next-auth";
import { decode, encode } from "next-auth/jwt";
import { TokenSet } from "openid-client";
import { z } from "zod";
import { config, settingsForNextAuth } from "../../config";
import { log } from "../../log";
import { currentCaller, takeAnonymousPoint } from "../caller";
import { safePath } from "../safe-path";
import { hasSecondFactor } from "../second-factor/factors";
import { mayChangeFactors, notePresence } from "../second-factor/proof";
import { newToken } from "../secrets";
import { currentViewer } from "../sessions/current-viewer";
import { cookieName, cookieOptions } from "../sessions/session-cookie";
import { signInOf, type Viewer } from "../sessions/viewer";
import { setDeviceCookie, setEntryCookie } from "../sign-in/sign-in-cookies";
import { isFirstUse } from "../sign-in/sso";
import { arriveByOidc, type OidcRefusal, tieAudited } from "./arrive";
import { type Person, personOf, readClaims } from "./claims";
import { oidcSettings, openidClient, provider, SKEW_S } from "./provider";
import { mayTieThemselves, tied } from "./ties";

// next-auth's provider does the code flow: it makes and checks state, nonce and PKCE, exchanges the code and checks the ID
// token. What it has no word for is here: what the flow is for, and what comes of it.

/** To come in, to tie the account that is signed in, or to show that it is still its owner. */
const PURPOSES = ["sign-in", "tie", "prove"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** So long somebody may take at the provider. */
const FLOW_S = 15 * 60;

const Flow = z.object({
  purpose: z.enum(PURPOSES),
  /** Used once. */
  id: z.string(),
  next: z.string(),
  /** Whose tie or proof it is. */
  sessionId: z.string().nullable(),
  /** Seconds since 1970. */
  at: z.number(),
});
type Flow = z.output<typeof Flow>;

const ID = "oidc";
const CHECKS = ["pkce", "state", "nonce"] as const;
const flowCookie = (): string => cookieName("oidc");
const checkCookie = (check: (typeof CHECKS)[number]): string => cookieName(`oidc-${check}`);
const jwtOptions = () => ({ secret: config().authSecret, salt: flowCookie(), maxAge: FLOW_S });

/** Google gives a refresh token on these terms alone. */
const extrasOf = (issuer: string) =>
  issuer === "https://accounts.google.com" ? { access_type: "offline", prompt: "consent" } : {};

async function options(purpose: Purpose, signIn: NonNullable<NextAuthOptions["callbacks"]>["signIn"]) {
  const { issuer, clientId, clientSecret, scopes } = oidcSettings();
  const { endpoints, client } = await provider();
  const fresh = purpose === "prove" ? { max_age: 0, prompt: "login" } : {};
  const cookie = (check: (typeof CHECKS)[number]) => ({
    name: checkCookie(check),
    options: { ...cookieOptions(), maxAge: FLOW_S },
  });
  const made: NextAuthOptions = {
    secret: config().authSecret,
    useSecureCookies: config().overHttps,
    debug: false,
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: {
      csrfToken: { name: cookieName("csrf"), options: cookieOptions() },
      pkceCodeVerifier: cookie("pkce"),
      state: cookie("state"),
      nonce: cookie("nonce"),
    },
    providers: [
      {
        ...{ id: ID, name: ID, type: "oauth", idToken: true, checks: [...CHECKS] },
        ...{ clientId, clientSecret, client, issuer, jwks_endpoint: endpoints.keys },
        authorization: {
          url: endpoints.authorization,
          params: { scope: scopes, ...extrasOf(issuer), ...fresh },
        },
        token: { url: endpoints.token },
        // Read with our own client, which next-auth's answer has been checked for by then.
        userinfo: {
          url: endpoints.userinfo ?? undefined,
          request: async ({ tokens }) => readClaims(new TokenSet(tokens), await openidClient()),
        },
        profile: ({ sub }) => ({ id: String(sub) }),
      },
    ],
    callbacks: { signIn },
    logger: {
      // Of a fault its own words alone: it can hold the answer with its tokens.
      error: (code, of) => log.info({ code, why: wordsOf(of) }, "OpenID Connect"),
      warn: (code) => log.debug({ code }, "OpenID Connect"),
      debug: () => {},
    },
  };
  return made;
}

function wordsOf(of: unknown): string | undefined {
  const fault = of instanceof Error ? of : z.object({ error: z.instanceof(Error) }).safeParse(of).data?.error;
  return fault?.message.slice(0, 200);
}

type Asked = Record<"method" | "action", string> & {
  body?: Record<string, string>;
  query?: Record<string, string>;
  cookies: Record<string, string>;
};

/** One request to next-auth in its form for a server of one's own: no query and no form of a browser's gets past. */
async function askNextAuth({ action, query, ...request }: Asked, made: NextAuthOptions) {
  settingsForNextAuth(config());
  const heads = new Map<string, string | string[]>();
  const response = {
    getHeader: (name: string) => heads.get(name.toLowerCase()),
    setHeader: (name: string, value: string | string[]) => heads.set(name.toLowerCase(), value),
    status: () => response,
    send: () => undefined,
    json: () => undefined,
    end: () => undefined,
  };
  const sent = { ...request, headers: {}, query: { ...query, nextauth: [action, ID] } };
  await Reflect.apply(NextAuth, undefined, [sent, response, made]);
  return {
    location: [heads.get("location") ?? []].flat()[0],
    cookies: [heads.get("set-cookie") ?? []].flat(),
  };
}

function goTo(place: string, cookiesToSet: readonly string[] = []): Response {
  const location = new URL(place, config().panelOrigin).href;
  const headers = new Headers({ location, "cache-control": "no-store", "referrer-policy": "no-referrer" });
  for (const cookie of cookiesToSet) {
    headers.append("set-cookie", cookie);
  }
  return new Response(null, { status: 303, headers });
}

/** Why it came to nothing is said where it began. */
const backTo = (purpose: Purpose, why: OidcRefusal | "busy" | "connected"): string =>
  purpose === "sign-in" ? `/sign-in?provider=${why}` : `/account?provider=${why}#password`;

/** Leads the browser to the provider. What may only be begun by who is signed in leads to the sign-in without. */
export async function startOidc(purpose: Purpose, next: string | undefined): Promise<Response> {
  if ((await takeAnonymousPoint(await currentCaller())) > 0) {
    return goTo(backTo(purpose, "busy"));
  }
  const viewer = await currentViewer({ settingUp: true });
  if (purpose !== "sign-in" && (!viewer || viewer.view || !(await mayBegin(purpose, viewer)))) {
    return goTo("/sign-in");
  }
  const made = await options(purpose, () => false).catch((err) => {
    log.warn({ err }, "the OpenID provider could not be asked");
    return null;
  });
  if (!made) {
    return goTo(backTo(purpose, "down"));
  }
  // next-auth's own token against forgery; this request was proven by other means, see the route.
  const token = randomBytes(32).toString("hex");
  const proof = createHash("sha256").update(`${token}${config().authSecret}`).digest("hex");
  const { location, cookies: set } = await askNextAuth(
    {
      ...{ method: "POST", action: "signin", body: { csrfToken: token } },
      cookies: { [cookieName("csrf")]: `${token}|${proof}` },
    },
    made,
  );
  const known = CHECKS.map(checkCookie);
  const checks = set.filter((line) => known.some((name) => line.startsWith(`${name}=`)));
  if (!location || checks.length !== CHECKS.length) {
    return goTo(backTo(purpose, "down"));
  }
  const flow: Flow = {
    ...{ purpose, id: newToken(), next: next ?? "" },
    sessionId: purpose === "sign-in" ? null : (viewer?.sessionId ?? null),
    at: Math.floor(Date.now() / 1000),
  };
  const value = await encode({ ...jwtOptions(), token: flow });
  (await cookies()).set(flowCookie(), value, { ...cookieOptions(), maxAge: FLOW_S });
  return goTo(location, checks);
}

/** What decides how a person gets in is tied only by who has shown lately that it is them. */
const mayBegin = async (purpose: Purpose, viewer: Viewer): Promise<boolean> =>
  purpose === "prove" || (mayTieThemselves(viewer.role) && mayChangeFactors(viewer));

/** The flow that this browser began, once. */
async function takeFlow(): Promise<Flow | null> {
  const jar = await cookies();
  const value = jar.get(flowCookie())?.value;
  jar.set(flowCookie(), "", { ...cookieOptions(), maxAge: 0 });
  const read = Flow.safeParse(
    value ? await decode({ ...jwtOptions(), token: value }).catch(() => null) : null,
  );
  return read.success && (await isFirstUse(read.data.id, read.data.at + FLOW_S)) ? read.data : null;
}

/** The browser comes back with the provider's answer. */
export async function finishOidc(request: Request): Promise<Response> {
  const caller = await currentCaller();
  if ((await takeAnonymousPoint(caller)) > 0) {
    return goTo(backTo("sign-in", "busy"));
  }
  const flow = await takeFlow();
  if (!flow) {
    log.info({ why: "no flow of this browser" }, "a sign-in by OpenID Connect was refused");
    return goTo(backTo("sign-in", "failed"));
  }
  let place = backTo(flow.purpose, "failed");
  const jar = await cookies();
  const made = await options(flow.purpose, async ({ account, profile }) => {
    const person = personOf(profile);
    // next-auth takes a fault for a refusal, and writes its words into an address.
    place = await outcome(person, new TokenSet(account ?? {}), flow).catch((err) => {
      log.error({ err }, "a sign-in by OpenID Connect failed");
      return backTo(flow.purpose, "failed");
    });
    return place;
  }).catch(() => null);
  if (!made) {
    return goTo(backTo(flow.purpose, "down"));
  }
  const held = CHECKS.map((check) => [checkCookie(check), jar.get(checkCookie(check))?.value ?? ""]);
  await askNextAuth(
    {
      ...{ method: "GET", action: "callback", cookies: Object.fromEntries(held) },
      query: Object.fromEntries(new URL(request.url).searchParams),
    },
    made,
  );
  for (const check of CHECKS) {
    jar.set(checkCookie(check), "", { ...cookieOptions(), maxAge: 0 });
  }
  return goTo(place);
}

const outcome = async (person: Person | null, tokens: TokenSet, flow: Flow): Promise<string> =>
  person ? OUTCOMES[flow.purpose](person, tokens, flow) : backTo(flow.purpose, "failed");

type Outcome = (person: Person, tokens: TokenSet, flow: Flow) => Promise<string>;

/** Where to go. */
const OUTCOMES: Record<Purpose, Outcome> = {
  async "sign-in"(person, tokens, { next }) {
    const arrived = await arriveByOidc(person, tokens, await currentCaller());
    if (!arrived.ok) {
      return backTo("sign-in", arrived.why);
    }
    await setDeviceCookie(arrived.device);
    return setEntryCookie(arrived.entry, next);
  },
  async tie(person, _tokens, flow) {
    const viewer = await viewerOf(flow);
    if (!viewer || !(await mayChangeFactors(viewer))) {
      return backTo("tie", "failed");
    }
    const outcome = mayTieThemselves(viewer.role)
      ? await tieAudited({ ...viewer, id: signInOf(viewer) }, person, "account")
      : // Staff are tied by an admin or a claim.
        "not-allowed";
    return backTo("tie", outcome === "tied" ? "connected" : outcome);
  },
  async prove(person, _tokens, flow) {
    const viewer = await viewerOf(flow);
    const known = viewer && (await tied(person));
    const isFresh = person.provenAt !== null && person.provenAt.getTime() / 1000 >= flow.at - SKEW_S;
    if (!viewer || known?.account.id !== signInOf(viewer) || !isFresh) {
      return backTo("prove", "failed");
    }
    // One factor at the provider is less than the two that this account has here.
    if ((await hasSecondFactor(signInOf(viewer))) && !person.bySecondFactor) {
      return backTo("prove", "not-allowed");
    }
    await notePresence(viewer.sessionId);
    return safePath(flow.next, viewer.role);
  },
};

/** Who began it, if it is the session that this browser still has; never who looks through a customer's eyes. */
async function viewerOf({ sessionId }: Flow): Promise<Viewer | null> {
  const viewer = await currentViewer({ settingUp: true });
  return viewer && viewer.sessionId === sessionId && !viewer.view ? viewer : null;
}
