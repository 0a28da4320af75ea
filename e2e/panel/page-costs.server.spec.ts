import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { type FakeNode, startFakeNode } from "../support/fake-node";
import { expect, test } from "../support/test";
import { type Started, startWorld, USUAL_WAITS, type World } from "../support/world";
import { everyPage, type PagePath } from "./support/page-paths";

/** Nothing in the background asks the master: what comes, comes of a page. */
const STILL = {
  STATUS_CHECK_SECONDS: "3600",
  MIRROR_OWNER_SECONDS: "3600",
  MIRROR_FLEET_SECONDS: "3600",
  MIRROR_FLEET_STAFF_SECONDS: "3600",
};

interface Budget {
  page: PagePath;
  /** What a person came for: it stands in the first document. Null: the answer is the thing itself. */
  content: string | null;
  /** Sent to the database by the request itself. */
  statements: number;
  /** Of the document or JSON, by gzip -9. */
  bytes: number;
  /** Of the same as data, which a click on a link to it brings the most of, by gzip -9; null: no link leads to it. */
  flightBytes: number | null;
}

/**
 * What one view costs that the last minute had before: as it was when this was written, a page's bytes with 3 % to spare,
 * since ids and times differ. Whoever makes one of these dearer finds it here. None asks the master for anything, and each has its content after one round trip.
 */
const BUDGETS: Budget[] = [
  budget("nobody", "/sign-in", 'name="password"', { statements: 0, bytes: 4_490, flightBytes: 2_800 }),
  budget("customer", "/hosts", 'data-host="101"', { statements: 5, bytes: 22_000, flightBytes: 14_150 }),
  budget("customer", "/hosts/101", "data-state=", { statements: 4, bytes: 21_100, flightBytes: 13_750 }),
  budget("customer", "/account", 'name="current"', { statements: 5, bytes: 12_850, flightBytes: 8_350 }),
  budget("customer", "/api/hosts/101", null, { statements: 2, bytes: 400, flightBytes: null }),
  budget("customer", "/api/hosts", null, { statements: 3, bytes: 1_220, flightBytes: null }),
  budget("nobody", "/api/health", null, { statements: 0, bytes: 35, flightBytes: null }),
];

function budget(
  who: PagePath["who"],
  path: string,
  content: string | null,
  most: Pick<Budget, "statements" | "bytes" | "flightBytes">,
): Budget {
  return { page: { path, who }, content, ...most };
}

let folder: string;
let probe: ReturnType<typeof statementProbe>;
let node: FakeNode;
let world: Started<World>;
let cookies: Record<PagePath["who"], string>;

test.beforeAll(async () => {
  node = await startFakeNode();
  folder = mkdtempSync(path.join(tmpdir(), "panel-statements-"));
  probe = statementProbe(folder);
  const env = { ...USUAL_WAITS, ...STILL, ...probe.env, CONSOLE_HOSTS: node.place };
  world = await startWorld({ env });
  await world.simulator.control.setSettings({ consoleServer: node.url });
  const enter = (username: string) => world.session(username);
  cookies = {
    nobody: "",
    customer: await enter(await world.account({ userId: "10001" })),
    staff: await enter(await world.account({ role: "admin" })),
  };
});

test.afterAll(async () => {
  await world.stop();
  await node.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = ({ path, who }: PagePath, headers: Record<string, string> = {}) =>
  fetch(world.url + path, { headers: { cookie: cookies[who], ...headers }, redirect: "manual" });

async function view(page: PagePath): Promise<number> {
  const answer = await ask(page);
  await answer.arrayBuffer();
  return answer.status;
}

/** Next sends a request for data to an address of its own first. */
async function flightOf({ path, who }: PagePath): Promise<string> {
  const answer = await fetch(world.url + path, { headers: { cookie: cookies[who], rsc: "1" } });
  expect(answer.headers.get("content-type")).toContain("text/x-component");
  return answer.text();
}

const zipped = (text: string) => gzipSync(text, { level: 9 }).length;

/** What is written now and then (a session's use, who looks at a list) is no part of each view: the least of some counts. */
async function leastStatements(page: PagePath): Promise<number> {
  const counts: number[] = [];
  for (let n = 0; n < 4; n += 1) {
    const before = probe.statements().length;
    await view(page);
    counts.push(probe.statements().length - before);
  }
  return Math.min(...counts);
}

/** A panel that is new still learns what its master can, on a busy machine with long pauses: the least of some counts. */
async function leastCalls(page: PagePath, since: number): Promise<number> {
  let found = await callsSince(since);
  for (let left = 5; found.calls.length > 0 && left > 0; left -= 1) {
    await view(page);
    found = await callsSince(found.last);
  }
  return found.calls.length;
}

/** Calls since `since`, once none has come for `quietMs`. */
async function callsSince(since: number, quietMs = 500) {
  let seen = { last: -1 };
  let now = await world.simulator.control.journal({ since });
  while (now.last !== seen.last) {
    seen = now;
    await wait(quietMs);
    now = await world.simulator.control.journal({ since });
  }
  return now;
}

test("a second view of a page within a minute asks the master nothing", async () => {
  test.setTimeout(120_000);
  // Whether the master answers now is what staff open that one for.
  const pages = everyPage().filter(({ path }) => path !== "/admin/connection");
  for (const page of pages) expect(await view(page), page.path).toBeLessThan(500);
  const first = await callsSince(0);
  // So that nothing asked again says something.
  const asked = new Set(first.calls.map(({ action }) => action));
  for (const action of ["user_info", "vm_snapshot", "hyperbackup", "hyperip", "hypertask", "hypernat"]) {
    expect(asked).toContain(action);
  }
  const again: string[] = [];
  let since = first.last;
  const note = (what: string, { calls, last }: Awaited<ReturnType<typeof callsSince>>) => {
    again.push(...calls.map(({ action, params }) => `${what}: ${action} ${JSON.stringify(params)}`));
    since = last;
  };
  for (const page of pages) {
    await view(page);
    note(page.path, await world.simulator.control.journal({ since }));
  }
  note("in the background", await callsSince(since));
  expect(again).toEqual([]);
});

for (const { page, content, statements, bytes, flightBytes } of BUDGETS) {
  test(`${page.path} costs no more than it did`, async () => {
    for (let n = 0; n < 3; n += 1) await view(page);
    const { last } = await callsSince(0);
    const answer = await ask(page);
    const text = await answer.text();
    // Neither sent elsewhere first, nor filled in later: one round trip.
    expect(answer.status).toBe(200);
    expect(text).toContain(content ?? "");
    const flight = flightBytes === null ? "" : await flightOf(page);
    const cost = {
      statements: await leastStatements(page),
      bytes: zipped(text),
      flightBytes: flightBytes === null ? null : zipped(flight),
      calls: await leastCalls(page, last),
    };
    const most = { statements, bytes, flightBytes, calls: 0 };
    for (const kind of ["statements", "bytes", "flightBytes", "calls"] as const) {
      expect.soft(cost[kind] ?? 0, kind).toBeLessThanOrEqual(most[kind] ?? 0);
    }
    // A budget that nothing comes near says nothing: where it became cheaper, write the new figure down.
    expect.soft(cost.bytes).toBeGreaterThan(bytes * 0.85);
    expect.soft(cost.statements).toBe(statements);
  });
}

/** Of the files that a document asks for, by gzip -9, with some bytes to spare: what comes later, on a press, is none of them. */
const WEIGHTS: { page: PagePath; scripts: number; styles: number }[] = [
  weight("nobody", "/sign-in", 138_400, 9_850),
  weight("customer", "/hosts", 163_300, 11_500),
  weight("customer", "/hosts/101", 168_200, 11_800),
  weight("customer", "/hosts/101/monitor", 180_800, 12_000),
  weight("customer", "/hosts/101/network", 167_500, 12_000),
  weight("customer", "/account", 146_700, 10_520),
  weight("staff", "/admin/connection", 144_900, 12_100),
];

function weight(who: PagePath["who"], path: string, scripts: number, styles: number) {
  return { page: { path, who }, scripts, styles };
}

for (const { page, scripts, styles } of WEIGHTS) {
  test(`scripts and styles of ${page.path} weigh no more than they did`, async () => {
    const text = await (await ask(page)).text();
    const weigh = async (files: string[]) => {
      expect(files.length).toBeGreaterThan(0);
      const bodies = await Promise.all(
        [...new Set(files)].map(async (file) => (await fetch(world.url + file)).text()),
      );
      return bodies.reduce((total, body) => total + zipped(body), 0);
    };
    const named = (what: RegExp) => [...text.matchAll(what)].map(([, found = ""]) => found);
    const found = {
      scripts: await weigh(named(/addAfterPaint\((\[[^\]]*\])\)/g).flatMap((list) => JSON.parse(list))),
      styles: await weigh(named(/<link rel="stylesheet" href="([^"]+)"/g)),
    };
    // All others are for old browsers.
    expect(named(/<script ([^>]*?src="[^>]*)>/g).filter((tag) => !/ nomodule/i.test(tag))).toEqual([]);
    expect.soft(found.scripts).toBeLessThanOrEqual(scripts);
    expect.soft(found.styles).toBeLessThanOrEqual(styles);
    expect.soft(found.scripts).toBeGreaterThan(scripts * 0.97);
    expect.soft(found.styles).toBeGreaterThan(styles * 0.95);
  });
}

/** Settings that make a panel write down the statements of its requests, and the reader of what it wrote. */
function statementProbe(folder: string) {
  const file = path.join(folder, "statements.txt");
  return {
    env: {
      NODE_OPTIONS: `--require ${path.resolve("e2e/panel/support/statement-probe.cjs")}`,
      STATEMENT_PROBE: file,
    },
    /** All so far, oldest first. */
    statements: (): string[] => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : []),
  };
}
