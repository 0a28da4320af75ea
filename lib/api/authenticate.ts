import "server-only";
import { addressGroup, callerAddress } from "../accounts/caller-address";
import { takeTurn } from "../accounts/fair-share";
import { type Limit, takeCountedPoint } from "../accounts/rate-limit";
import { keyedHash } from "../accounts/secrets";
import { isWithin } from "../accounts/tokens/address-ranges";
import { type ProvenToken, proveToken, touchToken } from "../accounts/tokens/prove-token";
import { config } from "../config";
import { noteRequest } from "../request-context";
import { Problem } from "./problem";
import type { Counted } from "./rate-headers";

/** Of every request, and of those that ask for an operation beside. */
const limits = () => {
  const { requests, fleetOperations, orders } = config().api;
  const each = (scope: string, points: number): Limit => ({ scope, points, seconds: 60 });
  return {
    token: each("api-token", requests),
    account: each("api-account", 3 * requests),
    operations: each("api-operations", 60),
    /** A billing system's, which suspends many hosts at once. */
    providerOperations: each("api-operations", fleetOperations),
    orders: each("api-orders", orders),
  };
};

/** Requests without a valid token; where addresses are unknown all callers share one count. */
const FAILED = { scope: "api-failed", points: 30, seconds: 60 };
const FAILED_ALL = { scope: "api-failed-all", points: 300, seconds: 60 };
/** The description of the API, for anybody. */
const OPEN = { scope: "api-open", points: 60, seconds: 60 };
const OPEN_ALL = { scope: "api-open-all", points: 600, seconds: 60 };

const BEARER = /^Bearer +(\S+)$/i;

const addressOf = (request: Request): string | null =>
  callerAddress(request.headers.get("x-forwarded-for"), config().trustedProxies);

/** Takes a point of each, and adds what is left to `counted`, which the answer tells whatever becomes of it. */
async function take(
  counted: Counted[],
  limits: readonly { policy: string; limit: Limit; key: string }[],
): Promise<void> {
  const taken = await Promise.all(
    limits.map(async ({ policy, limit, key }) => ({
      policy,
      limit,
      ...(await takeCountedPoint(limit, key)),
    })),
  );
  counted.push(...taken);
  const retryAfter = Math.max(...taken.map(({ waitSeconds }) => waitSeconds));
  if (retryAfter > 0) {
    throw new Problem("too-many", { retryAfter });
  }
}

function takeOfAddress(
  request: Request,
  counted: Counted[],
  policy: string,
  [each, all]: readonly [each: Limit, all: Limit],
): Promise<void> {
  const address = addressOf(request);
  return take(counted, [
    address === null
      ? { policy, limit: all, key: "everybody" }
      : { policy, limit: each, key: keyedHash("address", addressGroup(address)) },
  ]);
}

/** For what needs no token. */
export const takeOpenPoint = (request: Request, counted: Counted[]): Promise<void> =>
  takeOfAddress(request, counted, "address", [OPEN, OPEN_ALL]);

/**
 * Whose request it is, by its bearer token alone: no cookie is looked at. Its limits are taken, and told in `counted`.
 * Who guesses is refused the sooner the more they guess, and a right token is never kept waiting by them.
 */
export async function authenticate(request: Request, counted: Counted[]): Promise<ProvenToken> {
  const [, bearer = ""] = BEARER.exec(request.headers.get("authorization") ?? "") ?? [];
  const token = await proveToken(bearer);
  if (!token) {
    await takeOfAddress(request, counted, "failed", [FAILED, FAILED_ALL]);
    const fault = bearer === "" ? "" : ', error="invalid_token"';
    throw new Problem("no-token", { headers: { "www-authenticate": `Bearer realm="api"${fault}` } });
  }
  const { viewer } = token;
  noteRequest({ account: viewer.accountId, program: token.id, language: viewer.locale ?? "en" });
  const address = addressOf(request);
  if (!isWithin(address, token.addressRanges)) {
    await takeOfAddress(request, counted, "failed", [FAILED, FAILED_ALL]);
    throw new Problem("address-refused");
  }
  await take(counted, [
    { policy: "token", limit: limits().token, key: token.id },
    { policy: "account", limit: limits().account, key: viewer.accountId },
  ]);
  if (!(await takeTurn(viewer.accountId, request.method === "POST" ? "action" : "read"))) {
    throw new Problem("too-many", { retryAfter: 1 });
  }
  await touchToken(token, address);
  return token;
}

/** For a request that asks for an operation, once it is known to. */
export const takeOperationPoint = (
  { scope, viewer }: ProvenToken,
  counted: Counted[],
  isOrder: boolean,
): Promise<void> => {
  const { operations, providerOperations, orders } = limits();
  const key = viewer.accountId;
  return take(counted, [
    { policy: "operations", limit: scope === "provider" ? providerOperations : operations, key },
    ...(isOrder ? [{ policy: "orders", limit: orders, key }] : []),
  ]);
};
