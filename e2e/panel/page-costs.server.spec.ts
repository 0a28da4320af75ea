import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type FakeNode, startFakeNode } from "../support/fake-node";
import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";
import { type Started, startWorld, USUAL_WAITS, type World } from "../support/world";
import { everyPage, type PagePath } from "./support/page-paths";

/** Nothing in the background asks the master: what comes, comes of a page. */
const STILL = {
  STATUS_CHECK_SECONDS: "3600",
  MIRROR_OWNER_SECONDS: "3600",
  MIRROR_FLEET_SECONDS: "3600",
  MIRROR_FLEET_STAFF_SECONDS: "3600",
  // Of a minute, a busy machine may take more.
  MIRROR_ANSWERS_SECONDS: "3600",
  MIRROR_CONFIRM_SECONDS: "3600",
};

interface Budget {
  page: PagePath;
  /** What a person came for: it stands in the first document. Null: the answer is the thing itself. */
  content: string | null;
  /** Sent to the database by the request itself. */
  statements: number;
}

/**
 * What one view costs that the last minute had before, whatever the machine. Whoever makes one of these dearer finds it here.
 * None asks the master for anything, and each has its content after one round trip.
 */
const BUDGETS: Budget[] = [
  { page: { who: "nobody", path: "/sign-in" }, content: 'name="password"', statements: 0 },
  { page: { who: "customer", path: "/hosts" }, content: 'data-host="101"', statements: 6 },
  { page: { who: "customer", path: "/hosts/101" }, content: "data-state=", statements: 7 },
  { page: { who: "customer", path: "/account" }, content: 'name="current"', statements: 19 },
  { page: { who: "customer", path: "/api/hosts/101" }, content: null, statements: 2 },
  { page: { who: "customer", path: "/api/hosts" }, content: null, statements: 4 },
  { page: { who: "nobody", path: "/api/health" }, content: null, statements: 0 },
];

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

const ask = ({ path, who }: PagePath) =>
  fetch(world.url + path, { headers: { cookie: cookies[who] }, redirect: "manual" });

async function view(page: PagePath): Promise<number> {
  const answer = await ask(page);
  await answer.arrayBuffer();
  return answer.status;
}

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

test("a second view of a page, while answers are kept, asks the master nothing", async () => {
  test.setTimeout(360_000);
  // A new panel learns from hosts of its own choice what this master's lists look at; where it knew none yet, a minute later.
  const learnt = "select 1 from master_profile where host_filters_at is not null";
  await expect.poll(() => inDatabase(world, learnt), { timeout: 180_000 }).toHaveLength(1);
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

for (const { page, content, statements } of BUDGETS) {
  test(`${page.path} costs no more than it did`, async () => {
    for (let n = 0; n < 3; n += 1) await view(page);
    const { last } = await callsSince(0);
    const answer = await ask(page);
    const text = await answer.text();
    // Neither sent elsewhere first, nor filled in later: one round trip.
    expect(answer.status).toBe(200);
    expect(text).toContain(content ?? "");
    // Scripts come after the first paint; all others are for old browsers.
    const early = [...text.matchAll(/<script ([^>]*?src="[^>]*)>/g)].map(([, tag = ""]) => tag);
    expect(early.filter((tag) => !/ nomodule/i.test(tag))).toEqual([]);
    expect.soft(await leastStatements(page)).toBe(statements);
    expect.soft(await leastCalls(page, last)).toBe(0);
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
