import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import type { Locator, Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { expect, test } from "../support/test";

const run = promisify(execFile);

/** Scripts rely on these words, so they are written down here. */
const names = {
  name: "Name",
  scope: "Permissions",
  limitHosts: "Limit to certain hosts (optional)",
  onlyHosts: "Host names or IDs",
  addresses: "Allowed IP addresses (optional)",
  neededAddresses: "Allowed IP addresses",
  create: "Create token",
  revoke: "Revoke backup",
  done: "Done",
  shownOnce: "Copy it now",
  unknownHost: "A name or ID doesn’t match any of your hosts",
  badRange: "An address or range isn’t valid",
  confirm: "Confirm",
  needsFactor: "Set up two-factor authentication first",
  setUpApp: "Set up an app",
  firstCode: "Code shown in the app",
  turnOn: "Turn on",
  noRange: "Enter the IP addresses",
};

// As behind one proxy, so that callers' addresses are known.
test.use({ worldOptions: { env: { TRUSTED_PROXIES: "1" } } });

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const field = (at: Page | Locator, name: string) => at.getByLabel(name, { exact: true });
const dialog = (page: Page) => page.locator("dialog#new-token");
const alert = (page: Page) => dialog(page).getByRole("alert").first();
/** The button that sends the form; the one that opens it is called the same. */
const send = (page: Page) => dialog(page).getByRole("button", { name: names.create, exact: true });
const open = (page: Page) => button(page, names.create).click();

/** Fills the form in its dialog, sends it, and returns the token that is shown. */
async function create(page: Page, fill: () => Promise<void> = async () => {}): Promise<string> {
  await field(dialog(page), names.name).fill("backup");
  await fill();
  await send(page).click();
  await expect(page.getByText(names.shownOnce)).toBeVisible();
  return (await page.locator(".copy-line code").textContent()) ?? "";
}

const statusOf = async (url: string, token: string, headers: Record<string, string> = {}) =>
  (await fetch(url, { headers: { authorization: `Bearer ${token}`, ...headers } })).status;

test("a customer makes a token, which does what it may and no more, and revokes it", {
  tag: "@one-screen",
}, async ({ page, world, signIn }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await signIn(await world.account({ userId: "10001" }));
  // An old address, which leads on.
  await page.goto("/account/tokens");
  await expect(page).toHaveURL(/\/account#api$/);
  await open(page);
  await field(dialog(page), names.name).fill("backup");
  await page.getByText(names.limitHosts, { exact: true }).click();
  await field(dialog(page), names.onlyHosts).fill("101, 201");
  await send(page).click();
  await expect(alert(page)).toContainText(names.unknownHost);
  await field(dialog(page), names.onlyHosts).fill("web01");
  await button(page, "web02").click();
  await expect(field(dialog(page), names.onlyHosts)).toHaveValue("web01, web02");
  await field(dialog(page), names.addresses).fill("somewhere");
  await send(page).click();
  await expect(alert(page)).toContainText(names.badRange);
  const token = await create(page, async () => {
    await field(dialog(page), names.scope).selectOption("power");
    await field(dialog(page), names.addresses).fill("203.0.113.7/24, 2001:db8::/32");
  });
  expect(token).toMatch(/^rsp_[\w-]{49}$/);
  // In the list at once, while the token itself is still shown.
  const list = page.locator("#api");
  await expect(list).toContainText(`rsp_…${token.slice(-4)}`);
  await dialog(page).getByRole("button", { name: names.done, exact: true }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(list).toContainText("203.0.113.0/24");
  await expect(list).toContainText("web01, web02");
  await expect.poll(() => page.content()).not.toContain(token);

  const api = `${world.url}/api/v1`;
  const near = { "x-forwarded-for": "203.0.113.40" };
  expect(await statusOf(`${api}/hosts/101`, token, near)).toBe(200);
  expect(await statusOf(`${api}/hosts/103`, token, near)).toBe(404);
  expect(await statusOf(`${api}/hosts/101`, token, { "x-forwarded-for": "198.51.100.1" })).toBe(403);
  // Nowhere else, and no cookie in its place.
  expect(await statusOf(`${world.url}/api/hosts`, token, near)).toBe(401);
  expect((await page.request.get("/api/v1/hosts")).status()).toBe(401);
  await page.reload();
  await expect(list).toContainText("203.0.113.40");

  await button(page, names.revoke).click();
  await expect(button(page, names.revoke)).toHaveCount(0);
  expect(await statusOf(`${api}/hosts/101`, token, near)).toBe(401);
});

test("without JavaScript a token is made, and the reference is read", {
  tag: "@one-screen",
}, async ({ browser, baseURL, locale, words, world }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL, locale });
  const page = await context.newPage();
  await page.goto("/sign-in?next=/account");
  await field(page, words.login).fill(await world.account({ userId: "10001" }));
  await field(page, words.password).fill("correct horse battery 9");
  await button(page, words.signIn).click();
  await page.waitForURL(/\/account$/);
  await open(page);
  const token = await create(page);
  expect(await statusOf(`${world.url}/api/v1/hosts`, token)).toBe(200);
  await page.goto("/developers");
  await expect(page.getByText("/hosts/{id}/snapshots", { exact: true })).toBeVisible();
  await expect(page.getByText("force-restart", { exact: true })).toBeVisible();
  await expect(page.locator("#busy")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: /^POST\/alarms/ })).toContainText("manage");
  await context.close();
});

test("an admin makes a token for a billing system: after a second factor, for addresses, for a time", {
  tag: "@one-screen",
}, async ({ page, world, signIn }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await signIn(await world.account({ role: "admin" }));
  await page.goto("/account");
  await expect(page.getByText(names.needsFactor)).toBeVisible();
  await button(page, names.setUpApp).click();
  const secret = ((await page.locator("[data-totp-secret]").textContent()) ?? "").replaceAll(" ", "");
  const code = (ahead: number) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ahead * 30_000 });
  // The code of the time step before is good until this step ends.
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 8_000) await wait(left + 100);
  await field(page, names.firstCode).fill(code(-1));
  await button(page, names.turnOn).click();
  await expect(page.locator("[data-recovery-codes] li")).toHaveCount(10);
  // An old address, which leads on and opens its dialog.
  await page.goto("/account/tokens?new=1");
  await expect(dialog(page)).toBeVisible();
  await field(dialog(page), names.name).fill("billing");
  // Needed by the server, too.
  await page.locator('input[name="addresses"]').evaluate((input) => input.removeAttribute("required"));
  // Who asks is shown last, and what was typed stays.
  await send(page).click();
  const question = page.locator("dialog#prove-again");
  await question.locator('input[name="proof"]').fill(code(0));
  await question.getByRole("button", { name: names.confirm, exact: true }).click();
  await expect(question).toBeHidden();
  await expect(field(dialog(page), names.name)).toHaveValue("billing");
  await send(page).click();
  await expect(alert(page)).toContainText(names.noRange);
  const token = await create(page, () => field(dialog(page), names.neededAddresses).fill("203.0.113.0/24"));
  await dialog(page).getByRole("button", { name: names.done, exact: true }).click();
  await expect(dialog(page)).toBeHidden();

  const fleet = `${world.url}/api/v1/fleet`;
  const near = { "x-forwarded-for": "203.0.113.40", authorization: `Bearer ${token}` };
  const { hosts } = await (await fetch(`${fleet}/hosts?customer=10002`, { headers: near })).json();
  expect(hosts.map((host: { customer: string }) => host.customer)).toEqual(Array(hosts.length).fill("10002"));
  expect(hosts.length).toBeGreaterThan(0);
  const lock = (kind: string) =>
    fetch(`${fleet}/hosts/201/operations`, {
      method: "POST",
      headers: { ...near, "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify({ kind }),
    });
  expect((await lock("delete-host")).status).toBe(422);
  const answer = await lock("lock-host");
  expect(answer.status).toBe(202);
  const { id } = await answer.json();
  await expect
    .poll(async () => (await (await fetch(`${fleet}/operations/${id}`, { headers: near })).json()).outcome)
    .toBe("done");
  await page.goto(`/admin/activity?open=${id}`);
  await expect(page.getByText("backup", { exact: true })).toBeVisible();
});

type Trouble = "cut" | 429 | 503;

/** Stands between a program and the panel. Meets each method's first requests with these troubles, then hands all on. */
async function troubledWay(panel: string, troubles: Record<string, Trouble[]>) {
  const server = createServer(async (request, response) => {
    const { method = "", headers, url } = request;
    const trouble = troubles[method]?.shift();
    if (typeof trouble === "number") {
      response.writeHead(trouble, { "retry-after": "1", "content-type": "application/problem+json" });
      response.end(JSON.stringify({ status: trouble, code: "met-on-the-way" }));
      return;
    }
    const body = method === "POST" ? await text(request) : undefined;
    const { host: _, connection: __, ...kept } = headers as Record<string, string>;
    const answer = await fetch(panel + url, { method, headers: kept, body });
    const answered = await answer.text();
    response.writeHead(answer.status, {
      "content-type": answer.headers.get("content-type") ?? "",
      "content-length": Buffer.byteLength(answered),
    });
    if (trouble === "cut") {
      response.write(answered.slice(0, answered.length / 2), () => response.destroy());
    } else {
      response.end(answered);
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

/** PHP is the one thing here that a machine may lack; the test says so by name where it does. */
const EXAMPLES: [language: string, command: string, file: string][] = [
  ["curl", "sh", "docs/examples/api.sh"],
  ["Node", process.execPath, "docs/examples/api.mjs"],
  ["PHP", "php", "docs/examples/api.php"],
];
for (const [language, command, file] of EXAMPLES) {
  test(`the worked example with ${language} restarts a host once, however badly its requests fare`, {
    tag: language === "curl" ? "@one-screen" : ["@one-screen", "@drill"],
  }, async ({ page, world, signIn }) => {
    const isMissing = language === "PHP" && (await run("php", ["-v"]).catch(() => null)) === null;
    test.skip(isMissing, "there is no php on this machine");
    await world.simulator.control.reset({ fleet: "demo" });
    await signIn(await world.account({ userId: "10001" }));
    await page.goto("/account");
    await open(page);
    const token = await create(page, async () => {
      await field(dialog(page), names.scope).selectOption("power");
    });
    const troubles: Record<string, Trouble[]> = { POST: ["cut", 429, 503], GET: [503, "cut", 429] };
    const way = await troubledWay(world.url, troubles);
    const { stdout } = await run(command, [path.resolve(file), "101"], {
      env: { ...process.env, PANEL_URL: way.url, TOKEN: token },
    });
    way.close();
    expect(stdout).toContain("force-restart: done");
    // On a slow machine it is done by the time of the first read, which is then not needed.
    expect(troubles.POST).toEqual([]);
    const { effects } = await world.simulator.control.journal();
    expect(effects.map(({ vmid, kind }) => [vmid, kind])).toEqual([["101", "force-restart"]]);
  });
}
