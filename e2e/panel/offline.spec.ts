import { PNG } from "pngjs";
import { NO_WORKER } from "../../components/offline/no-worker";
import { violationsOf } from "../support/axe";
import { expect } from "../support/test";
import { kept, offline, ready, states, test, untilGone, untilKept, withState } from "./support/installed";

test.use({ serviceWorkers: "allow" });

const HOUR = 3_600_000;

test("anybody's browser can install the panel: manifest, icons of the sizes it says, colours of both themes", {
  tag: "@one-screen",
}, async ({ page, world }) => {
  await page.goto(`${world.url}/sign-in`);
  const link = page.locator('link[rel="manifest"]');
  const address = (await link.getAttribute("href")) ?? "";
  // As a browser does it: without cookies.
  const answer = await fetch(world.url + address);
  expect(answer.headers.get("content-type")).toBe("application/manifest+json");
  expect(answer.headers.get("set-cookie")).toBeNull();
  const manifest = (await answer.json()) as Record<string, string> & {
    icons: { src: string; sizes: string; type: string; purpose: string }[];
  };
  expect(manifest).toMatchObject({
    display: "standalone",
    start_url: "/hosts",
    scope: "/",
    name: "RStack Panel",
  });
  expect(manifest.icons.map(({ purpose }) => purpose)).toEqual(["any", "any", "maskable"]);
  const apple = (await page.locator('link[rel="apple-touch-icon"]').getAttribute("href")) ?? "";
  for (const { src, sizes, type } of [
    ...manifest.icons,
    { src: apple, sizes: "180x180", type: "image/png" },
  ]) {
    const icon = await fetch(world.url + src);
    expect(icon.headers.get("content-type")).toBe(type);
    expect(icon.headers.get("set-cookie")).toBeNull();
    const { width, height } = PNG.sync.read(Buffer.from(await icon.arrayBuffer()));
    expect(`${width}x${height}`).toBe(sizes);
  }
  // The browser's own reading of it, under the page's policy.
  const browser = await page.context().newCDPSession(page);
  const read = await browser.send("Page.getAppManifest");
  expect(read.errors).toEqual([]);
  expect(read.url).toBe(world.url + address);
  const colours = page.locator('meta[name="theme-color"]');
  expect(await colours.evaluateAll((all) => all.map((one) => one.getAttribute("content")))).toEqual([
    "#fafaf9",
    "#111110",
  ]);
});

test("an installed panel opens with the last known state and its age, and nothing to press", async ({
  page,
  front,
  world,
  enter,
  texts,
  locale,
}) => {
  await enter(await world.account({ userId: "10001" }));
  await withState(page, front);
  await world.simulator.control.clearJournal();
  front.away = true;
  for (const path of ["/hosts", "/hosts/101/network", "/account?x=1"]) {
    await page.goto(front.url + path);
    await expect(offline(page)).toContainText(texts.unreachable);
  }
  const host = page.locator('[data-host="105"]');
  await expect(host).toContainText("intranet");
  await expect(host.locator('[data-state="running"]')).toHaveText(texts.running);
  await expect(page.locator('[data-host^="2"]')).toHaveCount(0);
  expect(await page.locator("html").getAttribute("lang")).toBe(locale?.startsWith("zh") ? "zh-CN" : "en");
  await expect(page.locator("button, form, input, [role=button], [onclick]")).toHaveCount(0);
  // Each sign is drawn wherever it stands.
  for (const sign of await page.locator("main svg").all()) {
    expect(await sign.evaluate((svg) => svg.childElementCount)).toBeGreaterThan(0);
  }
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violationsOf(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect((await world.simulator.control.journal()).effects).toEqual([]);

  const age = (ms: number) =>
    page.evaluate(async (by) => {
      const name = (await caches.keys()).find((one) => one.startsWith("panel-state-")) ?? "";
      const cache = await caches.open(name);
      const state = await (await cache.match("/offline/state"))?.json();
      await cache.put("/offline/state", Response.json({ ...state, keptAt: Date.now() - by }));
    }, ms);
  await age(3 * HOUR + 60_000);
  await page.goto(`${front.url}/hosts`);
  await expect(offline(page).locator("time")).toContainText(texts.hours);
  await age(24 * HOUR);
  await page.goto(`${front.url}/hosts`);
  await expect(offline(page)).toContainText(texts.unreachable);
  await expect(page.locator("[data-host]")).toHaveCount(0);
  await untilGone(page);

  // By itself, once the panel answers.
  front.away = false;
  await expect(offline(page)).toHaveCount(0);
  await page.locator('[data-host="101"]').waitFor();
});

test("a browser's tab keeps static files and the one empty page, and no page and no data", {
  tag: ["@one-screen", "@drill"],
}, async ({ page, front, world, enter, texts }) => {
  await enter(await world.account({ userId: "10001" }));
  for (const path of ["/hosts", "/hosts/101", "/hosts/101/settings", "/account", "/activity"]) {
    await page.goto(front.url + path);
    await page.locator("main").waitFor();
    await ready(page);
  }
  await page.reload();
  const found = await kept(page);
  expect(
    Object.keys(found)
      .map((name) => name.replace(/-[0-9a-f]{12}$|-v2-.*$/, ""))
      .sort(),
  ).toEqual(["panel-files", "panel-look", "serwist-precache"]);
  const entries = Object.values(found).flat();
  expect(entries.length).toBeGreaterThan(10);
  const pages = entries.filter(([, type]) => type?.includes("html")).map(([path]) => path);
  expect(pages).toEqual([expect.stringMatching(/^\/_next\/static\/offline\/shell-\w+\.html$/)]);
  for (const [path] of entries.filter(([path]) => path !== "/offline/look")) {
    expect(path).toMatch(/^\/_next\/static\/(chunks|media|offline)\//);
  }
  front.away = true;
  await page.goto(`${front.url}/hosts`);
  await expect(offline(page)).toContainText(texts.unreachable);
  await expect(page.locator("[data-host]")).toHaveCount(0);
});

test("signing out deletes all of it, here and in the window of before", { tag: "@one-screen" }, async ({
  page,
  context,
  front,
  world,
  enter,
  words,
}) => {
  await enter(await world.account({ userId: "10001" }));
  await withState(page, front);
  const other = await context.newPage();
  await other.goto(`${front.url}/hosts`);
  await other.locator('[data-host="101"]').waitFor();
  await other.locator("[data-account-menu]").click();
  await other.getByRole("menuitem", { name: words.signOut, exact: true }).click();
  await other.waitForURL(/\/sign-in/);
  expect(front.cleared).toEqual(['"storage"']);
  await untilGone(other);
  // What that window still hears and writes goes nowhere, until it is sent to sign in as well.
  await page.waitForURL(/\/sign-in/);
  await untilGone(page);
  expect((await context.cookies()).filter(({ name }) => /session/.test(name))).toEqual([]);
});

test("nothing of one account is left for the next, whether a session ended elsewhere or another began", {
  tag: "@one-screen",
}, async ({ page, context, front, world, enter, texts }) => {
  await enter(await world.account({ userId: "10001" }));
  await withState(page, front);
  await context.clearCookies();
  await page.goto(`${front.url}/hosts`);
  await page.waitForURL(/\/sign-in/);
  await untilGone(page);

  await enter(await world.account({ userId: "10001" }));
  await withState(page, front);
  const [before] = await states(page);
  await context.clearCookies();
  // By single sign-on, say: no page before it was seen.
  await enter(await world.account({ userId: "10002" }));
  await page.goto(`${front.url}/hosts`);
  await page.locator('[data-host="201"]').waitFor();
  await expect.poll(async () => (await states(page)).map(([name]) => name === before?.[0])).toEqual([false]);
  front.away = true;
  await page.goto(`${front.url}/hosts`);
  await expect(offline(page)).toContainText(texts.unreachable);
  await expect(page.locator('[data-host="201"]')).toHaveCount(1);
  await expect(page.locator('[data-host="101"]')).toHaveCount(0);
});

test("staff and a view keep nothing, and delete what a customer left", { tag: "@one-screen" }, async ({
  page,
  context,
  front,
  world,
  enter,
  texts,
}) => {
  await enter(await world.account({ userId: "10001" }));
  await withState(page, front);
  await context.clearCookies();
  await enter(await world.account({ role: "admin" }));
  await page.goto(`${front.url}/admin/customers/10001`);
  await untilGone(page);
  await page.getByRole("button", { name: texts.view, exact: true }).click();
  await page.getByLabel("Reason", { exact: true }).fill("a ticket");
  await page.getByRole("dialog").getByRole("button", { name: texts.view, exact: true }).click();
  await page.waitForURL("**/hosts");
  await page.locator('[data-host="105"] [data-state="running"]').waitFor();
  await ready(page);
  expect(await states(page)).toEqual([]);
  front.away = true;
  await page.goto(`${front.url}/hosts`);
  await expect(offline(page)).toContainText(texts.unreachable);
  await expect(page.locator("[data-host]")).toHaveCount(0);
});

test("a network that never answers brings the offline page as well", {
  tag: ["@one-screen", "@drill"],
}, async ({ page, front, world, enter, texts }) => {
  await enter(await world.account({ userId: "10001" }));
  await page.goto(`${front.url}/hosts`);
  await ready(page);
  front.silent = true;
  await page.goto(`${front.url}/hosts`, { waitUntil: "domcontentloaded" });
  await expect(offline(page)).toContainText(texts.unreachable, { timeout: 20_000 });
});

test("a new release takes over at once without a file of the one before, and a setting takes the worker away", {
  tag: ["@one-screen", "@drill"],
}, async ({ page, front, world, enter }) => {
  test.setTimeout(180_000);
  await enter(await world.account({ userId: "10001" }));
  await withState(page, front);
  await page.reload();
  const filesOf = async () =>
    Object.entries(await kept(page)).filter(([name]) => name.startsWith("panel-files-"));
  await expect.poll(async () => (await filesOf())[0]?.[1].length ?? 0).toBeGreaterThan(5);
  const [[before] = [""]] = await filesOf();
  const version = before.replace("panel-files-", "");

  front.worker = (script) => script.replaceAll(version, "abcdefabcdef");
  await page.goto(`${front.url}/hosts`);
  await expect.poll(async () => (await filesOf()).map(([name]) => name)).not.toContain(before);
  await page.reload();
  await expect
    .poll(async () => (await filesOf()).map(([name]) => name))
    .toEqual(["panel-files-abcdefabcdef"]);
  // What was kept of the account is not the release's.
  await untilKept(page);

  // A script that can't be had or read leaves the one that is there.
  front.worker = () => "<!doctype html>";
  await page.goto(`${front.url}/hosts`);
  await page.locator('[data-host="101"]').waitFor();
  await ready(page);

  // The script of a panel whose SERVICE_WORKER is off, of which `app/api/worker/route.test.ts` has more.
  front.worker = () => NO_WORKER;
  await page.goto(`${front.url}/sign-in`);
  // The page itself, of a panel that has a worker, may register it once more.
  const left = () =>
    page.evaluate(async () => {
      await (await navigator.serviceWorker.getRegistration())?.update().catch(() => undefined);
      return (await navigator.serviceWorker.getRegistrations()).length;
    });
  await expect(async () => {
    await page.reload();
    await expect.poll(left, { timeout: 5_000 }).toBe(0);
  }).toPass({ timeout: 60_000 });
  // It may keep the look anew, too.
  await expect
    .poll(async () => (await page.evaluate(() => caches.keys())).filter((name) => name !== "panel-look"))
    .toEqual([]);
});
