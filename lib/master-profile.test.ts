import { beforeEach, expect, test, vi } from "vitest";
import { database } from "@/lib/db/connection";
import { masterMinutes, masterProfile } from "@/lib/db/master-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { log } from "./log";
import type { CallSummary } from "./master-call-log";
import { writeSummary } from "./master-profile";
import { requestFields, runInRequest } from "./request-context";

useTestDatabase();

const NOTHING: CallSummary = {
  minutes: new Map(),
  lastAnswerAt: null,
  downSince: null,
  lastFault: null,
  clockSkew: null,
};
const write = (summary: Partial<CallSummary>, instance = "one") =>
  writeSummary(database(), instance, { ...NOTHING, ...summary });
const profile = async () => (await database().select().from(masterProfile))[0];

beforeEach(async () => {
  await database().delete(masterProfile);
  await database().delete(masterMinutes);
});

test("counts of one minute and instance add up", async () => {
  const counts = { calls: 2, refused: 1, failed: 0, totalMs: 30, slowestMs: 20 };
  await write({ minutes: new Map([[60_000, counts]]) });
  await write({ minutes: new Map([[60_000, { ...counts, slowestMs: 50 }]]) });
  await write({ minutes: new Map([[60_000, counts]]) }, "two");
  const rows = await database().select().from(masterMinutes).orderBy(masterMinutes.instance);
  expect(rows).toMatchObject([
    { instance: "one", calls: 4, refused: 2, totalMs: 60, slowestMs: 50 },
    { instance: "two", calls: 2 },
  ]);
});

test("down since the first fault, until an answer comes", async () => {
  await write({ downSince: 1_000 });
  await write({ downSince: 5_000 }, "two");
  expect((await profile())?.downSince).toEqual(new Date(1_000));
  await write({});
  expect((await profile())?.downSince).toEqual(new Date(1_000));
  await write({ lastAnswerAt: 9_000 });
  expect(await profile()).toMatchObject({ downSince: null, lastAnswerAt: new Date(9_000) });
});

test("another instance's answer since shows that the master isn't silent", async () => {
  await write({ lastAnswerAt: 9_000 });
  await write({ downSince: 8_000 }, "two");
  expect((await profile())?.downSince).toBeNull();
  await write({ downSince: 9_500 }, "two");
  expect((await profile())?.downSince).toEqual(new Date(9_500));
});

test("the log says once when the master goes silent, why, and when it answers again", async () => {
  const warn = vi.spyOn(log, "warn");
  const info = vi.spyOn(log, "info");
  const fault = { kind: "not-sent" as const, cause: "connect-refused" as const, detail: "" };
  await write({ downSince: 1_000, lastFault: { fault, action: "vm_state", at: 1_500 } });
  await write({ downSince: 1_000 }, "two");
  expect(warn.mock.calls).toEqual([
    [
      {
        since: new Date(1_000).toISOString(),
        action: "vm_state",
        kind: "not-sent",
        cause: "connect-refused",
      },
      "the master is silent",
    ],
  ]);
  // Whoever happens to ask just then has nothing to do with it.
  const request = { requestId: "0123456789abcdef", address: null, peer: null, release: [] };
  const seen: object[] = [];
  info.mockImplementation(() => seen.push(requestFields()));
  await runInRequest(request, () => write({ lastAnswerAt: 9_000 }));
  expect(seen).toEqual([{}]);
  expect(info.mock.calls).toEqual([[{ since: new Date(1_000).toISOString() }, "the master answers again"]]);
});

test("the last fault and the clock's difference are kept, a year's too", async () => {
  await write({
    lastFault: { fault: { kind: "refused", text: "no", clockSkewMs: null }, action: "test", at: 1_000 },
    clockSkew: { ms: 365 * 24 * 3_600_000, at: 2_000 },
  });
  expect(await profile()).toMatchObject({
    lastFault: { kind: "refused", text: "no", action: "test" },
    lastFaultAt: new Date(1_000),
    clockSkewMs: 2_147_483_647,
  });
});
