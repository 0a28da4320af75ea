import "server-only";
import type { z } from "zod";
import { covers } from "../accounts/tokens/token-scopes";
import { mark } from "../actions/action-kind";
import type { Route } from "../actions/read-route";
import { Refusal, reference } from "../actions/refusal";
import { queueFullSeconds } from "../fair-queue";
import { log } from "../log";
import { countRefusal } from "../metrics/instruments";
import { perProcess } from "../per-process";
import { authenticate, takeOpenPoint } from "./authenticate";
import { ENDPOINTS } from "./endpoints";
import { apiDescription } from "./openapi";
import { problemOfResult } from "./operation-answer";
import { errorsOf } from "./parse";
import { Problem, problemAnswer } from "./problem";
import { type Counted, rateHeaders } from "./rate-headers";

const PREFIX = "/api/v1";
const DESCRIPTION = "/openapi.json";

/** Every method of every address below `/api/v1`: by a bearer token, but for the description, which is for anybody. */
export const apiRoute: Route = mark(async (request) => {
  const counted: Counted[] = [];
  const answer = await answerTo(request, counted).catch((err) => problemOf(err, request));
  for (const [name, value] of Object.entries(rateHeaders(counted))) {
    answer.headers.set(name, value);
  }
  answer.headers.set("cache-control", "no-store");
  return answer;
}, "api-route");

async function answerTo(request: Request, counted: Counted[]): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.slice(PREFIX.length) || "/";
  const method = request.method === "HEAD" ? "GET" : request.method;
  if (path === DESCRIPTION) {
    await takeOpenPoint(request, counted);
    return method === "GET" ? Response.json(description()) : refuseMethod(["GET"]);
  }
  // Before anything is said of the path: who has no token learns nothing of it.
  const token = await authenticate(request, counted);
  const matches = ENDPOINTS.flatMap((endpoint) => {
    const params = matchPath(endpoint.path, path);
    return params ? [{ endpoint, params }] : [];
  });
  // To a provider's token a customer's addresses are not there, and the other way round.
  const own = matches.filter(
    ({ endpoint }) => (endpoint.needs === "provider") === (token.scope === "provider"),
  );
  if (own.length === 0) {
    throw new Problem("not-found");
  }
  const found = own.find(({ endpoint }) => endpoint.method === method);
  if (!found) {
    return refuseMethod(own.map(({ endpoint }) => endpoint.method));
  }
  const { endpoint, params } = found;
  if (!covers(token.scope, endpoint.needs)) {
    throw new Problem("scope-missing", { detail: `It needs the scope ${endpoint.needs}.` });
  }
  const query = readQuery(endpoint.query, url.searchParams);
  const body = endpoint.body ? await readJson(request) : null;
  const made = await endpoint.handle({ request, token, params, query: query as never, body });
  return Response.json(made.body, { status: endpoint.status, headers: made.headers });
}

/** The same for everybody, and some milliseconds' work. */
const description = () => perProcess("api description", apiDescription);

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
    const text = given[at] ?? "";
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

function readQuery(schema: z.ZodObject, search: URLSearchParams): Record<string, unknown> {
  const names = [...search.keys()];
  const parsed =
    new Set(names).size === names.length ? schema.safeParse(Object.fromEntries(search)) : undefined;
  if (parsed?.success) {
    return parsed.data;
  }
  throw new Problem("bad-request", parsed ? { errors: errorsOf(parsed.error) } : {});
}

async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new Problem("not-json");
  }
  const text = await request.text();
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null && !Array.isArray(body)) {
      return body;
    }
  } catch {
    // Said below.
  }
  throw new Problem("bad-request", { detail: "The body is no JSON object." });
}

function problemOf(err: unknown, request: Request): Response {
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
    const requestId = reference();
    log.error({ err, path, ref: requestId }, "a request of a program failed");
    return problemAnswer("internal", { requestId });
  }
  countRefusal(problem.code);
  log.info(
    { path, method: request.method, code: problem.code, reason: problem.more.reason },
    "a program was refused",
  );
  return problemAnswer(problem.code, problem.more);
}
