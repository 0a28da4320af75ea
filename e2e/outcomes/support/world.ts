import { type Browser, type BrowserContext, expect } from "@playwright/test";
import type { CustomerKind } from "../../../lib/operations/command-rules";
import type { FaultRule } from "../../../lib/simulator/faults/fault-rules";
import { test as base } from "../../support/test";
import { cookiesOf, type World } from "../../support/world";

import { ALL_KINDS, commandOf, KINDS } from "./kinds";
import type { Language } from "./words";

/** One who has no host of her own but those of these tests. */
export const CUSTOMER = "10004";

/** Of guest time, which goes ten times as fast: off for so long that it is seen, and done well within the limit. */
const TIMINGS = { restartOffMs: 30_000, reloadStepMs: 4_000, snapshotStepMs: 1_500, revertStepMs: 1_500 };

/** All who take it share one worker's world. */
export const test = base.extend<object, { ready: undefined }>({
  worldOptions: [
    {
      env: {
        OPERATION_RESTORE_LIMIT_SECONDS: "8",
        DOMAIN_DNS: "off",
        // New hosts are seen soon, also before the panel knows that this master can list one customer's.
        MIRROR_FLEET_SECONDS: "2",
      },
    },
    { scope: "worker" },
  ],
  ready: [
    async ({ world, node }, use) => {
      const { control } = world.simulator;
      await control.setSettings({ consoleServer: node.url, timings: TIMINGS });
      await control.setUser(CUSTOMER, { status: "0" });
      await use(undefined);
    },
    { auto: true, scope: "worker" },
  ],
});

/** A host that one kind is asked of, and the tab in which that is done. */
export interface Case {
  kind: CustomerKind;
  vmid: string;
  host: string;
  /** The snapshot, the port or the domain that it is about, as forms call it; empty where there is none before. */
  has: string;
  language: Language;
}

export interface Customer {
  username: string;
  /** Of a session of its own. */
  cookie: string;
  contexts: Record<Language, BrowserContext>;
  /** The same person's, for reading: what the server draws, and nothing else. */
  readers: Record<Language, BrowserContext>;
  cases: Case[];
}

/**
 * A customer who is signed in with an English and a Chinese browser, and has a host for each kind, fit for it. What a
 * click on a console comes to is told in its own tab and by no strip: these kinds have a host in each language.
 */
export async function startCustomer(
  { world, browser }: { world: World; browser: Browser },
  tag: string,
  kinds: readonly CustomerKind[] = ALL_KINDS,
  languages: (kind: CustomerKind) => readonly Language[] = () => ["en"],
): Promise<Customer> {
  const wanted = kinds.flatMap((kind) => languages(kind).map((language) => ({ kind, language })));
  const cases: Case[] = [];
  for (const { kind, language } of wanted) {
    const vmname = `${tag}-${kind}${language === "zh" ? "-zh" : ""}`;
    const { id } = await world.simulator.control.addHost({ userid: CUSTOMER, vmname, ...KINDS[kind].host });
    const has = (await KINDS[kind].has?.(world, id)) ?? "";
    cases.push({ kind, language, vmid: id, host: vmname, has });
  }
  const username = await world.account({ userId: CUSTOMER });
  const [en, zh] = await Promise.all([
    browsersOf({ world, browser }, username, "en-GB"),
    browsersOf({ world, browser }, username, "zh-CN"),
  ]);
  const cookie = await world.session(username);
  await allSeen(world, cookie, cases);
  return {
    username,
    cookie,
    contexts: { en: en.live, zh: zh.live },
    readers: { en: en.reader, zh: zh.reader },
    cases,
  };
}

/** Resolves once the panel has heard of the hosts, and of their states, which it asks for where somebody looks. */
async function allSeen(world: World, cookie: string, cases: readonly Case[]): Promise<void> {
  const unseen = async () => {
    const seen = (await hostsOf(world, cookie)).filter(({ state }) => state !== "unknown");
    return cases.filter(({ vmid }) => !seen.some(({ id }) => id === vmid)).map(({ host }) => host);
  };
  const looking = new AbortController();
  const list = cases.map(({ vmid }) => vmid).join(",");
  await expect.poll(async () => (await hostsOf(world, cookie)).length).toBeGreaterThanOrEqual(cases.length);
  const stream = await fetch(`${world.url}/api/live?list=${list}`, {
    headers: { cookie },
    signal: looking.signal,
  });
  await expect.poll(unseen, { timeout: 20_000 }).toEqual([]);
  // Used once more, since Node closes the connection of an answer that nothing refers to.
  expect(stream.status).toBe(200);
  looking.abort();
}

/** Resolves once nothing goes on any more at the customer's hosts; consoles aside. */
export const allEnded = (world: World, { cookie, cases }: Customer): Promise<void> =>
  expect
    .poll(
      async () =>
        (await hostsOf(world, cookie))
          .filter(({ id }) => cases.some(({ vmid }) => vmid === id))
          .filter(({ operation }) => /open|checking/.test(operation?.outcome ?? ""))
          .map(({ name }) => name),
      { timeout: 30_000 },
    )
    .toEqual([]);

interface HostAnswer {
  id: string;
  name: string;
  state: string;
  operation: { outcome: string } | null;
}

async function hostsOf(world: World, cookie: string): Promise<HostAnswer[]> {
  const answer = await fetch(`${world.url}/api/hosts`, { headers: { cookie } });
  return ((await answer.json()) as { hosts: HostAnswer[] }).hosts;
}

async function browsersOf(
  { world, browser }: { world: World; browser: Browser },
  username: string,
  locale: string,
): Promise<Record<"live" | "reader", BrowserContext>> {
  const cookies = cookiesOf(world.url, await world.session(username));
  const open = async (javaScriptEnabled: boolean) => {
    const viewport = { width: 1280, height: 800 };
    const options = {
      baseURL: world.url,
      locale,
      viewport,
      reducedMotion: "reduce",
      javaScriptEnabled,
    } as const;
    const context = await browser.newContext(options);
    await context.addCookies(cookies);
    return context;
  };
  const [live, reader] = await Promise.all([open(true), open(false)]);
  // A browser has six connections, and a stream for each of these tabs would take them all.
  await live.route(/\/api\/live\?.*open=/, (route) => route.abort());
  await reader.route("**/_next/**", (route) => route.abort());
  return { live, reader };
}

/** A few at a time: more would only wait for the processor. */
export async function inLanes<T, R>(
  all: readonly T[],
  work: (one: T, lane: number) => Promise<R>,
  lanes: number,
): Promise<R[]> {
  const results: R[] = [];
  const left = [...all.entries()];
  const run = async (lane: number) => {
    for (let next = left.shift(); next; next = left.shift()) {
      results[next[0]] = await work(next[1], lane);
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
  return results;
}

/** Strikes the command of each case, and nothing that is read. */
export async function strike(world: World, cases: readonly Case[], rule: Omit<FaultRule, "match">) {
  for (const { kind, vmid } of cases) {
    await world.simulator.control.addFault({ ...rule, match: commandOf(kind, vmid) });
  }
}

/** Each case by its host's name, so that what differs is named. */
export const byHost = <R>(cases: readonly Case[], read: (one: Case, at: number) => R): Record<string, R> =>
  Object.fromEntries(cases.map((one, at) => [one.host, read(one, at)]));
