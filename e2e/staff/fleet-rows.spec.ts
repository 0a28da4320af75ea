import { setTimeout } from "node:timers/promises";
import { expect, test } from "../support/test";

/** The staff's words in both languages. */
const TEXT = {
  en: {
    actions: (name: string) => `Actions for ${name}`,
    lock: "Lock host",
    unlock: "Unlock host",
    view: "View as customer",
    viewOf: (name: string) => `View as ${name}`,
    reason: "Reason",
    attention: /^Needs attention/,
  },
  "zh-CN": {
    actions: (name: string) => `${name} 的操作`,
    lock: "锁定主机",
    unlock: "解锁主机",
    view: "以客户身份查看",
    viewOf: (name: string) => `以客户身份查看：${name}`,
    reason: "原因",
    attention: /^需要处理/,
  },
};
const textFor = (locale?: string) => TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

test("a row's menu has what its host's state allows: it is locked from there, and a view begins", async ({
  page,
  world,
  enter,
  locale,
}) => {
  const t = textFor(locale);
  await enter(await world.account({ role: "admin" }));
  const row = page.locator('[data-host="103"]');
  // The fleet is read in the background once somebody of the staff looks, and one that was never read has no state.
  await expect(async () => {
    await page.goto("/admin/hosts?owner=10001&sort=id");
    await expect(row.locator('[data-state="running"]')).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  const open = () => row.getByRole("button", { name: t.actions("db01"), exact: true }).click();
  const item = (name: string) => row.getByRole("menuitem", { name, exact: true });
  await open();
  await expect(item(t.lock)).toBeVisible();
  await expect(item(t.unlock)).toHaveCount(0);
  await item(t.lock).click();
  await page.getByRole("alertdialog").getByRole("button", { name: t.lock, exact: true }).click();
  await expect(row.locator('[data-state="locked"]')).toBeVisible({ timeout: 30_000 });
  const { calls } = await world.simulator.control.journal({ action: "vm_update" });
  expect(calls.map(({ params }) => params)).toEqual([expect.objectContaining({ id: "103", status: "1" })]);
  // Staff want it so: it is no matter of theirs any more.
  await page.getByRole("link", { name: t.attention }).click();
  await expect(page).toHaveURL(/status=attention/);
  await expect(row).toHaveCount(0);
  await page.goto("/admin/hosts?owner=10001&sort=id");
  await open();
  await expect(item(t.unlock)).toBeVisible();
  await expect(item(t.lock)).toHaveCount(0);
  await item(t.view).click();
  // The page's stream tells that the session got a new id while the answer with its cookie is still on its way.
  await page.route("**/admin/**", async (route) => {
    const answer = await route.fetch();
    await setTimeout(2_000);
    await route.fulfill({ response: answer });
  });
  await page.getByRole("dialog").getByLabel(t.reason, { exact: true }).fill("ticket 20418");
  await page.getByRole("dialog").getByRole("button", { name: t.view, exact: true }).click();
  await page.waitForURL(/\/hosts\/103$/);
});

test("a customer's row begins a view as them", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
  locale,
}) => {
  const t = textFor(locale);
  await enter(await world.account({ role: "support" }));
  await expect(async () => {
    await page.goto("/admin/customers?q=10001");
    const key = page.getByRole("button", { name: t.viewOf("Northwind Ltd"), exact: true });
    await key.click({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await page.getByRole("dialog").getByLabel(t.reason, { exact: true }).fill("ticket 20418");
  await page.getByRole("dialog").getByRole("button", { name: t.view, exact: true }).click();
  await page.waitForURL(/\/hosts$/);
});

test("what is counted of a state is what the rows show, also once it changes", {
  tag: "@one-screen",
}, async ({ page, world, enter }) => {
  await enter(await world.account({ role: "admin" }));
  const state = page.locator('[data-host="203"] [data-state]');
  await expect(async () => {
    await page.goto("/admin/hosts?owner=10002&sort=id");
    await expect(state).toHaveAttribute("data-state", "off", { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  const counted = async () => {
    const chip = page.locator('nav a[href*="status=running"]');
    const rows = page.locator('[data-host] [data-state="running"]');
    return /\d+$/.exec((await chip.textContent()) ?? "")?.[0] === String(await rows.count());
  };
  await expect.poll(counted, { timeout: 30_000 }).toBe(true);
  await world.simulator.control.setHost("203", { power: "running" });
  await expect(state).toHaveAttribute("data-state", "running", { timeout: 30_000 });
  await expect.poll(counted, { timeout: 15_000 }).toBe(true);
});
