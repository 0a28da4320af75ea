import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/test";
import type { World } from "../support/world";

/** Scripts rely on these words, so they are written down here. */
const NAMES = {
  en: {
    mount: "Mount",
    eject: "Eject",
    search: "Search images",
    empty: "Nothing is mounted.",
    noMatch: "No ISO image matches “zzz”.",
    unknown: "It isn’t known what is mounted",
  },
  "zh-CN": {
    mount: "挂载",
    eject: "弹出",
    search: "搜索镜像",
    empty: "未挂载。",
    noMatch: "没有与“zzz”匹配的 ISO 镜像。",
    unknown: "无法读取挂载情况",
  },
} as const;
const namesFor = (locale: string | undefined) => NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];

const changes = async (world: World) =>
  (await world.simulator.control.journal()).calls
    .filter(({ action, params }) => action === "vm_cd_manage" && params.subvaction === "change")
    .map(({ params }) => ({ vmid: params.vmid, cdid: params.cdid }));
const button = (within: Page | Locator, name: string) => within.getByRole("button", { name, exact: true });
const outcome = (page: Page) => page.locator("[data-host] [data-outcome]").first();
const choiceOf = (page: Page, id: string) => page.getByRole("dialog").locator(`[data-medium="${id}"]`);
async function mount(page: Page, names: { mount: string }, id: string): Promise<void> {
  await button(page, names.mount).click();
  await choiceOf(page, id).click();
  await button(page.getByRole("dialog"), names.mount).click();
}

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
  await page.goto("/hosts/101/settings#boot");
  await expect(page.getByText(names.empty)).toBeVisible();
  await expect(page.locator('[data-medium="33"]')).toHaveCount(0);
  await mount(page, names, "31");
  await expect(outcome(page)).toHaveAttribute("data-outcome", "done", { timeout: 20_000 });
  await expect(page.locator('[data-drive="31"]')).toBeVisible();
  await expect(button(page, names.mount)).toHaveCount(0);
  await button(page, names.eject).click();
  await expect(page.getByText(names.empty)).toBeVisible({ timeout: 20_000 });
  expect(await changes(world)).toEqual([
    { vmid: "101", cdid: "31" },
    { vmid: "101", cdid: "-1" },
  ]);
});

test("the list is searched as one types, and the dialog opens by its address", {
  tag: "@one-screen",
}, async ({ page, locale }) => {
  const names = namesFor(locale);
  await page.goto("/hosts/104/settings#mount");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  const all = dialog.locator("[data-medium]:visible");
  expect(await all.count()).toBeGreaterThan(1);
  const first = ((await all.first().textContent()) ?? "").trim();
  const search = dialog.getByRole("searchbox", { name: names.search });
  await search.fill(first.toUpperCase());
  await expect(all).toHaveCount(1);
  await search.fill("zzz");
  await expect(dialog.getByText(names.noMatch)).toBeVisible();
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
  await page.goto("/hosts/101/settings");
  // The mirror's row may be some seconds old.
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(names.unknown)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await mount(page, names, "31");
  await expect(outcome(page)).toHaveAttribute("data-outcome", "unconfirmed", { timeout: 20_000 });
  expect(await changes(world)).toEqual([{ vmid: "101", cdid: "31" }]);
});
