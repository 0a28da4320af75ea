import type { CustomerKind } from "../../lib/operations/command-rules";
import { KINDS } from "../outcomes/support/kinds";
import { send } from "../outcomes/support/wire";
import type { Case } from "../outcomes/support/world";
import { routeFiles } from "../support/source-files";
import { expect, test } from "../support/test";
import { callAction, exportedActions, postPlainForm } from "../support/wire";
import type { World } from "../support/world";

test.describe.configure({ timeout: 180_000 });

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

const enter = async (world: World, userId = "10001") => world.session(await world.account({ userId }));
const actionNamed = (name: string) => {
  const found = exportedActions().find((action) => action.name === name);
  if (!found) throw new Error(`no action ${name}`);
  return found;
};
const forceStop = (vmid: string) => ({ vmid, kind: "force-stop", formKey: crypto.randomUUID() });
const effectsOf = async (world: World) => (await world.simulator.control.journal()).effects;
const sessionOf = (cookies: string[]) => cookies.filter((one) => /session[^;]*=[^;]{20}/i.test(one));

test("no form sent without JavaScript does anything for nobody, the wrong customer or another origin", async ({
  world,
}) => {
  const cookie = await enter(world);
  for (const action of exportedActions()) {
    const sent = [
      postPlainForm({ origin: world.url }, action, forceStop("101")),
      postPlainForm({ origin: world.url, cookie }, action, forceStop("201")),
      postPlainForm({ origin: world.url, cookie }, action, forceStop("101"), {
        origin: "https://evil.example",
      }),
    ];
    for (const answer of await Promise.all(sent)) {
      expect(sessionOf(answer.cookies), action.name).toEqual([]);
    }
  }
  expect(await effectsOf(world)).toEqual([]);
  // The same form from its own page does what it says: in a session of its own, since those forms used this one's up.
  const own = { origin: world.url, cookie: await enter(world) };
  await postPlainForm(own, actionNamed("command"), forceStop("101"));
  expect((await effectsOf(world)).map(({ vmid, kind }) => [vmid, kind])).toEqual([["101", "force-stop"]]);
});

test("an ended session does nothing and reads nothing", async ({ world }) => {
  const cookie = await enter(world);
  const reads = routeFiles()
    .map((file) => file.replace(/^app|\/route\.ts$/g, "").replace(/\/\([^)]+\)/g, ""))
    .filter((path) => path.startsWith("/api/hosts") || path.startsWith("/api/live"))
    .map((path) => path.replace("[vmid]", "101"));
  expect(reads).toContain("/api/hosts/101");
  const statuses = () =>
    Promise.all(
      reads.map(async (path) => {
        const stop = new AbortController();
        const answer = await fetch(world.url + path, { headers: { cookie }, signal: stop.signal });
        stop.abort();
        return answer.status;
      }),
    );
  expect(await statuses()).not.toContain(401);
  const left = await callAction({ origin: world.url, cookie }, actionNamed("signOut").id, {});
  expect(left.text).toContain('"ok":true');
  expect(new Set(await statuses())).toEqual(new Set([401]));
  for (const action of exportedActions().filter(({ page }) => page.startsWith("/hosts"))) {
    const answer = await callAction({ origin: world.url, cookie }, action.id, forceStop("101"));
    expect(answer.text, action.name).not.toContain('"ok":true');
    await postPlainForm({ origin: world.url, cookie }, action, forceStop("101"));
  }
  expect(await effectsOf(world)).toEqual([]);
});

test("what stands on one host can't be named at another of the same customer", async ({ world }) => {
  const { control } = world.simulator;
  const cookie = await enter(world);
  const kinds = ["restore-snapshot", "delete-snapshot", "remove-port", "unbind-domain"] as const;
  const nameOf = async (vmid: string) => (await control.host(vmid)).vmname;
  for (const kind of kinds) {
    await control.clearJournal();
    for (const vmid of ["101", "102"]) {
      await control.setHost(vmid, KINDS[kind].host ?? {});
    }
    const has = (await KINDS[kind].has?.(world, "102")) ?? "";
    const form: Case = { kind, has, vmid: "101", host: await nameOf("101"), language: "en" };
    expect(await send(world.url, { cookie }, form), kind).not.toContain('"ok":true');
    expect(await effectsOf(world), kind).toEqual([]);
    const right = { ...form, vmid: "102", host: await nameOf("102") };
    expect(await send(world.url, { cookie }, right), kind).toContain('"ok":true');
    await expect.poll(async () => (await effectsOf(world)).map(({ vmid }) => vmid)).toEqual(["102"]);
    await expect
      .poll(
        async () =>
          (await (await fetch(`${world.url}/api/hosts/102`, { headers: { cookie } })).json()).operation,
      )
      .toMatchObject({ outcome: expect.stringMatching(/^(done|unconfirmed)$/) });
  }
});

const RACED: CustomerKind[] = [
  ...(["restart", "force-stop", "create-snapshot", "add-port", "bind-domain"] as const),
  ...(["reset-password", "reinstall"] as const),
];

test("of twenty forms at once no more take effect than were accepted, and of one form sent twenty times one", async ({
  world,
}) => {
  const { control } = world.simulator;
  for (const kind of RACED) {
    const hosts = [];
    for (const name of ["same", "each"]) {
      const { id } = await control.addHost({
        userid: "10001",
        vmname: `${name}-${kind}`,
        ...KINDS[kind].host,
      });
      hosts.push({ kind, has: "", vmid: id, host: `${name}-${kind}`, language: "en" } satisfies Case);
    }
    const [same, each] = hosts as [Case, Case];
    const cookie = await enter(world);
    await control.clearJournal();
    const twenty = (one: Case, key: () => string) =>
      Promise.all(Array.from({ length: 20 }, () => send(world.url, { cookie }, one, key())));
    const key = crypto.randomUUID();
    await twenty(same, () => key);
    const answers = await twenty(each, () => crypto.randomUUID());
    const effects = (await effectsOf(world)).map(({ vmid }) => vmid);
    expect(effects.filter((vmid) => vmid === same.vmid).length, `${kind}, one key`).toBe(1);
    const accepted = answers.filter((text) => text.includes('"ok":true')).length;
    expect(accepted, kind).toBeGreaterThan(0);
    expect(effects.filter((vmid) => vmid === each.vmid).length, `${kind}, twenty keys`).toBe(accepted);
  }
});

test("what can't be read is the caller's fault: 400 for addresses and bodies of actions, 405 for a look at the sign-in", async ({
  world,
}) => {
  const status = async (path: string, init: RequestInit = {}) => (await fetch(world.url + path, init)).status;
  for (const path of ["/hosts/%", "/hosts/%ff", "/api/hosts/%ff", "/api/v1/h%ff"]) {
    expect(await status(path), path).toBe(400);
  }
  expect(await status("/api/auth/callback/credentials")).toBe(405);
  const multipart = "multipart/form-data; boundary=x";
  const bodies: [string, string][] = [
    ["text/plain;charset=UTF-8", "no list"],
    ["text/plain;charset=UTF-8", '["$K9"]'],
    [multipart, "no parts"],
    [multipart, '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n[\r\n--x--\r\n'],
  ];
  for (const cookie of ["", await enter(world)]) {
    for (const [type, body] of bodies) {
      const headers = {
        "next-action": actionNamed("label").id,
        "content-type": type,
        origin: world.url,
        cookie,
      };
      const answer = await status("/hosts", { method: "POST", body, headers });
      expect(answer, `${type} ${body} ${cookie ? "signed in" : "nobody"}`).toBeLessThan(500);
    }
  }
});
