import { expect, test, vi } from "vitest";
import { BudgetExhausted } from "./budget";
import { parseUserId, parseVmId, type UserId, type VmId } from "./ids";
import type { MasterClient } from "./master-client";
import { hasContent, type Outcome } from "./outcome";
import { clientFor, rawWire, SECRET, type TestAnswer, wire } from "./testing/wire";

const vmId = parseVmId("5") as VmId;
const owner = parseUserId("8") as UserId;
const options = { priority: "command", beforeSend: async () => true } as const;
/** Short, so that a test of a deadline takes no longer than it. */
const SHORT = { answerMs: 80, bodyMs: 80, totalMs: 400 };
const ALL_SHORT = { limits: { query: SHORT, command: SHORT, bulk: SHORT } };

const readHost = (client: MasterClient) => client.readHost(vmId, options);
const start = (client: MasterClient) => client.power(vmId, "vm_start", options);

test("a call is a POST to the endpoint with nothing in its address, signed, and never twice alike", async () => {
  const { url, seen } = await wire(() => ({ body: "0" }));
  const { client } = clientFor(new URL(`${url}?token=1`));
  expect(await start(client)).toEqual({ ok: true, value: null });
  expect(await client.power(vmId, "vm_force_restart", { ...options, language: "zh-CN" })).toEqual({
    ok: true,
    value: null,
  });
  const forms = seen.map(({ form }) => Object.fromEntries(form));
  expect(seen.map(({ method, url: path }) => `${method} ${path}`)).toEqual(["POST /api/v3", "POST /api/v3"]);
  expect(forms[0]).toMatchObject({ action: "vm_start", vmid: "5", api_language: "", api_type: "hyper" });
  expect(forms[1]).toMatchObject({ action: "vm_force_restart", api_language: "chinese" });
  expect(forms[0]?.api_random).not.toBe(forms[1]?.api_random);
});

/** What a proxy or a web server can send instead of the master's answer. The last is a query's fault. */
const STRANGE: [string, TestAnswer, string][] = [
  ["502 with a page", { status: 502, body: "<html>Bad gateway</html>" }, "http-status"],
  ["504", { status: 504, body: "" }, "http-status"],
  ["a sign-in page with status 200", { body: "<!doctype html><form>" }, "html"],
  ["half a JSON text", { body: '[{"id":"5","userid":"8"},{"id"' }, "truncated"],
  ["an object for a list", { body: '{"id":"5"}' }, "shape"],
  ["something behind the JSON", { body: '[{"id":"5"}]<!-- 2 ms -->' }, "truncated"],
  ["neither UTF-8 nor GBK", { body: new Uint8Array([0x5b, 0xff, 0xff]) }, "encoding"],
  ["gzip that nobody asked for", { headers: { "content-encoding": "gzip" }, body: "0" }, "encoding"],
  ...[301, 302, 303, 307, 308].map((status): [string, TestAnswer, string] => [
    `a redirect ${status} whose body says 0`,
    { status, headers: { location: "http://127.0.0.1:1/" }, body: "0" },
    "redirect",
  ]),
];

test.each(STRANGE)(
  "%s: a protocol error for a query, unknown for a command",
  async (_name, answer, cause) => {
    const { url, seen } = await wire(() => answer);
    const { client } = clientFor(url, { limits: { query: { retries: 0 } } });
    expect(await readHost(client)).toMatchObject({ ok: false, fault: { kind: "protocol", cause } });
    expect(await start(client)).toMatchObject({ ok: false, fault: { kind: "unknown" } });
    expect(seen).toHaveLength(2);
  },
);

test("an empty answer is no rows to a query, and unknown to a command", async () => {
  const { url } = await wire(() => ({ body: "\r\n" }));
  const { client } = clientFor(url);
  expect(await readHost(client)).toMatchObject({ ok: true, value: { rows: [] } });
  expect(await start(client)).toMatchObject({ ok: false, fault: { kind: "unknown", cause: "empty" } });
});

test("a list says whether its answer had a body, in both ways of reading it", async () => {
  const bodies = ["", "[]", "null", '[{"id":"5","vmid":"5"}]'];
  const told = await Promise.all(
    bodies.map(async (body) => {
      const { client } = clientFor((await wire(() => ({ body }))).url);
      const lists = [
        client.readHost(vmId, options),
        client.listAllHosts(options),
        client.listTasks(vmId, options),
      ];
      return (await Promise.all<Outcome<unknown>>(lists)).map(hasContent);
    }),
  );
  expect(told).toEqual([
    [false, false, false],
    [true, true, true],
    [true, true, true],
    [true, true, true],
  ]);
});

test("a redirect is not followed", async () => {
  const other = await wire(() => ({ body: "0" }));
  const { url } = await wire(() => ({ status: 307, headers: { location: String(other.url) }, body: "" }));
  const { client } = clientFor(url);
  await start(client);
  await readHost(client);
  expect(other.seen).toEqual([]);
});

test("no answer in time: unknown, and a command is sent once", async () => {
  const { url, seen } = await wire(() => new Promise(() => {}));
  const { client } = clientFor(url, ALL_SHORT);
  expect(await start(client)).toMatchObject({ fault: { kind: "unknown", cause: "answer-timeout" } });
  expect(seen).toHaveLength(1);
  expect(await readHost(client)).toMatchObject({ fault: { kind: "unknown", cause: "answer-timeout" } });
});

test("a body that never ends is given up in time", async () => {
  const { url } = await rawWire((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n0");
  });
  const { client } = clientFor(url, ALL_SHORT);
  expect(await start(client)).toMatchObject({ fault: { kind: "unknown", cause: "body-timeout" } });
  expect(await readHost(client)).toMatchObject({ fault: { kind: "unknown", cause: "body-timeout" } });
});

test("a connection that is cut before, or amid, the answer: unknown", async () => {
  for (const before of ["", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n0"]) {
    const { url, connections } = await rawWire((socket) => {
      socket.end(before);
    });
    const { client } = clientFor(url);
    expect(await start(client)).toMatchObject({ fault: { kind: "unknown", cause: "reset" } });
    expect(connections()).toBe(1);
  }
});

test("what isn't HTTP is no answer", async () => {
  const { url } = await rawWire((socket) => {
    socket.end("SSH-2.0-OpenSSH_9.6\r\n");
  });
  const { client } = clientFor(url);
  expect(await start(client)).toMatchObject({ fault: { kind: "unknown", cause: "shape" } });
  expect(await readHost(client)).toMatchObject({ fault: { kind: "protocol", cause: "shape" } });
});

test("a body over the cap is cut off; the bulk listing has a cap of its own", async () => {
  const body = `[${Array.from({ length: 2_000 }, (_, n) => `{"id":"${n + 1}","userid":"8"}`).join(",")}]`;
  const { url } = await wire(() => ({ body }));
  const { client } = clientFor(url, { limits: { query: { maxBytes: 10_000 } } });
  expect(await client.listHostsOf(owner, options)).toMatchObject({
    fault: { kind: "unknown", cause: "too-large" },
  });
  const all = await client.listAllHosts(options);
  expect(all.ok && all.value.rows.length).toBe(2_000);
  const probe = await client.probeOwnerFilter(owner, options);
  expect(probe.ok && probe.value.rows.length).toBe(2_000);
});

test("nothing listens: a command was not sent", async () => {
  const { url } = await rawWire(() => {});
  const { client } = clientFor(new URL("http://127.0.0.1:9/api/v3"));
  expect(await start(client)).toMatchObject({ fault: { kind: "not-sent", cause: "connect-refused" } });
  const unknownName = clientFor(new URL(`http://master.example:${url.port}/`), {
    lookup: (_name, _options, answer) =>
      answer(Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" }), []),
  });
  expect(await start(unknownName.client)).toMatchObject({ fault: { kind: "not-sent", cause: "dns" } });
});

test("a refusal is the master's own words, in the language asked for, without what we sent it", async () => {
  const { url } = await wire((form) => ({
    body: `-1|no: ${SECRET} ${String(form.get("api_sign")).toUpperCase()}\u202e\n<b>${form.get("api_language")}</b>${"x".repeat(2_000)}`,
  }));
  const { client } = clientFor(url);
  const refused = await client.power(vmId, "vm_start", { ...options, language: "zh-CN" });
  const text = !refused.ok && refused.fault.kind === "refused" ? refused.fault.text : "";
  expect(text.startsWith("no: ••• ••• <b>chinese</b>xxx")).toBe(true);
  expect([...text]).toHaveLength(500);
});

test("the clock's difference is known from every answer, a refusal's too", async () => {
  const now = Date.UTC(2026, 0, 1, 12, 10);
  const { url } = await wire(() => ({
    headers: { date: new Date(now - 600_000).toUTCString() },
    body: "-1|sign error",
  }));
  const { client, calls } = clientFor(url, { now: () => now });
  const refused = await client.test(options);
  const skew = !refused.ok && refused.fault.kind === "refused" ? Number(refused.fault.clockSkewMs) : 0;
  expect(Math.abs(skew - 600_000)).toBeLessThan(2_000);
  expect(client.health().clockSkewMs).toBe(skew);
  expect(calls).toMatchObject([{ action: "test", kind: "query", clockSkewMs: skew }]);
});

test("foreign rows of a master that ignores the filter don't pass for the host", async () => {
  const { url } = await wire(() => ({ body: '[{"id":"4","userid":"8"},{"id":"5","userid":"8"}]' }));
  const { client } = clientFor(url);
  const read = await readHost(client);
  expect(read.ok && read.value.rows.map((row) => row.vmId)).toEqual(["5"]);
});

test("columns are told by name, never by value", async () => {
  const { url, seen } = await wire((form) => ({
    body:
      form.get("action") === "user_info"
        ? '[{"id":"1","userid":"8","password":"canary"}]'
        : '[{"id":"5","userid":"8","vmpass":"canary"}]',
  }));
  const { client } = clientFor(url);
  const columns = await client.columnsOf("hosts", { vmId, nodeId: null }, options);
  expect(columns).toMatchObject({
    value: { rows: 1, columns: ["id", "userid", "vmpass"] },
  });
  expect(columns.ok && columns.value.fields).toContainEqual({
    field: "owner",
    column: "userid",
    found: "found",
  });
  expect(columns.ok && columns.value.fields).toContainEqual({
    field: "name",
    column: "vmname",
    found: "missing",
  });
  const users = await client.columnsOf("users", { vmId, nodeId: null }, options);
  expect(users).toMatchObject({ value: { columns: ["id", "password", "userid"] } });
  expect(JSON.stringify([columns, users])).not.toContain("canary");
  expect(Object.fromEntries(seen.at(-1)?.form ?? [])).toMatchObject({ action: "user_info", userid: "8" });
});

test("a call waits for the budget before each attempt, and without it nothing is sent", async () => {
  const { url, seen } = await wire(() => ({ status: 503, body: "" }));
  const take = vi.fn(async () => {});
  const { client } = clientFor(url, { budget: { take } });
  await readHost(client);
  expect(take).toHaveBeenCalledTimes(seen.length);
  const broke = clientFor(url, {
    budget: {
      take: async () => {
        throw new BudgetExhausted();
      },
    },
  });
  const before = seen.length;
  expect(await start(broke.client)).toMatchObject({ fault: { kind: "not-sent", cause: "budget" } });
  expect(seen).toHaveLength(before);
});

test("who leaves while a command is under way gets unknown; before it was sent, not sent", async () => {
  const leaving = new AbortController();
  const { url, seen } = await wire(() => {
    leaving.abort();
    return new Promise(() => {});
  });
  const { client } = clientFor(url);
  const left = await client.power(vmId, "vm_start", { ...options, signal: leaving.signal });
  expect(left).toMatchObject({ fault: { kind: "unknown", cause: "cancelled" } });
  const never = await client.power(vmId, "vm_start", { ...options, signal: leaving.signal });
  expect(never).toMatchObject({ fault: { kind: "not-sent", cause: "cancelled" } });
  expect(seen).toHaveLength(1);
});
