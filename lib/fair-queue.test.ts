import { expect, it } from "vitest";
import { FairQueue, isCallerGone, type QueueTurn, queueFullSeconds } from "./fair-queue";

/** One at once in each lane; each work begins when its turn comes and ends when the test says so. Named "network.address". */
function queueOf(longest = 20) {
  const queue = new FairQueue({ known: 1, stranger: 1 }, longest, 100);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const come = (name: string, turn: Partial<QueueTurn> = {}): Promise<unknown> => {
    const [network = "", address = ""] = name.split(".");
    const work = () => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    };
    return queue.run({ lane: "stranger", network, address, ...turn }, work).catch((reason) => reason);
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const end = async (name: string) => {
    await settle();
    ends.get(name)?.();
    await settle();
  };
  return { come, begun, end, settle };
}

it("serves the network with the fewest turns first, and in it the address with the fewest", async () => {
  const { come, begun, end } = queueOf();
  for (const name of ["a.1", "a.1.second", "a.1.third", "a.2", "b.1"]) void come(name);
  await end("a.1");
  await end("b.1");
  await end("a.2");
  void come("c.1");
  await end("a.1.third");
  expect(begun).toEqual(["a.1", "b.1", "a.2", "a.1.third", "c.1"]);
});

it("is bounded: who would be served last gives way, and is told the seconds to wait", async () => {
  const { come, begun, end } = queueOf(3);
  void come("a.1");
  const waiting = ["a.2", "a.3", "a.4"].map((name) => come(name));
  void come("a.5");
  // The newest are the last to give way.
  expect(queueFullSeconds(await waiting[0])).toBe(1);
  void come("b.1");
  expect(queueFullSeconds(await waiting[1])).toBe(1);
  await end("a.1");
  expect(begun).toEqual(["a.1", "b.1"]);
});

it("refuses the one that had the most turns where all others had fewer", async () => {
  const { come, end } = queueOf(2);
  void come("a.1");
  void come("b.1");
  void come("c.1");
  expect(queueFullSeconds(await come("a.2"))).toBe(1);
  await end("a.1");
});

it("drops whoever hung up, and does nothing for them", async () => {
  const { come, begun, end } = queueOf(1);
  const caller = new AbortController();
  void come("a.1");
  const gone = come("b.1", { signal: caller.signal });
  caller.abort();
  expect(isCallerGone(await gone)).toBe(true);
  // Its room is free again.
  void come("a.2");
  await end("a.1");
  expect(begun).toEqual(["a.1", "a.2"]);
  expect(isCallerGone(await come("d.1", { signal: caller.signal }))).toBe(true);
});

it("lets known callers wait for no stranger", async () => {
  const { come, begun, settle } = queueOf(1);
  for (const name of ["a.1", "b.1", "c.1"]) void come(name);
  void come("k.1", { lane: "known" });
  await settle();
  expect(begun).toEqual(["a.1", "k.1"]);
});

it("goes on after work that failed", async () => {
  const queue = new FairQueue({ known: 1, stranger: 1 }, 1, 100);
  const turn = { lane: "stranger", network: "a", address: "1" } as const;
  await expect(queue.run(turn, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await queue.run(turn, async () => "yes")).toBe("yes");
});
