import { AsyncLocalStorage } from "node:async_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { database } from "./db/connection";
import { publish } from "./db/notify";
import { useTestDatabase } from "./db/testing";
import { type AnswersAbout, forgetAnswers, keptAnswer } from "./kept-answers";

useTestDatabase();
beforeAll(() => vi.stubEnv("MIRROR_ANSWERS_SECONDS", "60"));
beforeEach(() => {
  for (const about of ["host", "customers", "fleet"] as const) {
    forgetAnswers(about);
  }
});

const asks = vi.fn<() => Promise<string>>();
const look = (about: AnswersAbout = "fleet", name = "a list") =>
  keptAnswer({ about, name, ask: asks, isGood: (answer) => answer !== "no answer" });

beforeEach(() => {
  asks.mockReset();
  asks.mockImplementation(async () => `answer ${asks.mock.calls.length}`);
});

it("keeps nothing of the request that asked first", async () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  // What starts once for the process holds the first request for good.
  await look();
  const requests = new AsyncLocalStorage<object>();
  let times = 0;
  const ask = async () => `answer ${++times}`;
  const lookUp = () => keptAnswer({ about: "host", name: "its snapshots", ask, isGood: () => true });
  const request = await requests.run({}, async () => {
    await lookUp();
    return new WeakRef(requests.getStore() ?? {});
  });
  await vi.waitFor(() => {
    collect();
    // No error may hold it.
    expect(request.deref() === undefined).toBe(true);
  });
  expect(await lookUp()).toBe("answer 1");
});

it("asks once for all who look, at the same time or one after another", async () => {
  expect(await Promise.all([look(), look()])).toEqual(["answer 1", "answer 1"]);
  expect(await look()).toBe("answer 1");
  expect(await look("fleet", "another list")).toBe("answer 2");
});

it("asks again where no answer came, or where asking failed", async () => {
  asks.mockResolvedValueOnce("no answer").mockRejectedValueOnce(new Error("the database is silent"));
  expect(await look()).toBe("no answer");
  await expect(look()).rejects.toThrow("silent");
  expect(await look()).toBe("answer 3");
});

it("does not keep what was asked before it was forgotten", async () => {
  let answer = (_text: string) => {};
  asks.mockReturnValueOnce(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  const before = look();
  forgetAnswers("fleet");
  answer("of before");
  expect(await before).toBe("of before");
  expect(await look()).toBe("answer 2");
});

it.each([
  ["customers", { type: "customer" }],
  ["fleet", { type: "operation", vmId: "101", operationId: "x" }],
  ["host", { type: "resync" }],
] as const)("forgets answers about %s by what another instance says", async (about, notice) => {
  expect(await look(about)).toBe("answer 1");
  await vi.waitFor(async () => {
    await publish(database(), notice);
    expect(await look(about)).not.toBe("answer 1");
  });
});

it("leaves the rest as it is", async () => {
  await look("host", "a host's list");
  await look("customers", "a customer");
  forgetAnswers("fleet");
  expect(await look("host", "a host's list")).toBe("answer 1");
  expect(await look("customers", "a customer")).toBe("answer 2");
});
