import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { revokeToken } from "../../accounts/tokens/end-tokens";
import { CUSTOMER_SCOPES, FLEET_SCOPES } from "../../accounts/tokens/token-scopes";
import { listTokens, type NewToken } from "../../accounts/tokens/tokens";
import { database } from "../../db/connection";
import { approvals } from "../../db/token-schema";
import { syncFleet } from "../../hosts/mirror/sync-fleet";
import { openHost } from "../../hosts/owned-host";
import { setProtection } from "../../hosts/protection/protection";
import { ann } from "../../hosts/testing/ann";
import { endOf, useSimulatedHosts } from "../../hosts/testing/on-simulator";
import { freeLimits, newAccount, newTokenOf } from "../testing/program";
import { decide, openApprovals } from "./approvals";
import { mcpRoute } from "./handle-mcp";

const { simulator } = useSimulatedHosts({ TRUSTED_PROXIES: "1" });
const URL_OF_MCP = "http://127.0.0.1:3000/api/mcp";

let owner: string;
let token: string;
beforeEach(async () => {
  await freeLimits();
  await database().delete(approvals);
  owner = await newAccount("customer", "10001");
  token = await newTokenOf(owner);
  await syncFleet();
  await simulator().control.clearJournal();
});

const send = (request: Request) => mcpRoute(request, { params: Promise.resolve({}) });

/** The SDK's own client. */
async function clientOf(bearer: string) {
  const client = new Client({ name: "test", version: "1" });
  const transport = new StreamableHTTPClientTransport(new URL(URL_OF_MCP), {
    fetch: (url, init) => send(new Request(url, init)),
    requestInit: { headers: { authorization: `Bearer ${bearer}`, "x-forwarded-for": "203.0.113.5" } },
  });
  await client.connect(transport);
  return client;
}

/** What a tool answered, out of its marks. */
async function call(client: Client, name: string, args: Record<string, unknown> = {}) {
  const { content, isError } = await client.callTool({ name, arguments: args });
  const [, marked] = content as { text: string }[];
  const [, fence, json = ""] = /^<(data-[0-9a-f]{16})>\n(.*)\n<\/\1>$/s.exec(marked?.text ?? "") ?? [];
  expect(fence, marked?.text).toBeDefined();
  return { isError: isError === true, body: JSON.parse(json) };
}

const effects = async () =>
  (await simulator().control.journal()).effects.map(({ kind, vmid }) => `${kind} ${vmid}`);
const post = (headers: Record<string, string>, body: unknown = { jsonrpc: "2.0", id: 1, method: "ping" }) =>
  send(
    new Request(URL_OF_MCP, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        ...headers,
      },
      body: JSON.stringify(body),
    }),
  );

it("offers each token the tools of its scopes, none of which takes or gives a secret", async () => {
  const namesOf = async (bearer: string) => {
    await freeLimits();
    const { tools } = await (await clientOf(bearer)).listTools();
    const fields = tools.flatMap(({ inputSchema }) => Object.keys(inputSchema.properties ?? {}));
    expect(fields.filter((name) => /password|secret|token|key|typedName/i.test(name))).toEqual([]);
    return tools.map(({ name }) => name);
  };
  const acts = ["start", "stop", "restart", "create-snapshot"];
  const asks = ["force-stop", "force-restart", "reinstall", "restore-snapshot", "delete-snapshot"];
  const offered = Object.fromEntries(
    await Promise.all(
      CUSTOMER_SCOPES.map(async (scope) => [scope, await namesOf(await newTokenOf(owner, { scope }))]),
    ),
  );
  expect(offered.read).toContain("getHost");
  expect(offered.read.filter((name: string) => [...acts, ...asks, "getApproval"].includes(name))).toEqual([]);
  expect(offered.power).toEqual([
    ...offered.read,
    ...["start", "stop", "restart", "force-stop", "force-restart", "getApproval"],
  ]);
  expect(new Set(offered.manage)).toEqual(new Set([...offered.read, ...acts, ...asks, "getApproval"]));
  const provider: Partial<NewToken> = {
    ...({ scope: "provider", fleetScopes: [...FLEET_SCOPES] } as const),
    addressRanges: ["203.0.113.0/24"],
  };
  const fleet = await namesOf(await newTokenOf(await newAccount("admin"), provider));
  expect(fleet).toEqual(expect.arrayContaining(["listFleetHosts", ...acts]));
  expect(fleet.filter((name) => asks.includes(name) || name.includes("delete"))).toEqual([]);
});

it("reads and acts as the API does, for its own hosts alone", async () => {
  const client = await clientOf(token);
  expect((await call(client, "getHost", { id: "101" })).body).toMatchObject({ id: "101" });
  expect((await call(client, "listHosts", { limit: 1 })).body.hosts).toHaveLength(1);
  expect(await call(client, "getHost", { id: "201" })).toMatchObject({
    isError: true,
    body: { code: "not-found" },
  });
  for (const args of [{ id: "../hosts" }, { id: "101", more: "1" }, {}]) {
    expect((await call(client, "getHost", args)).body.code).toBe("invalid");
  }
  const { body } = await call(client, "stop", { hostId: "102" });
  expect((await endOf(body.id)).outcome).toBe("done");
  expect((await call(client, "stop", { hostId: "201" })).body.code).toBe("not-found");
  expect((await call(client, "suspend-host", { hostId: "102" })).body.code).toBe("scope-missing");
  expect(await effects()).toEqual(["stop 102"]);
});

it("opens by a bearer token alone, one call a request, and to no page of another site", async () => {
  const bearer = { authorization: `Bearer ${token}` };
  expect((await post({})).status).toBe(401);
  expect((await post({ cookie: `session=${token}` })).status).toBe(401);
  expect((await post({ ...bearer, origin: "https://evil.example" })).status).toBe(403);
  expect((await post({ ...bearer, origin: "null" })).status).toBe(403);
  expect((await post({ ...bearer, origin: "http://127.0.0.1:3000" })).status).toBe(200);
  const own = await post(bearer);
  expect([own.status, own.headers.has("ratelimit")]).toEqual([200, true]);
  expect((await post(bearer, [{ jsonrpc: "2.0", id: 1, method: "ping" }])).status).toBe(400);
  for (const method of ["GET", "DELETE"]) {
    const { status, headers } = await send(new Request(URL_OF_MCP, { method, headers: bearer }));
    expect([status, headers.get("allow")]).toEqual([405, "POST"]);
  }
});

it("asks for force and for what destroys, which happens once the owner approves it, and once", async () => {
  const client = await clientOf(token);
  const { approval } = (await call(client, "force-stop", { hostId: "102" })).body;
  expect(approval).toMatchObject({ state: "waiting", approveAt: "http://127.0.0.1:3000/approvals" });
  expect((await call(client, "force-stop", { hostId: "102" })).body.approval.id).toBe(approval.id);
  expect(await effects()).toEqual([]);
  const stranger = await newAccount("customer", "10002");
  const yes = { id: approval.id, decision: "approved" } as const;
  expect(await decide(stranger, yes)).toMatchObject({ ok: false, code: "not-found" });
  const twice = await Promise.all([decide(owner, yes), decide(owner, yes)]);
  expect(twice.map(({ ok }) => ok).sort()).toEqual([false, true]);
  const after = (await call(client, "getApproval", { id: approval.id })).body.approval;
  expect(after.state).toBe("approved");
  expect((await endOf(after.operationId)).outcome).toBe("done");
  expect(await effects()).toEqual(["force-stop 102"]);
  const other = await clientOf(await newTokenOf(owner));
  expect((await call(other, "getApproval", { id: approval.id })).body.code).toBe("not-found");
});

it("has three open requests an account at most, each for ten minutes", async () => {
  const client = await clientOf(token);
  const asked = (hostId: string, kind = "force-restart") => call(client, kind, { hostId });
  const first = (await asked("101")).body.approval;
  await asked("102");
  await asked("101", "force-stop");
  const { body } = await asked("102", "force-stop");
  expect(body.code).toBe("too-many");
  expect(await openApprovals(owner)).toHaveLength(3);
  expect(await decide(owner, { id: first.id, decision: "declined" })).toEqual({ ok: true });
  expect((await asked("102", "force-stop")).isError).toBe(false);
  await database().update(approvals).set({ expiresAt: sql`now() - interval '1 second'` });
  const [late] = await database().select().from(approvals).where(eq(approvals.kind, "force-stop"));
  expect(await decide(owner, { id: late?.id ?? "", decision: "approved" })).toMatchObject({ ok: false });
  expect((await call(client, "getApproval", { id: late?.id })).body.approval.state).toBe("expired");
  expect((await call(client, "getApproval", { id: first.id })).body.approval.state).toBe("declined");
  expect(await effects()).toEqual([]);
});

it("looks anew at the token, the owner and the protection when it is sent", async () => {
  const asked = async () => {
    const bearer = await newTokenOf(owner);
    const { body } = await call(await clientOf(bearer), "force-stop", { hostId: "101" });
    return { id: body.approval.id as string, decision: "approved" as const };
  };
  const byRevoked = await asked();
  for (const { id } of await listTokens(owner)) {
    await revokeToken(owner, id);
  }
  expect(await decide(owner, byRevoked)).toMatchObject({ ok: false, reason: "token-over" });

  const ofProtected = await asked();
  const owned = await openHost(ann, "101");
  if (!owned) throw new Error("no host");
  await setProtection(owned, true);
  expect(await decide(owner, ofProtected)).toMatchObject({ ok: false, reason: "protected" });
  const client = await clientOf(await newTokenOf(owner));
  expect((await call(client, "force-restart", { hostId: "101" })).body.reason).toBe("protected");
  await setProtection(owned, false);

  const ofAnother = await asked();
  await simulator().control.setHost("101", { userid: "10002" });
  await syncFleet();
  await expect(decide(owner, ofAnother).then(({ ok }) => ok)).resolves.toBe(false);
  expect(await effects()).toEqual([]);
});

it("marks what people typed as data, by marks that they can't know, and names what is destroyed", async () => {
  const client = await clientOf(token);
  const { content } = await client.callTool({ name: "getHost", arguments: { id: "101" } });
  const [notice, data] = content as { text: string }[];
  const fence = /^<(data-[0-9a-f]{16})>/.exec(data?.text ?? "")?.[1] ?? "none";
  expect(notice?.text).toContain(fence);
  const wrong = await call(client, "restore-snapshot", { hostId: "101", snapshot: "none" });
  expect(wrong.body.code).toBe("not-listed");
  const { images } = (await call(client, "listImages", { id: "101" })).body;
  await call(client, "reinstall", { hostId: "101", image: images[0].id, disks: "system" });
  const [open] = await openApprovals(owner);
  expect(open?.approval.subject).toBe(images[0].name);
  const sent = { ...{ hostId: "101", image: images[0].id, disks: "system" }, password: "Aa1234567890" };
  expect((await call(client, "reinstall", sent)).body.code).toBe("invalid");
});
