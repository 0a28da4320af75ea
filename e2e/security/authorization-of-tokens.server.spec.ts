import { type CustomerKind, rulesOf } from "../../lib/operations/command-rules";
import { inDatabase } from "../support/panel-rows";
import {
  asProgram,
  type DescribedAddress,
  describedAddresses,
  type TokenBounds,
  tokenOf,
} from "../support/programs";
import { expect, test } from "../support/test";
import type { World } from "../support/world";
import { aboutOf, askAll, BODIES, customerOf, expectAll, operationOf } from "./support/ask-all";

// Programs as actors: every address of the API and every kind, with every token that must not get through.

const [OWN, OTHER, FOREIGN, UNKNOWN] = ["101", "102", "201", "999999"];

let addresses: DescribedAddress[];
let customer: DescribedAddress[];
let provider: DescribedAddress[];

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  // What has a body and no kind, or a method of its own, is asked for by every actor in lib/api/every-endpoint.test.ts.
  // What a token says of itself is every token's.
  addresses = (await describedAddresses(world.url)).filter(
    ({ method, path, kinds }) => (method === "GET" || kinds.length > 0) && path !== "/token",
  );
  customer = addresses.filter(({ forProvider }) => !forProvider);
  provider = addresses.filter(({ forProvider }) => forProvider);
});

const noCommands = async (world: World) => {
  const { calls, effects } = await world.simulator.control.journal();
  // The panel still closes a console that a test before this one opened.
  expect(effects.filter(({ kind }) => kind !== "console-logout")).toEqual([]);
  return calls;
};

test("every kind that customers' programs may ask for has its body here", async () => {
  expect([...new Set(customer.flatMap(({ kinds }) => kinds))].filter((kind) => !(kind in BODIES))).toEqual(
    [],
  );
});

test("no customer's token finds another's host or operation, whatever its scope and hosts", async ({
  world,
}) => {
  const neighbour = await customerOf(world, "10002");
  const operation = await operationOf(world, neighbour, FOREIGN);
  await customerOf(world, "10001");
  await world.simulator.control.clearJournal();
  const bounded: TokenBounds[] = [
    { scope: "read" },
    { scope: "power" },
    { scope: "manage" },
    { scope: "manage", hosts: [OWN] },
  ];
  for (const bounds of bounded) {
    // An account for each, so that what answers is never the rate limit.
    const token = await tokenOf(world, await world.account({ userId: "10001" }), bounds);
    const single = customer.filter((address) => aboutOf(address) !== "list");
    await expectAll(askAll(world, token, single, FOREIGN, operation), 404, "not-found");
    await expectAll(askAll(world, token, provider, FOREIGN, operation), 404, "not-found");
    await expectAll(askAll(world, token, single, UNKNOWN, crypto.randomUUID()), 404, "not-found");
    const { body } = await asProgram(world, token, "/hosts?limit=200");
    const ids = body.hosts.map(({ id }: { id: string }) => id);
    expect(ids).toContain(OWN);
    expect(ids.filter((id: string) => id.startsWith("2"))).toEqual([]);
  }
  const calls = await noCommands(world);
  // Nothing but the read of whose it is.
  const others = calls.filter((c) => [FOREIGN, UNKNOWN].includes(c.vmid ?? c.params.id ?? ""));
  expect(others.filter((c) => c.action !== "hyper").map((c) => c.action)).toEqual([]);
});

test("a narrowed token does no more on its owner's hosts than its scope and its hosts allow", async ({
  world,
}) => {
  const owner = await customerOf(world, "10001");
  const operation = await operationOf(world, owner, OWN);
  await world.simulator.control.clearJournal();
  const single = customer.filter((address) => aboutOf(address) !== "list");
  const narrow = await tokenOf(world, await world.account({ userId: "10001" }), {
    scope: "manage",
    hosts: [OTHER],
  });
  await expectAll(askAll(world, narrow, single, OWN, operation), 404, "not-found");
  const { body } = await asProgram(world, narrow, "/hosts");
  expect(body.hosts.map(({ id }: { id: string }) => id)).toEqual([OTHER]);

  for (const scope of ["read", "power"] as const) {
    const token = await tokenOf(world, await world.account({ userId: "10001" }), { scope });
    const reads = customer.filter(({ method }) => method === "GET");
    for (const { what, status } of await askAll(world, token, reads, OWN, operation)) {
      expect(status, `${scope} ${what}`).toBe(200);
    }
    const beyond = customer
      .filter(({ method }) => method === "POST")
      .map((address) => ({
        ...address,
        kinds: address.kinds.filter((kind) => scope === "read" || !isPower(kind)),
      }));
    await expectAll(askAll(world, token, beyond, OWN, operation), 403, "scope-missing");
  }
  await noCommands(world);
});

const isPower = (kind: string) => rulesOf(kind as CustomerKind).group === "power";

test("a provider's token that was made to read the fleet does nothing else, and has nothing of a customer's", async ({
  world,
}) => {
  const owner = await customerOf(world, "10001");
  const operation = await operationOf(world, owner, OWN);
  await world.simulator.control.clearJournal();
  const token = await tokenOf(world, await world.account({ role: "admin" }), { scope: "provider" });
  await expectAll(askAll(world, token, customer, OWN, operation), 404, "not-found");
  // There is no webhook of the provider's yet.
  const reads = provider.filter(
    ({ method, path }) => method === "GET" && !path.startsWith("/fleet/webhooks/"),
  );
  for (const { what, status } of await askAll(world, token, reads, OWN, operation)) {
    expect(status, what).toBe(200);
  }
  const customers = customer.flatMap(({ kinds }) => kinds);
  const foreign = provider
    .filter(({ method }) => method === "POST")
    .map((address) => ({
      ...address,
      kinds: [...customers, "delete-host", "transfer-host", "open-console"],
    }));
  for (const { what, answer } of await askAll(world, token, foreign, OWN, operation)) {
    expect(["403 scope-missing", "422 invalid"], what).toContain(answer.join(" "));
  }
  await noCommands(world);
});

const endTokens = "update api_tokens set";
const endAccounts = "update accounts set";
const ofAccount = "where username = $1";
const ofToken = "where account_id = (select id from accounts where username = $1)";
/** How a token that was good a moment ago is over, by a statement with its owner's name. */
const OVER: [how: string, role: "customer" | "admin", end: string][] = [
  ["expired", "customer", `${endTokens} expires_at = now() - interval '1 second' ${ofToken}`],
  ["was revoked", "customer", `${endTokens} ended_at = now() ${ofToken}`],
  ["has a disabled owner", "customer", `${endAccounts} disabled_at = now() ${ofAccount}`],
  [
    "is of an account that is the customer's no more",
    "customer",
    `${endAccounts} former_at = now(), disabled_at = now() ${ofAccount}`,
  ],
  ["is of an account that was removed", "customer", `delete from accounts ${ofAccount}`],
  [
    "is a provider's and expired",
    "admin",
    `${endTokens} expires_at = now() - interval '1 second' ${ofToken}`,
  ],
  ["is of an admin who is none any more", "admin", `${endAccounts} role = 'support' ${ofAccount}`],
  ["is of a disabled admin", "admin", `${endAccounts} disabled_at = now() ${ofAccount}`],
];

test("a token that is over is refused at every address", async ({ world }) => {
  await customerOf(world, "10001");
  const freeLimits = () => inDatabase(world, "delete from rate_limits");
  const made = async (role: "customer" | "admin", more = {}) => {
    const username = await world.account({ role, userId: "10001" });
    const scope = role === "admin" ? "provider" : "manage";
    return { username, token: await tokenOf(world, username, { scope, ...more }) };
  };
  const good = async (token: string, role: string) =>
    (await asProgram(world, token, role === "admin" ? "/fleet/hosts" : "/hosts")).status;
  for (const [how, role, end] of OVER) {
    await test.step(how, async () => {
      await freeLimits();
      const { username, token } = await made(role);
      expect(await good(token, role)).toBe(200);
      await inDatabase(world, end, [username]);
      await expectAll(askAll(world, token, addresses, OWN, crypto.randomUUID()), 401, "no-token");
    });
  }
  await test.step("asks from another address", async () => {
    for (const role of ["customer", "admin"] as const) {
      await freeLimits();
      const { token } = await made(role, { addressRanges: ["203.0.113.0/24"] });
      await expectAll(askAll(world, token, addresses, OWN, crypto.randomUUID()), 403, "address-refused");
    }
  });
  await test.step("its customer is disabled in RStack", async () => {
    await freeLimits();
    const { username, token } = await made("customer");
    expect(await good(token, "customer")).toBe(200);
    await world.simulator.control.setUser("10001", { status: "1" });
    await inDatabase(world, `${endAccounts} rstack_status_at = now() - interval '1 hour' ${ofAccount}`, [
      username,
    ]);
    await expectAll(askAll(world, token, addresses, OWN, crypto.randomUUID()), 401, "no-token");
  });
  await noCommands(world);
});

test("a host that changed hands is gone for the tokens of its former owner", async ({ world }) => {
  const owner = await customerOf(world, "10001");
  const operation = await operationOf(world, owner, OTHER);
  const tokens = [
    await tokenOf(world, await world.account({ userId: "10001" }), { scope: "manage" }),
    await tokenOf(world, await world.account({ userId: "10001" }), { scope: "manage", hosts: [OTHER] }),
  ];
  await world.simulator.control.clearJournal();
  await world.simulator.control.setHost(OTHER, { userid: "10002" });
  const single = customer.filter((address) => aboutOf(address) !== "list");
  const posts = single.filter(({ method }) => method === "POST");
  for (const token of tokens) {
    // A read may be of the list of a moment ago; a command is not.
    for (const { what, status } of await askAll(world, token, posts, OTHER, operation)) {
      expect(status, what).toBeGreaterThanOrEqual(400);
    }
    await expect.poll(async () => (await asProgram(world, token, `/hosts/${OTHER}`)).status).toBe(404);
    await expectAll(askAll(world, token, single, OTHER, operation), 404, "not-found");
  }
  await noCommands(world);
  // Nor does the next owner see what the former one asked.
  const next = await tokenOf(world, await customerOf(world, "10002"), { scope: "manage" });
  await expect.poll(async () => (await asProgram(world, next, `/hosts/${OTHER}`)).status).toBe(200);
  expect((await asProgram(world, next, `/operations/${operation}`)).status).toBe(404);
  expect((await asProgram(world, next, `/hosts/${OTHER}/operations`)).body.operations).toEqual([]);
});

test("what is refused before it is read is a problem document, with the limits that were counted", async ({
  world,
}) => {
  const token = await tokenOf(world, await customerOf(world, "10001"), { scope: "manage" });
  const bound = await tokenOf(world, await customerOf(world, "10001"), {
    scope: "manage",
    addressRanges: ["203.0.113.0/24"],
  });
  const at = `/hosts/${OWN}/operations`;
  const refused: [status: number, code: string, limits: string | null, ask: ReturnType<typeof asProgram>][] =
    [
      [401, "no-token", "failed", asProgram(world, null, "/hosts")],
      [403, "address-refused", "failed", asProgram(world, bound, "/hosts")],
      [404, "not-found", "token", asProgram(world, token, "/nothing")],
      [415, "not-json", "token", asProgram(world, token, at, "{}", { "content-type": "text/plain" })],
      // Nothing of it was read, and nothing counted.
      [413, "too-large", null, asProgram(world, token, at, "x".repeat(70_000))],
    ];
  for (const [status, code, limits, ask] of refused) {
    const { headers, body, ...answer } = await ask;
    expect([answer.status, body.status, body.code], code).toEqual([status, status, code]);
    expect(headers.get("content-type"), code).toContain("application/problem+json");
    expect(headers.get("ratelimit")?.split('"')[1] ?? null, code).toBe(limits);
  }
  await inDatabase(world, "delete from rate_limits");
});
