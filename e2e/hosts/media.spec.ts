import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/test";
import type { World } from "../support/world";

/** Scripts rely on these words, so they are written down here. */
const NAMES = {
  en: {
    mount: "Mount",
    eject: "Eject",
    filter: "Filter ISO images",
    empty: "No ISO image is mounted.",
    noMatch: "No ISO image matches “zzz”.",
    unknown: "The panel can’t tell which ISO image is mounted.",
  },
  "zh-CN": {
    mount: "挂载",
    eject: "弹出",
    filter: "筛选 ISO 镜像",
    empty: "未挂载 ISO 镜像。",
    noMatch: "没有与“zzz”匹配的 ISO 镜像。",
    unknown: "无法读取此主机的挂载情况。",
  },
} as const;
const namesFor = (locale: string | undefined) => NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];

const changes = async (world: World) =>
  (await world.simulator.control.journal()).calls
    .filter(({ action, params }) => action === "vm_cd_manage" && params.subvaction === "change")
    .map(({ params }) => ({ vmid: params.vmid, cdid: params.cdid }));
const button = (within: Page | Locator, name: string) => within.getByRole("button", { name, exact: true });
const outcome = (page: Page) => page.locator("[data-host] [data-outcome]").first();
const rowOf = (page: Page, id: string) => page.locator(`tr[data-medium="${id}"]`);

test.beforeEach(async ({ world, enter }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ userId: "10001" }));
});

test("Mount, then Eject: the right medium of this host's list, and the page shows what is in the drive", async ({
  page,
  world,
  locale,
}) => {
  const names = namesFor(locale);
  await page.goto("/hosts/101/media");
  await expect(page.getByText(names.empty)).toBeVisible();
  await expect(rowOf(page, "33")).toHaveCount(0);
  await button(rowOf(page, "31"), names.mount).click();
  await expect(outcome(page)).toHaveAttribute("data-outcome", "done", { timeout: 20_000 });
  await expect(page.locator('[data-drive="31"]')).toBeVisible();
  await expect(button(rowOf(page, "31"), names.mount)).toHaveCount(0);
  await button(page, names.eject).click();
  await expect(page.getByText(names.empty)).toBeVisible({ timeout: 20_000 });
  expect(await changes(world)).toEqual([
    { vmid: "101", cdid: "31" },
    { vmid: "101", cdid: "-1" },
  ]);
});

test("the list is searched as one types, and by the address without JavaScript", {
  tag: "@one-screen",
}, async ({ page, browser, world, locale }) => {
  const names = namesFor(locale);
  await page.goto("/hosts/103/media");
  const all = await page.locator("tr[data-medium]").count();
  expect(all).toBeGreaterThan(1);
  const last = (await page.locator("tr[data-medium] td").first().textContent()) ?? "";
  await page.getByRole("searchbox", { name: names.filter }).fill(last.toUpperCase());
  await expect(page.locator("tr[data-medium]")).toHaveCount(1);
  await page.getByRole("searchbox", { name: names.filter }).fill("zzz");
  await expect(page.getByText(names.noMatch)).toBeVisible();

  const plain = await browser.newContext({
    javaScriptEnabled: false,
    locale,
    baseURL: world.url,
    storageState: await page.context().storageState(),
  });
  const still = await plain.newPage();
  await still.goto(`/hosts/103/media?q=${encodeURIComponent(last)}`);
  await expect(still.locator("tr[data-medium]")).toHaveCount(1);
  await plain.close();
});

test("where the master's rows don't tell what is in the drive, the page says so", {
  tag: "@one-screen",
}, async ({ page, world, locale }) => {
  const names = namesFor(locale);
  await world.simulator.control.addFault({
    kind: "drop-columns",
    columns: ["cdid"],
    match: { action: "hyper" },
  });
  await page.goto("/hosts/101/media");
  // The mirror's row may be some seconds old.
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(names.unknown)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await button(rowOf(page, "31"), names.mount).click();
  await expect(outcome(page)).toHaveAttribute("data-outcome", "unconfirmed", { timeout: 20_000 });
  expect(await changes(world)).toEqual([{ vmid: "101", cdid: "31" }]);
});
