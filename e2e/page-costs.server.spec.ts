import { setTimeout as wait } from "node:timers/promises";
import { type FakeNode, startFakeNode } from "./support/fake-node";
import { everyPage, type PagePath } from "./support/page-paths";
import { expect, test } from "./support/test";
import { signInByForm } from "./support/wire";
import { PASSWORD, startWorld, USUAL_WAITS, type World } from "./support/world";

/** Nothing in the background asks the master: what comes, comes of a page. */
const STILL = {
  STATUS_CHECK_SECONDS: "3600",
  MIRROR_OWNER_SECONDS: "3600",
  MIRROR_FLEET_SECONDS: "3600",
  MIRROR_FLEET_STAFF_SECONDS: "3600",
};

let node: FakeNode;
let world: World;
let cookies: Record<PagePath["who"], string>;

test.beforeAll(async () => {
  node = await startFakeNode();
  const env = { ...USUAL_WAITS, ...STILL, CONSOLE_HOSTS: node.place };
  world = await startWorld({ env });
  await world.simulator.control.setSettings({ consoleServer: node.url });
  const enter = (username: string) => signInByForm(world.url, username, PASSWORD);
  cookies = {
    nobody: "",
    customer: await enter(await world.account({ userId: "10001" })),
    staff: await enter(await world.account({ role: "admin" })),
  };
});

test.afterAll(async () => {
  await world.stop();
  await node.close();
});

async function view({ path, who }: PagePath): Promise<number> {
  const answer = await fetch(world.url + path, { headers: { cookie: cookies[who] }, redirect: "manual" });
  await answer.arrayBuffer();
  return answer.status;
}

/** Calls since `since`, once none has come for a moment. */
async function callsSince(since: number) {
  let seen = { last: -1 };
  let now = await world.simulator.control.journal({ since });
  while (now.last !== seen.last) {
    seen = now;
    await wait(500);
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
