import "server-only";
import { createHash } from "node:crypto";
import type { z } from "zod";
import type { ProvenToken } from "../accounts/tokens/prove-token";
import { mark } from "../actions/action-kind";
import type { Route } from "../actions/read-route";
import { Refusal, reference } from "../actions/refusal";
import { queueFullSeconds } from "../fair-queue";
import { log } from "../log";
import { countRefusal } from "../metrics/instruments";
import { perProcess } from "../per-process";
import { authenticate, takeOpenPoint, takeOperationPoint } from "./authenticate";
import { isOffered, mayUse } from "./endpoint";
import { ENDPOINTS } from "./endpoints";
import { apiDescription } from "./openapi";
import { problemOfResult } from "./operation-answer";
import { errorsOf } from "./parse";
import { Problem, problemAnswer } from "./problem";
import { type Counted, rateHeaders } from "./rate-headers";

const PREFIX = "/api/v1";
const DESCRIPTION = "/openapi.json";

/**
 * Every method of every address below `/api/v1`: by a bearer token, but for the description, which is for anybody. What
 * isn't below it, as of another version, is not there.
 */
export const apiRoute: Route = mark(async (request) => {
  const counted: Counted[] = [];
  const answer = await answerTo(request, counted).catch((err) => problemOf(err, request));
  for (const [name, value] of Object.entries(rateHeaders(counted))) {
    answer.headers.set(name, value);
  }
  if (!answer.headers.has("cache-control")) {
    answer.headers.set("cache-control", "no-store");
  }
  return answer;
}, "api-route");

async function answerTo(request: Request, counted: Counted[]): Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname !== PREFIX && !url.pathname.startsWith(`${PREFIX}/`)) {
    throw new Problem("not-found");
  }
  const path = url.pathname.slice(PREFIX.length) || "/";
  const method = request.method === "HEAD" ? "GET" : request.method;
  if (path === DESCRIPTION) {
    await takeOpenPoint(request, counted);
    return method === "GET" ? descriptionFor(request) : refuseMethod(["GET"]);
  }
  // Before anything is said of the path: who has no token learns nothing of it.
  return answerAs(await authenticate(request, counted), request, counted);
}

/** What a token that was proven is answered. Throws problems. */
export async function answerAs(token: ProvenToken, request: Request, counted: Counted[]): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.slice(PREFIX.length) || "/";
  const method = request.method === "HEAD" ? "GET" : request.method;
  const matches = ENDPOINTS.flatMap((endpoint) => {
    const params = matchPath(endpoint.path, path);
    return params ? [{ endpoint, params }] : [];
  });
  // To a provider's token a customer's addresses are not there, and the other way round.
  const own = matches.filter(({ endpoint }) => isOffered(endpoint, token.scope));
  if (own.length === 0) {
    throw new Problem("not-found");
  }
  const found = own.find(({ endpoint }) => endpoint.method === method);
  if (!found) {
    return refuseMethod(own.map(({ endpoint }) => endpoint.method));
  }
  const { endpoint, params } = found;
  if (!mayUse(token, endpoint)) {
    throw new Problem("scope-missing", { detail: `It needs the scope ${endpoint.needs}.` });
  }
  if (endpoint.method !== "GET") {
    await takeOperationPoint(token, counted, endpoint.name === "orderFleetHost");
  }
  const query = readQuery(endpoint.query, url.searchParams);
  const body = endpoint.body ? await readJson(request) : null;
  const made = await endpoint.handle({ request, token, params, query: query as never, body });
  const status = made.status ?? endpoint.status;
  return status === 204
    ? new Response(null, { status })
    : Response.json(made.body, { status, headers: made.headers });
}

/** The same for everybody, and some milliseconds' work; a tool that has it already gets no second one. */
function descriptionFor(request: Request): Response {
  const { text, tag } = perProcess("api description", () => {
    const made = JSON.stringify(apiDescription());
    return { text: made, tag: `W/"${createHash("sha256").update(made).digest("base64url").slice(0, 27)}"` };
  });
  const headers = { etag: tag, "cache-control": "no-cache" };
  const known = request.headers.get("if-none-match")?.split(",") ?? [];
  return known.some((one) => one.trim() === "*" || opaque(one) === opaque(tag))
    ? new Response(null, { status: 304, headers })
    : new Response(text, { headers: { ...headers, "content-type": "application/json" } });
}

const opaque = (tag: string): string => tag.trim().replace(/^W\//, "");

const refuseMethod = (allowed: readonly string[]): Response =>
  problemAnswer("method-not-allowed", {
    headers: {
      allow: [...new Set(allowed.flatMap((one) => (one === "GET" ? ["GET", "HEAD"] : [one])))].join(", "),
    },
  });

/** What its `{…}` stand for; null where the path is another. */
function matchPath(template: string, path: string): Record<string, string> | null {
  const [wanted, given] = [template.split("/"), path.split("/")];
  if (wanted.length !== given.length) {
    return null;
  }
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const text = decoded(given[at] ?? "");
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
    if (name ? text === "" : text !== part) {
      return null;
    }
    if (name) {
      params[name] = text;
    }
  }
  return params;
}

/** Empty, which fits nothing, where it can't be read. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

function readQuery(schema: z.ZodObject, search: URLSearchParams): Record<string, unknown> {
  const names = [...search.keys()];
  // zod passes over `__proto__`.
  const unknown = names.filter((name) => !Object.hasOwn(schema.shape, name));
  if (unknown.length > 0) {
    throw new Problem("bad-request", { errors: unknown.map((field) => ({ field, code: "unknown" })) });
  }
  const parsed =
    new Set(names).size === names.length ? schema.safeParse(Object.fromEntries(search)) : undefined;
  if (parsed?.success) {
    return parsed.data;
  }
  throw new Problem("bad-request", parsed ? { errors: errorsOf(parsed.error) } : {});
}

/** The object of a body. Throws the problem of one that has none. */
export async function readJson(request: Request): Promise<object> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new Problem("not-json");
  }
  const body = parsedJson(await request.arrayBuffer());
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new Problem("bad-request", { detail: "The body is no JSON object in UTF-8." });
  }
  const entries = Object.entries(body);
  const faults = entries.flatMap(([field, value]) =>
    field === "__proto__"
      ? [{ field, code: "unknown" }]
      : typeof value === "string" && UNKEPT.test(value)
        ? [{ field, code: "invalid-characters" }]
        : [],
  );
  if (faults.length > 0) {
    throw new Problem("invalid", { errors: faults });
  }
  return body;
}

/** NUL and halves of a pair, which no text of the database holds. */
const UNKEPT = /[\0\p{Cs}]/u;

function parsedJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

/** Of whatever was thrown, written to the log. */
export function problemOf(err: unknown, request: Request): Response {
  const path = new URL(request.url).pathname.slice(0, 200);
  const waits = queueFullSeconds(err);
  const problem =
    err instanceof Problem
      ? err
      : err instanceof Refusal
        ? problemOfResult(err.result)
        : waits !== null
          ? new Problem("too-many", { retryAfter: waits })
          : null;
  if (problem === null) {
    log.error({ err, path, ref: reference() }, "a request of a program failed");
    return problemAnswer("internal");
  }
  countRefusal(problem.code);
  log.info(
    { path, method: request.method, code: problem.code, reason: problem.more.reason },
    "a program was refused",
  );
  return problemAnswer(problem.code, problem.more);
}
