import { LRUCache } from "lru-cache";
import { afterEach, expect, it, vi } from "vitest";
import { useTestDatabase } from "@/lib/db/testing";
import { perProcess } from "@/lib/per-process";
import { parseUserId, parseVmId } from "@/lib/rstack/ids";
import { permitToAsk, rememberRefusedId } from "./unknown-ids";

useTestDatabase();

const ask = (session: string, userId: string, vmId: number) => {
  const [user, vm] = [parseUserId(userId), parseVmId(String(vmId))];
  if (!user || !vm) {
    throw new Error("no ids");
  }
  return { may: () => permitToAsk(session, user, vm), no: () => rememberRefusedId(user, vm) };
};

/** Another instance: the same database, and nothing of what this process remembers. */
const elsewhere = () => perProcess("unknown host ids", () => new LRUCache<string, never>({ max: 1 })).clear();

afterEach(() => vi.useRealTimers());

it("allows ten unknown ids a minute and session, however often each is asked for", async () => {
  for (let id = 1; id <= 10; id += 1) {
    // Title, frame and body of one page.
    const { may } = ask("one", "10001", id);
    expect(await Promise.all([may(), may(), may()])).toEqual(["ask", "ask", "ask"]);
  }
  expect(await ask("one", "10001", 11).may()).toBe("over-limit");
  expect(await ask("two", "10001", 11).may()).toBe("ask");
});

it("shares the ten among instances", async () => {
  for (let id = 1; id <= 10; id += 1) {
    expect(await ask("many", "10001", id).may()).toBe("ask");
    elsewhere();
  }
  expect(await ask("many", "10001", 11).may()).toBe("over-limit");
});

it('keeps a "no" for one customer and for 30 s', async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  await ask("three", "10001", 77).no();
  expect(await ask("three", "10001", 77).may()).toBe("refused");
  expect(await ask("three", "10002", 77).may()).toBe("ask");
  vi.setSystemTime(Date.now() + 30_001);
  expect(await ask("three", "10001", 77).may()).toBe("ask");
});
