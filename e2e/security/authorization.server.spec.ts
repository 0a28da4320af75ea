import { readFileSync } from "node:fs";
import { inDatabase } from "../support/panel-rows";
import { filesBelow, routeFiles } from "../support/source-files";
import { expect, test } from "../support/test";
import { callAction, exportedActions } from "../support/wire";

/** The actions and routes that are open to anybody; whoever adds one adds it here, and says why. */
const OPEN_ACTIONS = [
  "signIn",
  "setLanguage",
  "setTheme",
  // The ways in beside a password: each proves itself by a link or a ticket.
  "askForLink",
  "lookAtLink",
  "setPasswordByLink",
  "activate",
  "continueBySso",
  "confirmNewEmail",
  // The second step, which needs a first one; a passkey that is both steps; and the way back.
  "giveCode",
  "askPasskey",
  "givePasskey",
  "startAgain",
  "askSignInPasskey",
  "signInWithPasskey",
  // Ends mails to whom its sealed token names, and nothing else.
  "unsubscribeByLink",
];
const OPEN_ROUTES = [
  "app/api/auth/[...nextauth]/route.ts",
  "app/api/health/route.ts",
  "app/api/ready/route.ts",
  // The sign-in page shows it; it is looked up by nothing but its own check sum.
  "app/api/mark/route.ts",
  // What makes the panel installable, asked for without cookies: the provider's name and mark, and a script for everybody.
  "app/api/manifest/route.ts",
  "app/api/icon/route.ts",
  "app/api/worker/route.ts",
  "app/(auth)/sso/route.ts",
  // Leads to the OpenID provider. What comes back is checked against this browser's own state, nonce and PKCE.
  "app/(auth)/sign-in/provider/route.ts",
  // Puts a shop's link into a cookie. The click on the page that follows is what signs in.
  "app/(auth)/sso/[code]/route.ts",
  // For programs that watch the panel: by a bearer token of its own, and a 404 without the setting.
  "app/api/metrics/route.ts",
  // A mail program calls it at one press (RFC 8058), with a sealed token that ends mails and nothing else.
  "app/api/unsubscribe/route.ts",
];

/** Fields that some action takes; an action that wants others refuses these as malformed, which is a refusal too. */
const fieldsFor = (vmid: string, action = ""): Record<string, string> =>
  action === "tagSelected" ? { vmids: vmid, tag: "x", on: "1" } : hostFieldsFor(vmid, action);
const hostFieldsFor = (vmid: string, action: string) => ({
  [isBatch(action) ? "vmids" : "vmid"]: vmid,
  kind: "force-stop",
  formKey: crypto.randomUUID(),
});
/** Who isn't signed in is refused before an id is read: `npm run drills -- browser-tests` tries the malformed ones too. */
const NOBODYS_IDS = process.env.DRILL ? ["101", "201", "999999", "101x", "", "101\n201"] : ["101", "101x"];

const isBatch = (action: string) => action.startsWith("batch") || action === "tagSelected";

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

test("every exported server action refuses nobody, the wrong customer, foreign and malformed ids", {
  tag: process.env.DRILL ? "@drill" : [],
}, async ({ world }) => {
  // Some thousand calls.
  test.setTimeout(600_000);
  const actions = exportedActions().filter((a) => !OPEN_ACTIONS.includes(a.name));
  expect(actions.length).toBeGreaterThan(4);
  expect(actions.map((a) => a.name)).toContain("command");
  let cookie = await world.session(await world.account({ userId: "10001" }));
  await fetch(`${world.url}/api/hosts`, { headers: { cookie } });
  // Once an hour the panel learns from hosts of its own choice what this master's lists look at.
  const learnt = "select 1 from master_profile where host_filters_at is not null";
  await expect.poll(() => inDatabase(world, learnt), { timeout: 60_000 }).toHaveLength(1);
  await world.simulator.control.clearJournal();
  for (const [at, action] of actions.entries()) {
    // An account for every ten actions, so that what answers is never the rate limit.
    if (at % 10 === 0) {
      cookie = await world.session(await world.account({ userId: "10001" }));
    }
    const caller = { origin: world.url, cookie };
    const nobody = NOBODYS_IDS.map(async (vmid) => {
      const answer = await callAction({ origin: world.url }, action.id, fieldsFor(vmid, action.name));
      expect(answer.text, `${action.name} as nobody`).not.toContain('"ok":true');
    });
    const foreignIds = ["201", "999999", "101x", "", "0101", "101|201"];
    // To a batch this is two hosts, one of them theirs: each has an answer of its own (lib/actions/batch/batch.test.ts).
    const two = isBatch(action.name) ? "201,202" : "101,201";
    const foreign = [...foreignIds, two].map(async (vmid) => {
      const answer = await callAction(caller, action.id, fieldsFor(vmid, action.name));
      expect(answer.text, `${action.name} of ${vmid}`).not.toContain('"ok":true');
      expect(answer.text, `${action.name} of ${vmid}`).not.toContain('"too-many"');
    });
    const elsewhere = [null, "null", "https://evil.example"].map(async (origin) => {
      const answer = await callAction(caller, action.id, fieldsFor("101", action.name), { origin });
      expect(answer.text, `${action.name}, Origin ${origin}`).not.toContain('"ok":true');
    });
    await Promise.all([...nobody, ...foreign, ...elsewhere]);
  }
  const { calls, effects } = await world.simulator.control.journal();
  expect(effects).toEqual([]);
  // Nothing for a host that is not theirs but the read of whose it is.
  const others = calls.filter((c) => ["201", "999999"].includes(c.vmid ?? c.params.id ?? ""));
  expect(others.filter((c) => c.action !== "hyper").map((c) => c.action)).toEqual([]);
});

test("every action comes from a builder, every route handler from a guard", () => {
  const routes = routeFiles().filter((file) => !OPEN_ROUTES.includes(file));
  expect(routes.length).toBeGreaterThan(2);
  for (const file of routes) {
    const source = readFileSync(file, "utf8");
    // A list of names would hide from the next lines where a handler came from.
    expect(source, file).not.toMatch(/^export (\{|\*|default)/m);
    if (file.includes("(admin)")) expect(source, file).toMatch(/staffReadRoute|staffListCsv/);
    for (const [, exported] of source.matchAll(/export (?:const|async function|function) (\w+)/g)) {
      if (!/^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(exported ?? "")) continue;
      expect(source, `${file} ${exported}`).toMatch(
        new RegExp(
          `export const ${exported}\\b[^=]*=\\s*(readRoute|hostReadRoute|staffReadRoute|staffListCsv|apiRoute|mcpRoute)\\b`,
        ),
      );
    }
  }
  // What answers with a list's file is such a route itself.
  expect(readFileSync("app/lists/list-csv.ts", "utf8")).toMatch(
    /export const staffListCsv = <Query>\([^{]*\) =>\s*staffReadRoute\(/,
  );
  const actions = ["app", "components", "lib"]
    .flatMap(filesBelow)
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => /^\s*["']use server["']/m.test(readFileSync(file, "utf8")));
  expect(actions.length).toBeGreaterThan(2);
  const open = actions.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/^export const (\w+) = openAction\b/gm)].map(([, name]) => name),
  );
  expect(open.sort()).toEqual([...OPEN_ACTIONS].sort());
  for (const file of actions) {
    expect(file).toMatch(/[/-]actions\.ts$/);
    for (const [line] of readFileSync(file, "utf8").matchAll(/^export .*/gm)) {
      expect(line, file).toMatch(
        /^export const \w+ = (openAction|customerAction|hostCommand|ownedAction|batchAction|staffAction|staffCommand)\b/,
      );
    }
  }
});

test("every route handler refuses nobody, and another customer's host", async ({ world }) => {
  const cookie = await world.session(await world.account({ userId: "10001" }));
  const routes = routeFiles().filter((file) => !OPEN_ROUTES.includes(file));
  for (const file of routes) {
    const path = file
      .replace(/^app/, "")
      .replace(/\/\([^)]+\)/g, "")
      .replace(/\/route\.ts$/, "");
    for (const vmid of ["101", "201", "101x"]) {
      const where = world.url + path.replace("[vmid]", vmid);
      const nobody = await fetch(where, { redirect: "manual" });
      expect([401, 404], `${where} as nobody`).toContain(nobody.status);
      if (path.includes("[vmid]") && vmid !== "101") {
        const foreign = await fetch(where, { headers: { cookie } });
        expect(foreign.status, where).toBe(404);
      }
      if (path.startsWith("/admin/")) {
        const customer = await fetch(where, { headers: { cookie } });
        expect(customer.status, `${where} as a customer`).toBe(404);
      }
    }
  }
});

test("the session's payload can't be talked into another account", async ({ world }) => {
  const cookie = await world.session(await world.account({ userId: "10001" }));
  await fetch(`${world.url}/api/auth/session`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json", origin: world.url },
    body: JSON.stringify({ data: { sub: "x", sid: "x", uid: "victim", role: "admin" } }),
  });
  const list = await (await fetch(`${world.url}/api/hosts`, { headers: { cookie } })).json();
  expect(list.hosts.map((h: { id: string }) => h.id)).not.toContain("201");
  expect(
    (await fetch(`${world.url}/admin/connection`, { headers: { cookie }, redirect: "manual" })).status,
  ).toBe(404);
});
