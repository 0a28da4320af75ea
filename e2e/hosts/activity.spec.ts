import type { Locator, Page } from "@playwright/test";
import { violationsOf } from "../support/axe";
import { expect, test } from "../support/test";
import { callAction, exportedActions } from "../support/wire";
import type { World } from "../support/world";

const NAMES = {
  en: {
    activity: "Activity",
    attention: "Failed or unconfirmed",
    filter: "Filter",
    kind: "Type",
    console: "Console",
    host: "Host",
    clear: "Clear filters",
    close: "Close",
    ever: "No activity yet",
    none: "No matches",
    steps: ["Requested · You", "Sent", "Accepted", "Done"],
    running: /host’s state was “Running”/,
    refused: "Refused: “node is being serviced 44”",
    unconfirmed: "It may have taken effect: check the host before you try again.",
  },
  "zh-CN": {
    activity: "操作记录",
    attention: "失败或待确认",
    filter: "筛选",
    kind: "类型",
    console: "远程控制台",
    host: "主机",
    clear: "清除筛选",
    close: "关闭",
    ever: "还没有操作",
    none: "没有匹配项",
    steps: ["操作人：您", "已发送", "已受理", "完成"],
    running: /主机状态为“运行中”/,
    refused: "被拒绝：“node is being serviced 44”",
    unconfirmed: "操作可能已生效，请先查看主机再重试。",
  },
} as const;
const namesFor = (locale: string | undefined) => NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];

const rows = (page: Page) => page.locator("[data-activity]");
const details = (page: Page) => page.getByRole("dialog");
const link = (within: Page | Locator, name: string) => within.getByRole("link", { name, exact: true });

/** Clicks `power` as another browser of the same person does; `start` of a host that runs is not sent, and a row all the same. */
async function press(world: World, cookie: string, vmid: string, kind: string): Promise<void> {
  const power = exportedActions().find(({ name }) => name === "command");
  const form = { vmid, kind, formKey: crypto.randomUUID() };
  await callAction({ origin: world.url, cookie }, power?.id ?? "", form);
}

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

test("an operation stands in the list with who, what came of it, its steps and on what that rests", {
  tag: "@one-screen",
}, async ({ page, world, enter, words, locale }) => {
  const names = namesFor(locale);
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/109");
  const host = page.locator('[data-host="109"]');
  await host.getByRole("button", { name: words.start, exact: true }).click();
  await expect(host.locator("[data-outcome]").first()).toHaveAttribute("data-outcome", "done", {
    timeout: 20_000,
  });
  await link(host.locator("nav"), names.activity).click();
  const row = rows(page).first();
  await expect(row).toHaveAttribute("data-outcome", "done");
  await row.getByRole("link").click();
  await expect(page).toHaveURL(/\/hosts\/109\/activity\?open=/);
  await expect(details(page).locator("ol li")).toHaveCount(names.steps.length);
  for (const step of names.steps) {
    await expect(details(page).locator("ol").getByText(step, { exact: true })).toBeVisible();
  }
  await expect(details(page).getByText(names.running)).toBeVisible();
  await expect(details(page)).toBeFocused();
  // As after a click in the list beside it.
  await details(page).evaluate((drawer: HTMLElement) => drawer.blur());
  await page.keyboard.press("Escape");
  await expect(details(page)).toHaveCount(0);
});

test("a refusal and an outcome that nobody knows say why, and what to do", {
  tag: ["@one-screen", "@drill"],
}, async ({ page, world, enter, words, locale }) => {
  const names = namesFor(locale);
  const match = { action: "vm_start", vmid: "109" };
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/109");
  const host = page.locator('[data-host="109"]');
  const start = async (outcome: string) => {
    await host.getByRole("button", { name: words.start, exact: true }).click();
    await expect(host.locator("[data-outcome]").first()).toHaveAttribute("data-outcome", outcome, {
      timeout: 30_000,
    });
  };
  await world.simulator.control.addFault({
    kind: "refuse",
    when: "before",
    match,
    count: 1,
    text: "node is being serviced 44",
  });
  await start("refused");
  await world.simulator.control.addFault({ kind: "reset", when: "before", match, count: 1 });
  await start("unconfirmed");
  await page.goto("/hosts/109/activity?outcome=attention");
  await expect(rows(page)).toHaveCount(2);
  await rows(page).nth(0).getByRole("link").click();
  await expect(details(page).getByText(names.unconfirmed)).toBeVisible();
  await link(details(page), names.close).click();
  await expect(rows(page).nth(1)).toContainText(names.refused);
  await rows(page).nth(1).getByRole("link").click();
  await expect(details(page).getByText(names.refused)).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await violationsOf(page), colorScheme).toEqual([]);
  }
});

test("what is begun elsewhere appears in the host's open list and in that of all hosts, and goes on there by itself", {
  tag: "@one-screen",
}, async ({ page, world, enter, locale }) => {
  const names = namesFor(locale);
  const username = await world.account({ userId: "10001" });
  const elsewhere = await world.session(username);
  await enter(username);
  await page.goto("/hosts/106/activity");
  await expect(page.getByRole("heading", { name: names.ever })).toBeVisible();
  const all = await page.context().newPage();
  await all.goto("/activity?host=106");
  await expect(rows(all)).toHaveCount(0);
  for (const one of [page, all]) {
    await one.evaluate(() => Object.assign(window, { here: true }));
  }
  await press(world, elsewhere, "106", "start");
  await expect(rows(all)).toHaveCount(1);
  await expect(rows(all).first()).toHaveAttribute("data-outcome", "done", { timeout: 20_000 });
  await page.bringToFront();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first()).toHaveAttribute("data-outcome", "done", { timeout: 20_000 });
  await rows(page).first().getByRole("link").click();
  // What the stream doesn't tell came from the server since.
  await expect(details(page).locator("ol li")).toHaveCount(4);
  for (const one of [page, all]) {
    expect(await one.evaluate(() => "here" in window)).toBe(true);
  }
});

test("all hosts: found by text, and chosen by outcome, kind and host, in the address, also without JavaScript; no match is not nothing", {
  tag: "@one-screen",
}, async ({ page, browser, world, signIn, locale, baseURL }) => {
  const names = namesFor(locale);
  // A customer's list is as long as the tests before this one made it: hosts of this test's own are counted.
  const vmname = `listed-${Date.now().toString(36)}`;
  const make = () => world.simulator.control.addHost({ userid: "10002", vmname });
  const [{ id: one }, { id: other }] = [await make(), await make()];
  const own = (at: Page) => rows(at).filter({ hasText: vmname });
  const username = await world.account({ userId: "10002" });
  const cookie = await world.session(username);
  await signIn(username);
  for (const id of [one, other]) {
    await expect(async () => {
      expect((await page.goto(`/hosts/${id}`))?.status()).toBe(200);
    }).toPass({ timeout: 20_000 });
    await press(world, cookie, id, "start");
  }
  await link(page.locator(".rail"), names.activity).click();
  await expect(page).toHaveURL(/\/activity$/);
  await expect(own(page)).toHaveCount(2);
  const choose = async (at: Page, kind: string, value: string | RegExp) => {
    await at.getByRole("button", { name: names.filter, exact: true }).click();
    await at.locator("summary").getByText(kind, { exact: true }).click();
    await at.getByRole("navigation").getByRole("link", { name: value }).click();
  };
  await choose(page, names.host, new RegExp(`${vmname}.*${other}`));
  await expect(page).toHaveURL(`/activity?host=${other}`);
  await expect(rows(page)).toHaveCount(1);
  await choose(page, names.kind, new RegExp(`^${names.console}$`));
  await expect(page.getByRole("heading", { name: names.none })).toBeVisible();
  await link(page, names.clear).click();
  await expect(page).toHaveURL(/\/activity$/);
  await page.getByRole("searchbox").fill(vmname.toUpperCase());
  await expect(page).toHaveURL(/q=LISTED/);
  await expect(rows(page)).toHaveCount(2);
  await link(page, names.attention).click();
  await expect(page).toHaveURL(/outcome=attention/);

  const plain = await browser.newContext({
    javaScriptEnabled: false,
    baseURL,
    locale,
    storageState: await page.context().storageState(),
  });
  const scriptless = await plain.newPage();
  await scriptless.goto("/activity");
  await link(scriptless, names.attention).click();
  await choose(scriptless, names.host, new RegExp(`${vmname}.*${one}`));
  await expect(scriptless).toHaveURL(`/activity?outcome=attention&host=${one}`);
  await expect(rows(scriptless)).toHaveCount(1);
  await rows(scriptless).first().getByRole("link").click();
  await expect(details(scriptless).locator("ol li").first()).toBeVisible();
  await plain.close();
});
