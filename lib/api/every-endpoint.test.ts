import { beforeEach, expect, it } from "vitest";
import { CUSTOMER_SCOPES, FLEET_SCOPES, type TokenScope } from "../accounts/tokens/token-scopes";
import { newTokenText } from "../accounts/tokens/token-text";
import { syncFleet } from "../hosts/mirror/sync-fleet";
import { useSimulatedHosts } from "../hosts/testing/on-simulator";
import { type Endpoint, isOffered, mayUse } from "./endpoint";
import { ENDPOINTS } from "./endpoints";
import { PROVIDER_OFFER } from "./offers";
import { freeLimits, newAccount, newTokenOf, program } from "./testing/program";

const { simulator } = useSimulatedHosts({ TRUSTED_PROXIES: "1" });
const near = { "x-forwarded-for": "203.0.113.5" };
const OWN = "101";

beforeEach(async () => {
  await freeLimits();
  await syncFleet();
  await simulator().control.clearJournal();
});

const ids: Record<string, string> = { id: OWN, customer: "10001", page: "none" };

/** With a body that names nothing, so that no address does anything by it. */
async function asked({ method, path }: Endpoint, token: string | null) {
  const named = path.includes("/operations/{id}")
    ? path.replace("{id}", crypto.randomUUID())
    : path.replace(/\{(\w+)\}/g, (_, name) => ids[name] ?? "none");
  const body = method === "POST" || method === "PATCH" ? { json: { "": 1 } } : {};
  return program(named, {
    token,
    method,
    headers: { ...near, "idempotency-key": crypto.randomUUID() },
    ...body,
  });
}

const isDeletion = ({ method }: Endpoint) => method === "DELETE";

it("answers every actor at every address by what their token may, and does nothing of itself", async () => {
  const [customer, admin] = [await newAccount("customer", "10001"), await newAccount("admin")];
  const actors: { name: string; scope: TokenScope | null; fleetScopes: string[]; token: string | null }[] = [
    { name: "nobody", scope: null, fleetScopes: [], token: null },
    { name: "a made-up token", scope: null, fleetScopes: [], token: newTokenText() },
  ];
  for (const scope of CUSTOMER_SCOPES) {
    actors.push({ name: scope, scope, fleetScopes: [], token: await newTokenOf(customer, { scope }) });
  }
  for (const scope of FLEET_SCOPES) {
    const bounds = { scope: "provider", fleetScopes: [scope], addressRanges: ["203.0.113.0/24"] } as const;
    const token = await newTokenOf(admin, {
      ...bounds,
      fleetScopes: [scope],
      addressRanges: ["203.0.113.0/24"],
    });
    actors.push({ name: scope, scope: "provider", fleetScopes: [scope], token });
  }
  for (const { name, scope, fleetScopes, token } of actors) {
    for (const endpoint of ENDPOINTS) {
      await freeLimits();
      const about = `${name}: ${endpoint.method} ${endpoint.path}`;
      const may = scope !== null && isOffered(endpoint, scope) && mayUse({ scope, fleetScopes }, endpoint);
      // A deletion has no body that would keep it from its work.
      if (may && isDeletion(endpoint)) {
        continue;
      }
      const { status, body, headers } = await asked(endpoint, token);
      if (scope === null) {
        expect([status, body.code], about).toEqual([401, "no-token"]);
        const fault = token === null ? "" : ', error="invalid_token"';
        expect(headers.get("www-authenticate")).toBe(`Bearer realm="api"${fault}`);
      } else if (!isOffered(endpoint, scope)) {
        expect(status === 405 || body.code === "not-found", `${about} ${status}`).toBe(true);
      } else if (!may) {
        expect([status, body.code], about).toEqual([403, "scope-missing"]);
      } else {
        expect([401, 403, 405, 500], `${about} ${JSON.stringify(body)}`).not.toContain(status);
      }
    }
  }
  expect((await simulator().control.journal()).effects).toEqual([]);
}, 120_000);

it("asks each kind of operation for its own scope, whatever else a token may", async () => {
  const admin = await newAccount("admin");
  for (const scope of FLEET_SCOPES) {
    // An address that is read first has to be readable.
    const fleetScopes = [...new Set([scope, "fleet-read"] as const)];
    const bounds = { scope: "provider" as const, fleetScopes, addressRanges: ["203.0.113.0/24"] };
    const token = await newTokenOf(admin, bounds);
    for (const { kind } of PROVIDER_OFFER.commands) {
      await freeLimits();
      const needed = PROVIDER_OFFER.scopeOf(kind);
      if (fleetScopes.some((one) => one === needed)) {
        continue;
      }
      const json = { kind, typedName: "x", customer: "10002", snapshot: "s", image: "1", medium: "1" };
      const { status, body } = await program(`/fleet/hosts/${OWN}/operations`, {
        token,
        headers: near,
        json,
      });
      expect(["scope-missing", "invalid"], `${scope} ${kind} ${status}`).toContain(body.code);
    }
  }
  expect((await simulator().control.journal()).effects).toEqual([]);
}, 120_000);
