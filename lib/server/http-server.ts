import { randomBytes } from "node:crypto";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { callerAddress, networkOf, type TrustedProxies } from "../accounts/caller-address";
import type { Config } from "../config";
import { FairQueue, isCallerGone, queueFullSeconds } from "../fair-queue";
import { isKnownCaller } from "../known-caller";
import { log } from "../log";
import { countRequest } from "../metrics/instruments";
import { perProcess } from "../per-process";
import { callerSignal, endRequest, type RequestContext, runInRequest } from "../request-context";
import { headersOfFiles, isPage, pageHeaders } from "../security-headers";
import { countAccepted, everybodyAccepted } from "./accept-queue";
import { awayAnswer } from "./away";
import { dropOrders } from "./public-build";
import { METHODS, refuse, refuseUnread } from "./refuse";

/** Bytes: the largest form (a provider's mark) has half of it. */
export const LARGEST_BODY = 64 * 1024;
const SLOWEST_MS = 10_000;
/**
 * How long an idle connection stays open: longer than proxies keep theirs (Caddy 120 s, Traefik 90, AWS 60). Closed by this end
 * first, it would take the next request with it.
 */
const IDLE_MS = 125_000;
const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

interface ServerRules {
  trustedProxies: TrustedProxies;
  /** For programs that are refused: where the codes are explained. */
  panelOrigin: string;
  overHttps: boolean;
  console: Pick<Config["console"], "hosts">;
  /** Milliseconds for the whole request, headers and body. */
  slowestMs?: number;
  /** The route that answers a URL, for the metrics; without it nothing is counted. */
  routeOf?: (url: string) => string;
}

/**
 * The server in front of Next. It refuses what Next would buffer or fail on, closes slow requests with 408, and gives
 * every request its context. It has no `upgrade` listener, so a request to upgrade is answered as a plain one.
 */
export function createHttpServer(handle: RequestListener, rules: ServerRules): Server {
  const slowestMs = rules.slowestMs ?? SLOWEST_MS;
  const limits = { headersTimeout: slowestMs, requestTimeout: slowestMs, keepAliveTimeout: IDLE_MS };
  const interval = Math.ceil(slowestMs / 10);
  const headersOfFile = headersOfFiles(rules);
  const headersOfPage = pageHeaders(rules);
  const server = createServer({ ...limits, connectionsCheckingInterval: interval }, (request, response) => {
    const context: RequestContext = { ...contextOf(request, rules), response };
    request.headers["x-request-id"] = context.requestId;
    response.setHeader("x-request-id", context.requestId);
    for (const [name, value] of headersOfFile(request.url)) {
      response.setHeader(name, value);
    }
    response.once("close", () => endRequest(context));
    countOnceAnswered(request, response, rules);
    runInRequest(context, () => {
      const status = refusalOf(request);
      if (status !== null) {
        refuse(request, response, status, rules);
        return;
      }
      const away = awayAnswer(request);
      if (away) {
        response.writeHead(503, away.headers).end(away.body);
        return;
      }
      const { url = "" } = request;
      if (isPage(url)) {
        const { asked, answered } = headersOfPage(url);
        Object.assign(request.headers, Object.fromEntries(asked));
        for (const [name, value] of answered) {
          response.setHeader(name, value);
        }
      }
      if (request.headers["next-action"] !== undefined) {
        tellUnreadable(response, context);
      }
      const isOwn = request.headers[OWN_REQUEST] === OWN_TOKEN;
      request.headers[OWN_REQUEST] = OWN_TOKEN;
      if (!isOwn) dropOrders(request.headers);
      const isForm = !isOwn && request.method !== "GET" && request.method !== "HEAD";
      // Node hands over a body outside of the request's context.
      watchBody(request, isForm, {
        tooLarge: () =>
          runInRequest(context, () => {
            refuse(request, response, 413, rules);
          }),
        whole: () =>
          runInRequest(context, () => void handInTurn(context, request, response, { handle, rules })),
      });
      if (!isForm) {
        handle(request, response);
      }
    });
  });
  countAccepted(server);
  return server.on("clientError", refuseUnread);
}

/**
 * Next hands an action on to the page that holds it by a request to this server, with the headers of the first one. That
 * second request must not wait for a turn which the first one holds.
 */
const OWN_REQUEST = "x-panel-own-request";
const OWN_TOKEN = randomBytes(16).toString("hex");

/**
 * What Next works on at a time: forms of callers with a session or of a browser that signed in before, and of all others.
 * A form costs it some 20 ms of the one thread, so a flood of sign-ins would keep every page waiting.
 */
const FORMS_AT_ONCE = { known: 64, stranger: 4 };
const LONGEST_QUEUE = 200;
const FORM_MS = 25;
const forms = new FairQueue(FORMS_AT_ONCE, LONGEST_QUEUE, FORM_MS);

/** Forms that have arrived whole wait for their turn; a caller who hangs up meanwhile, or whose network sends too many, never gets to Next. */
async function handInTurn(
  context: RequestContext,
  request: IncomingMessage,
  response: ServerResponse,
  { handle, rules }: { handle: RequestListener; rules: ServerRules },
): Promise<void> {
  const address = context.address ?? "";
  const network = address && networkOf(address);
  const caller = { network, address, signal: callerSignal() };
  const work = () =>
    new Promise<void>((resolve) => {
      context.release.push(resolve);
      handle(request, response);
    });
  await everybodyAccepted();
  try {
    const { cookie = "", authorization = "" } = request.headers;
    const lane = (await isKnownCaller({ cookie, authorization }, caller)) ? "known" : "stranger";
    await forms.run({ lane, ...caller }, work);
  } catch (reason) {
    const waitSeconds = queueFullSeconds(reason);
    if (waitSeconds !== null) {
      response.setHeader("retry-after", String(waitSeconds));
      refuse(request, response, 429, rules);
    } else if (!isCallerGone(reason)) {
      breakOff(reason, response);
    }
  }
}

function breakOff(err: unknown, response: ServerResponse): void {
  log.error({ err }, "a request could not be answered");
  response.destroy();
}

/** Not for a caller who hung up, nor for requests that Next sends to itself. */
function countOnceAnswered(
  request: IncomingMessage,
  response: ServerResponse,
  { routeOf }: ServerRules,
): void {
  const { method = "", url = "" } = request;
  if (!routeOf || request.headers[OWN_REQUEST] === OWN_TOKEN) {
    return;
  }
  const startedAt = performance.now();
  response.once("finish", () => {
    const isStream = String(response.getHeader("content-type")).startsWith("text/event-stream");
    const seconds = (performance.now() - startedAt) / 1000;
    const label = METHODS.has(method) ? method : "other";
    countRequest(
      { method: label, route: routeOf(url), status: response.statusCode },
      isStream ? null : seconds,
    );
  });
}

function contextOf({ headers, socket }: IncomingMessage, { trustedProxies }: ServerRules): RequestContext {
  const peer = socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/, "") ?? null;
  if (trustedProxies === "direct" && headers[OWN_REQUEST] !== OWN_TOKEN) {
    // What the caller wrote there is no address of anybody.
    headers["x-forwarded-for"] = peer ?? "";
  }
  const isBehindOne = trustedProxies !== "direct" && trustedProxies > 0;
  const given = isBehindOne ? headers["x-request-id"] : undefined;
  const requestId = typeof given === "string" && REQUEST_ID.test(given) ? given : newRequestId();
  const forwardedFor = [headers["x-forwarded-for"] ?? []].flat().join(",") || null;
  if (forwardedFor !== null && trustedProxies !== "direct") {
    tellOtherProxies(forwardedFor.split(",").length, trustedProxies);
  }
  return { requestId, address: callerAddress(forwardedFor, trustedProxies), peer, release: [] };
}

/** More entries than proxies are what callers write themselves; fewer mean that the setting is wrong. Told once. */
function tellOtherProxies(entries: number, trustedProxies: number): void {
  const told = perProcess("other proxies told", () => ({ yes: false }));
  if (!told.yes && (trustedProxies === 0 || entries < trustedProxies)) {
    told.yes = true;
    log.warn(
      { trustedProxies, entries },
      trustedProxies === 0
        ? "requests come with X-Forwarded-For, and TRUSTED_PROXIES is 0: if a proxy of yours sends it, set how many there are"
        : "X-Forwarded-For has fewer addresses than TRUSTED_PROXIES says: callers' addresses are unknown. Is the number right?",
    );
  }
}

const newRequestId = (): string => randomBytes(8).toString("hex");

function refusalOf({
  method = "",
  url = "",
  headers,
  headersDistinct,
}: IncomingMessage): 400 | 405 | 413 | null {
  if (!METHODS.has(method)) {
    return 405;
  }
  if (!url.startsWith("/") || !isDecodable(url) || (headersDistinct.host?.length ?? 0) > 1) {
    return 400;
  }
  return Number(headers["content-length"] ?? 0) > LARGEST_BODY ? 413 : null;
}

/** Next fails with 500 on a path such as `/hosts/%ff`. */
function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.replace(/[?#].*/s, ""));
    return true;
  } catch {
    return false;
  }
}

/** Next answers the body of an action that it can't read with 500, and says nothing: that is the caller's fault, and no alert's. */
function tellUnreadable(response: ServerResponse, context: RequestContext): void {
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...more: unknown[]) =>
    writeHead(status === 500 && !context.failed ? 400 : status, ...more);
}

/**
 * Counts a body as it comes, as not every one says its length, and tells once it is whole: a body that trickles in must hold
 * no turn. `push` is where Node hands over each piece, and `null` at the end; what is `kept` waits in the request's own buffer.
 */
function watchBody(
  request: IncomingMessage,
  kept: boolean,
  { tooLarge, whole }: { tooLarge: () => void; whole: () => void },
): void {
  const push = request.push.bind(request);
  let bytes = 0;
  request.push = (chunk, encoding) => {
    const before = bytes;
    bytes += chunk?.length ?? 0;
    if (bytes > LARGEST_BODY) {
      if (before <= LARGEST_BODY) {
        tooLarge();
      }
      return true;
    }
    const wantsMore = push(chunk, encoding);
    if (kept && chunk === null) {
      whole();
    }
    // False would stop Node from reading on, and nobody reads the buffer before the body is whole.
    return kept || wantsMore;
  };
}
