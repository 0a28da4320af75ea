import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { HostListView, HostView } from "@/lib/hosts/host-view";
import { keepState } from "./keep";
import { stateCache } from "./rules";

const START = Date.UTC(2026, 10, 27, 12);
const SECOND = 1_000;

const page = { installed: true, hidden: false, open: true };
let kept: Map<string, { keptAt: number; hosts: { name: string }[] }[]>;
let tell: () => void;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  Object.assign(page, { installed: true, hidden: false, open: true });
  kept = new Map();
  vi.stubGlobal("window", { matchMedia: () => ({ matches: page.installed }) });
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("document", page);
  vi.stubGlobal("caches", {
    keys: async () => [...kept.keys()],
    delete: async (name: string) => kept.delete(name),
    match: async () => undefined,
    open: async (name: string) => {
      const written: { keptAt: number; hosts: { name: string }[] }[] = [];
      kept.set(name, written);
      return { put: async (_: string, answer: Response) => void written.push(await answer.json()) };
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const list = (name: string) =>
  ({
    hosts: [{ id: "101", name, state: "off", stateAsOf: null, operation: null } as HostView],
  }) as HostListView;
const cache = {
  known: { list: list("web01") as HostListView | undefined, hosts: new Map(), running: [] },
  subscribe: (listener: () => void) => {
    tell = listener;
    return () => {
      tell = () => undefined;
    };
  },
};
const begin = () => keepState({ account: "ann", zone: null, cache, isOpen: () => page.open });
const written = async () => {
  await vi.advanceTimersByTimeAsync(0);
  return kept.get(stateCache("ann")) ?? [];
};
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it("keeps nothing where the panel isn't installed", async () => {
  page.installed = false;
  await begin();
  await pass(120 * SECOND);
  expect([...kept.keys()]).toEqual([]);
});

it("keeps what a page shows at once, what changes once for each burst, and its age while nothing changes", async () => {
  const keeper = await begin();
  await pass(2 * SECOND);
  expect(await written()).toHaveLength(1);
  cache.known.list = list("renamed");
  for (let n = 0; n < 5; n++) tell();
  await pass(2 * SECOND);
  expect((await written()).at(-1)?.hosts[0]?.name).toBe("renamed");
  expect(await written()).toHaveLength(2);
  await pass(60 * SECOND);
  expect((await written()).at(-1)?.keptAt).toBe(START + 60 * SECOND);
  keeper?.end();
  const before = (await written()).length;
  tell();
  await pass(120 * SECOND);
  expect(await written()).toHaveLength(before);
});

it.each([["open", false] as const, ["hidden", true] as const])(
  "calls nothing new that a page shows without the panel: %s is %s",
  async (what, value) => {
    await begin();
    await pass(2 * SECOND);
    Object.assign(page, { [what]: value });
    tell();
    await pass(120 * SECOND);
    expect(await written()).toHaveLength(1);
  },
);

it("keeps what a page shows as soon as its stream opens, also where nothing changes then", async () => {
  page.open = false;
  const keeper = await begin();
  await pass(5 * SECOND);
  expect(await written()).toHaveLength(0);
  page.open = true;
  keeper?.look();
  await pass(2 * SECOND);
  expect(await written()).toHaveLength(1);
});

it("waits after a sleep until it is known whether the panel is there", async () => {
  await begin();
  await pass(2 * SECOND);
  const before = (await written()).length;
  vi.setSystemTime(START + 3 * 3_600 * SECOND);
  await pass(30 * SECOND);
  expect(await written()).toHaveLength(before);
  await pass(30 * SECOND);
  expect(await written()).toHaveLength(before + 1);
});

it("writes nothing that can be read once another window has signed out", async () => {
  await begin();
  await pass(2 * SECOND);
  await caches.delete(stateCache("ann"));
  tell();
  await pass(60 * SECOND);
  expect([...kept.keys()]).toEqual([]);
});
