import type { Page } from "@playwright/test";
import { violationsOf } from "../support/axe";
import { expect, test } from "../support/test";
import { untilReady } from "./support/click-count";

const NAMES = {
  en: {
    search: "Find",
    close: "Close",
    restart: "Restart",
    start: "Start",
    restartOf: (name: string) => `Restart ${name}`,
    startOf: (name: string) => `Start ${name}`,
    verb: "restart",
    pageOf: "web01, Snapshots",
    page: "snapshots web01",
    account: "Account",
    wait: "The host is suspended",
    nothing: "No results for",
    recent: "Recent",
  },
  "zh-CN": {
    search: "搜索",
    close: "关闭",
    restart: "重启",
    start: "开机",
    restartOf: (name: string) => `重启 ${name}`,
    startOf: (name: string) => `开机 ${name}`,
    verb: "重启",
    pageOf: "web01 · 快照",
    page: "快照web01",
    account: "账号",
    wait: "主机因欠费已停用",
    nothing: "没有“",
    recent: "最近访问",
  },
} as const;
const namesFor = (locale: string | undefined) => NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];
type Names = ReturnType<typeof namesFor>;

const palette = (page: Page) => page.locator("dialog.find-palette");
const field = (page: Page, names: Names) => palette(page).getByRole("combobox", { name: names.search });
const option = (page: Page, name: string) =>
  palette(page).getByRole("option", { name: new RegExp(`^${name}`) });
const chosen = (page: Page) => palette(page).getByRole("option", { selected: true });

/** The page listens by now: what notes the visit comes just before what hears the keys. */
const listens = (page: Page) =>
  page.waitForFunction(() =>
    Object.entries(localStorage).some(
      ([key, paths]) => key.startsWith("recent-") && paths.split("\n")[0] === location.pathname,
    ),
  );
async function press(page: Page): Promise<void> {
  await listens(page);
  await page.keyboard.press("Control+k");
}

/** As a person does it: by the key on a desk, by the tab in the bar on a phone. */
async function open(page: Page, names: Names): Promise<void> {
  await listens(page);
  await page.getByRole("button", { name: names.search, exact: true }).click();
  await expect(field(page, names)).toBeFocused();
}

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

test("opens on every page of a customer's, finds a host, and goes there", async ({
  page,
  world,
  enter,
  locale,
}) => {
  const names = namesFor(locale);
  await enter(await world.account({ userId: "10001" }));
  for (const where of ["/account", "/activity", "/hosts/103/snapshots", "/hosts"]) {
    await page.goto(where);
    await open(page, names);
    await page.keyboard.press("Escape");
    await expect(palette(page)).toBeHidden();
    await expect(page.getByRole("button", { name: names.search, exact: true })).toBeFocused();
  }
  await open(page, names);
  await field(page, names).fill("203.0.113.24");
  await expect(chosen(page)).toContainText("web01");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/hosts\/101$/);
  await expect(page.locator('article[data-host="101"]')).toBeVisible();

  // What was opened last comes first, and nothing else of it is kept than its address.
  await page.goto("/account");
  await open(page, names);
  await expect(
    palette(page).getByRole("group", { name: names.recent }).getByRole("option").first(),
  ).toContainText("web01");
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(kept).toContain("/hosts/101");
  expect(kept).not.toContain("web01");
  expect(kept).not.toContain("203.0.113");
});

test("an action asks as the host's own key does, and is sent once", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
  locale,
}) => {
  const names = namesFor(locale);
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/account");
  await open(page, names);
  await field(page, names).fill(`${names.verb} web01`);
  await expect(chosen(page)).toContainText(names.restartOf("web01"));
  await page.keyboard.press("Enter");
  const question = page.getByRole("alertdialog");
  await expect(question).toBeVisible();
  // Left with Escape nothing is sent.
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  expect((await world.simulator.control.journal()).effects).toEqual([]);

  await open(page, names);
  await field(page, names).fill(`web01 ${names.verb}`);
  await option(page, names.restartOf("web01")).click();
  await question.getByRole("button", { name: names.restart, exact: true }).click();
  // One is led to where it is seen what comes of it.
  await expect(page).toHaveURL(/\/hosts\/101$/);
  await expect(page.locator('article [data-outcome="done"]')).toBeVisible({ timeout: 20_000 });
  const { effects } = await world.simulator.control.journal({ vmid: "101" });
  expect(effects.map(({ kind }) => kind)).toEqual(["restart"]);
});

test("what begins at once begins at once, and what can't be done says why", {
  tag: "@one-screen",
}, async ({ page, world, enter, locale }) => {
  const names = namesFor(locale);
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts");
  const off = page.locator('tr[data-host="109"]');
  await expect(off.locator("[data-state]").first()).toHaveAttribute("data-state", "off");
  const name = ((await off.locator(".host-name a").first().textContent()) ?? "").trim();
  await open(page, names);
  await field(page, names).fill(`${names.start} ${name}`);
  await option(page, names.startOf(name)).click();
  await expect(off.locator("[data-state]").first()).toHaveAttribute("data-state", "running", {
    timeout: 20_000,
  });
  expect(page.url()).toMatch(/\/hosts$/);

  await open(page, names);
  await field(page, names).fill(`${names.verb} legacycrm`);
  const blocked = option(page, names.restartOf("legacycrm"));
  await expect(blocked).toHaveAttribute("aria-disabled", "true");
  await expect(blocked).toContainText(names.wait);
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeVisible();
  const { effects } = await world.simulator.control.journal();
  expect(effects.map(({ kind }) => kind)).toEqual(["start"]);
});

test("leads to the pages of a host and of the panel", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
  locale,
}) => {
  const names = namesFor(locale);
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts");
  await open(page, names);
  await field(page, names).fill(names.page);
  await option(page, names.pageOf).click();
  await expect(page).toHaveURL(/\/hosts\/101\/snapshots$/);
  await open(page, names);
  await field(page, names).fill(names.account);
  await option(page, names.account).first().click();
  await expect(page).toHaveURL(/\/account$/);
  await open(page, names);
  await field(page, names).fill("nothing-like-it");
  await expect(palette(page).getByRole("status")).toContainText(names.nothing);
  await palette(page).getByRole("button", { name: names.close, exact: true }).click();
  await expect(palette(page)).toBeHidden();
});

test("staff find customers, hosts, operations and where a port leads", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
  locale,
}) => {
  const names = namesFor(locale);
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/101");
  await page.getByRole("button", { name: names.restart, exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: names.restart, exact: true }).click();
  await expect(page.locator('article [data-outcome="done"]')).toBeVisible({ timeout: 20_000 });
  const { operation } = await (await page.request.get("/api/hosts/101")).json();

  await page.context().clearCookies();
  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/customers/10001");
  // Its scripts note that it was opened, and run once it is painted.
  await untilReady(page);
  await page.goto("/admin/connection");
  await press(page);
  await expect(field(page, names)).toBeFocused();
  await expect(chosen(page)).toContainText("10001");
  await field(page, names).fill(operation.id.slice(0, 8));
  await expect(chosen(page)).toContainText(names.restartOf("web01"));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/admin/activity?open=${operation.id}`);

  await press(page);
  await field(page, names).fill("24389");
  await option(page, ".*:24389 → intranet").click();
  await expect(page).toHaveURL(/\/admin\/hosts\/105$/);

  await press(page);
  await field(page, names).fill("crm.contoso.example");
  await option(page, "crm.contoso.example").click();
  await expect(page).toHaveURL(/\/admin\/hosts\/202$/);
});

test("through a customer's eyes it finds what the customer would, and changes nothing", {
  tag: "@one-screen",
}, async ({ page, world, enter, locale }) => {
  const names = namesFor(locale);
  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/customers/10001");
  await page.getByRole("button", { name: "View as customer", exact: true }).click();
  await page.getByLabel("Reason", { exact: true }).fill("a ticket");
  await page.getByRole("dialog").getByRole("button", { name: "View as customer", exact: true }).click();
  await page.waitForURL("**/hosts");
  await press(page);
  // What is typed before the palette is here is not lost.
  await page.keyboard.type("restart web01");
  await expect(field(page, names)).toHaveValue("restart web01");
  await expect(option(page, names.restartOf("web01"))).toHaveAttribute("aria-disabled", "true");
  for (const foreign of ["201", "crm.contoso.example", "10002"]) {
    await field(page, names).fill(foreign);
    await expect(palette(page).getByRole("status")).not.toBeEmpty();
    await expect(palette(page).locator("[id^='find-host-2'], [id^='find-customer']")).toHaveCount(0);
  }
});

test("axe finds nothing on the open palette, light, dark and on a phone", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
  locale,
}) => {
  const names = namesFor(locale);
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts");
  await open(page, names);
  // What is named and in which order is the same in the dark, and colours are the same on a phone.
  const looks = [
    { colorScheme: "light", width: 1280, look: {} },
    { colorScheme: "dark", width: 1280, look: { only: ["color-contrast"] } },
    { colorScheme: "light", width: 390, look: { without: ["color-contrast"] } },
  ] as const;
  for (const query of ["", "web", `${names.verb} `, "nothing-like-it"]) {
    await field(page, names).fill(query);
    await expect(palette(page).getByRole("status")).not.toBeEmpty();
    for (const { colorScheme, width, look } of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      const found = await violationsOf(page, { within: "dialog.find-palette", ...look });
      expect(found, `${query} ${colorScheme} ${width}`).toEqual([]);
    }
  }
});

test("opens with the panel's pages while hosts are still on their way", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
  locale,
}) => {
  const names = namesFor(locale);
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts");
  let answer = () => {};
  await page.route("**/api/find?**", async (route) => {
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    await route.continue();
  });
  await open(page, names);
  await expect(option(page, names.account)).toBeVisible();
  await expect(option(page, "archive01")).toHaveCount(0);
  answer();
  await expect(option(page, "archive01")).toBeVisible();
});
