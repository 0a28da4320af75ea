import { afterEach, expect, it, vi } from "vitest";
import { log } from "./log";
import { MasterChanges } from "./master";
import { requestFields, runInRequest } from "./request-context";
import { unlimitedBudget } from "./rstack/budget";
import { createMasterClient } from "./rstack/client";
import { DEFAULT_SECRET, startSimulator } from "./simulator/start";

const lines: { text: string; fields: object; request: object }[] = [];
for (const level of ["warn", "info"] as const) {
  vi.spyOn(log, level).mockImplementation(((fields: object, text: string) => {
    lines.push({ text, fields, request: requestFields() });
  }) as typeof log.warn);
}
afterEach(() => {
  lines.length = 0;
});
const texts = () => lines.splice(0).map(({ text }) => text);

const REFUSED = { kind: "refused", text: "no", clockSkewMs: null } as const;
const call = (
  changes: MasterChanges,
  action: string,
  isRefused: boolean,
  clockSkewMs: number | null = null,
) => changes.record({ action, fault: isRefused ? REFUSED : null, clockSkewMs });

it("tells once that every call is refused, and once that calls are taken again", () => {
  const changes = new MasterChanges();
  for (let n = 0; n < 8; n += 1) {
    call(changes, n % 2 ? "hyper" : "vm_state", true);
  }
  expect(texts()).toEqual(["the master refuses every call: see Connection, or run npm run check"]);
  call(changes, "hyper", false);
  call(changes, "hyper", false);
  expect(texts()).toEqual(["the master takes calls again"]);
});

it("says nothing of refusals among answers, nor of one action alone", () => {
  const changes = new MasterChanges();
  for (let n = 0; n < 9; n += 1) {
    call(changes, "vm_state", true);
  }
  for (let n = 0; n < 9; n += 1) {
    call(changes, "vm_start", n % 3 > 0);
    call(changes, "hyper", false);
  }
  expect(texts()).toEqual([]);
});

it("tells of the clock once it is off by half a minute, and once it is right again", () => {
  const changes = new MasterChanges();
  for (const skew of [0, 29_999, -30_000, -45_000, 20_000, -15_000, 16_000]) {
    call(changes, "test", false, skew);
  }
  expect(lines).toMatchObject([
    { text: "the master's clock is off", fields: { skewMs: -30_000 } },
    { text: "the master's clock is right again", fields: { skewMs: -15_000 } },
  ]);
});

it("tells of the breaker as a real client opens and closes it, without the request that noticed it", async () => {
  const simulator = await startSimulator();
  const changes = new MasterChanges();
  const client = createMasterClient({
    url: new URL(simulator.url),
    secret: DEFAULT_SECRET,
    allowHttp: true,
    ownerField: "userid",
    budget: unlimitedBudget,
    onBreaker: (isOpen) => changes.breaker(isOpen),
    breakAfterFaults: 2,
    halfOpenAfterMs: 50,
    limits: { query: { retries: 0 } },
  });
  const request = { requestId: "0123456789abcdef", address: "203.0.113.7", peer: null, release: [] };
  const ask = () => runInRequest(request, () => client.test({ priority: "open-host" }));
  await simulator.control.addFault({ kind: "reset", match: { action: "test" }, count: 4 });
  await expect.poll(async () => (await ask()).ok).toBe(true);
  expect(lines).toMatchObject([
    { text: "no calls are sent to the master for now", request: {} },
    { text: "calls are sent to the master again", request: {} },
  ]);
  expect(lines.map(({ request: fields }) => Object.keys(fields))).toEqual([[], []]);
  await client.close();
  await simulator.close();
});
