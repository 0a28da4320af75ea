import { afterEach, expect, test, vi } from "vitest";
import { parseVmId, type VmId } from "./ids";
import { DEFAULT_LIMITS, RetryAllowance, retryDelayMs } from "./limits";
import { clientFor, rawWire, wire } from "./testing/wire";

const vmId = parseVmId("5") as VmId;
const options = { priority: "open-host", beforeSend: async () => true } as const;

afterEach(() => {
  vi.useRealTimers();
});

test("a query is asked at most three times, each with a random number of its own", async () => {
  const { url, seen } = await wire(() => ({ status: 503, body: "" }));
  const { client, calls } = clientFor(url);
  expect(await client.readState(vmId, options)).toMatchObject({ fault: { cause: "http-status" } });
  const randoms = seen.map(({ form }) => new Map(form).get("api_random"));
  expect(seen).toHaveLength(3);
  expect(new Set(randoms).size).toBe(3);
  expect(calls).toHaveLength(3);
});

test("the second try's answer counts", async () => {
  let asked = 0;
  const { url } = await rawWire((socket) => {
    asked++;
    socket.end(asked === 1 ? "" : "HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: close\r\n\r\noff");
  });
  const { client } = clientFor(url);
  expect(await client.readState(vmId, options)).toMatchObject({ ok: true, value: { word: "off" } });
  expect(asked).toBe(2);
});

test.each(["-1|no", "<html>", "[]", "nonsense 1"])("%j isn't asked again", async (body) => {
  const { url, seen } = await wire(() => ({ body }));
  const { client } = clientFor(url);
  expect((await client.readState(vmId, options)).ok).toBe(false);
  expect(seen).toHaveLength(1);
});

test.each([{}, { command: { retries: 2 } }])(
  "a command is sent once, whatever comes back: %j",
  async (limits) => {
    for (const status of [500, 502, 503, 504]) {
      const { url, seen } = await wire(() => ({ status, body: "" }));
      const { client } = clientFor(url, { limits });
      expect(await client.power(vmId, "vm_stop", options)).toMatchObject({ fault: { kind: "unknown" } });
      expect(seen).toHaveLength(1);
    }
  },
);

test("all tries together stay within the time, also when the master is silent", async () => {
  const { url, seen } = await wire(() => new Promise(() => {}));
  // The first try takes all of the time: no other one has any, although two more are allowed.
  const { client } = clientFor(url, { limits: { query: { answerMs: 60_000, totalMs: 1_000 } } });
  // A machine that is busy for all of that time may not even get its connection.
  expect(await client.readState(vmId, options)).toMatchObject({
    fault: { cause: expect.stringMatching(/^(answer|connect)-timeout$/) },
  });
  expect(seen.length).toBeLessThan(2);
});

test("all tries together stay within the bytes", async () => {
  let sent = 0;
  const { url } = await rawWire((socket) => {
    sent++;
    const body = "x".repeat(700);
    socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n${body}`);
  });
  const { client } = clientFor(url, { limits: { query: { maxBytes: 1_000 } } });
  expect(await client.readState(vmId, options)).toMatchObject({ fault: { cause: "too-large" } });
  expect(sent).toBe(2);
});

test("the defaults are the promised ones", () => {
  expect(DEFAULT_LIMITS.query).toMatchObject({ totalMs: 8_000, maxBytes: 8 * 1024 * 1024, retries: 2 });
  expect(DEFAULT_LIMITS.bulk).toMatchObject({ totalMs: 120_000, maxBytes: 256 * 1024 * 1024 });
  expect(DEFAULT_LIMITS.command.retries).toBe(0);
});

test("full jitter: anything from nothing to the doubled wait, capped", () => {
  expect([0, 1, 2, 9].map((retry) => retryDelayMs(retry, () => 0.999))).toEqual([199, 399, 799, 1_998]);
  expect(retryDelayMs(2, () => 0)).toBe(0);
});

test("a master that fails always is asked at most a tenth more", () => {
  const allowance = new RetryAllowance();
  let retries = 0;
  for (let call = 0; call < 1_000; call++) {
    allowance.earn();
    retries += allowance.spend() ? 1 : 0;
    retries += allowance.spend() ? 1 : 0;
  }
  expect(retries).toBeLessThanOrEqual(100 + 10);
});

test("the breaker opens on silence, turns commands away unsent, probes once, and closes", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  let healthy = false;
  let release = () => {};
  const { url, seen } = await wire(async () => {
    if (!healthy) {
      return { status: 503, body: "" };
    }
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    return { body: "0" };
  });
  const { client } = clientFor(url, { breakAfterFaults: 3, halfOpenAfterMs: 5_000 });
  await client.test(options);
  expect(client.health().breaker).toBe("open");
  expect(await client.power(vmId, "vm_start", options)).toMatchObject({
    fault: { kind: "not-sent", cause: "breaker-open" },
  });
  expect(await client.test(options)).toMatchObject({ fault: { kind: "not-sent", cause: "breaker-open" } });
  expect(seen).toHaveLength(3);

  vi.advanceTimersByTime(5_001);
  healthy = true;
  const probe = client.test(options);
  await vi.waitUntil(() => seen.length === 4, { timeout: 15_000 });
  expect(client.health().breaker).toBe("half-open");
  expect(await client.power(vmId, "vm_start", options)).toMatchObject({ fault: { cause: "breaker-open" } });
  release();
  expect(await probe).toEqual({ ok: true, value: null });
  expect(client.health().breaker).toBe("closed");
  expect(seen).toHaveLength(4);
});

test("a caller who leaves while its call probes the master has told nothing: it stays shut until another probed", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  let master: "fails" | "is silent" | "answers" = "fails";
  const { url, seen } = await wire(() =>
    master === "is silent"
      ? new Promise(() => {})
      : master === "fails"
        ? { status: 503, body: "" }
        : { body: "0" },
  );
  const { client } = clientFor(url, { breakAfterFaults: 3, halfOpenAfterMs: 5_000 });
  await client.test(options);
  master = "is silent";
  vi.advanceTimersByTime(5_001);
  const leaving = new AbortController();
  const probe = client.test({ ...options, signal: leaving.signal });
  await vi.waitUntil(() => seen.length === 4, { timeout: 15_000 });
  leaving.abort();
  expect(await probe).toMatchObject({ fault: { cause: "cancelled" } });
  expect(client.health().breaker).toBe("open");
  expect(await client.power(vmId, "vm_start", options)).toMatchObject({
    fault: { kind: "not-sent", cause: "breaker-open" },
  });

  master = "answers";
  vi.advanceTimersByTime(5_001);
  expect(await client.test(options)).toEqual({ ok: true, value: null });
  expect(client.health().breaker).toBe("closed");
});

test("a master that refuses, or answers strangely, is there: the breaker stays closed", async () => {
  const { url, seen } = await wire((form) => ({
    body: form.get("action") === "test" ? "-1|sign error" : "?",
  }));
  const { client } = clientFor(url, { breakAfterFaults: 3 });
  for (let n = 0; n < 10; n++) {
    await client.test(options);
    await client.readState(vmId, options);
  }
  expect(client.health().breaker).toBe("closed");
  expect(seen).toHaveLength(20);
});

test("callers who leave don't open the breaker", async () => {
  const { url } = await wire(() => new Promise(() => {}));
  const { client } = clientFor(url, { breakAfterFaults: 2 });
  for (let n = 0; n < 5; n++) {
    await client.readState(vmId, { ...options, signal: AbortSignal.timeout(20) });
  }
  expect(client.health().breaker).toBe("closed");
});

test("at most so many calls at once, and a queue that ends: the rest hear that it is busy", async () => {
  const release: (() => void)[] = [];
  const { url, seen } = await wire(async () => {
    await new Promise<void>((resolve) => release.push(resolve));
    return { body: "0" };
  });
  const releaseAll = () => {
    for (const go of release.splice(0)) {
      go();
    }
  };
  const { client } = clientFor(url);
  const calls = Array.from({ length: 16 + 64 + 20 }, () => client.power(vmId, "vm_start", options));
  await vi.waitUntil(() => release.length === 16, { timeout: 15_000 });
  const interval = setInterval(() => releaseAll(), 1);
  const outcomes = await Promise.all(calls);
  clearInterval(interval);
  const busy = outcomes.filter((o) => !o.ok && o.fault.kind === "not-sent" && o.fault.cause === "busy");
  expect(busy).toHaveLength(20);
  expect(seen).toHaveLength(80);
});

test("a listing of the whole fleet that takes long holds up no query", async () => {
  const { url } = await wire((form) =>
    form.get("action") === "hyper" ? new Promise(() => {}) : { body: "off" },
  );
  const { client } = clientFor(url);
  const leaving = new AbortController();
  const listing = client.listAllHosts({ priority: "mirror", signal: leaving.signal });
  const states = await Promise.all(Array.from({ length: 30 }, () => client.readState(vmId, options)));
  expect(states.every((state) => state.ok)).toBe(true);
  leaving.abort();
  expect((await listing).ok).toBe(false);
});
