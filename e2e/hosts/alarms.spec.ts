import type { Locator, Page } from "@playwright/test";
import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";

/** Scripts rely on these words, so they are written down here. */
const NAMES = {
  en: {
    ...{ add: "Add alarm", forAll: "Add alarm for all hosts", kind: "Alarm when", value: "Value" },
    ...{ minutes: "For at least", network: "Network above (Mbit/s)", save: "Save", everyHost: "All hosts" },
    ...{ cpu: "CPU above 85% for 10 min", net: "Network above 40 Mbit/s for 15 min", paused: "Paused" },
    ...{
      on: /^On: CPU/,
      edit: /^Edit: CPU/,
      remove: /^Remove: Network/,
      wrong: "Enter a number from 0 to 100.",
    },
  },
  "zh-CN": {
    ...{ add: "添加告警", forAll: "为所有主机添加告警", kind: "告警条件", value: "数值" },
    ...{ minutes: "至少持续", network: "网络高于（Mbit/s）", save: "保存", everyHost: "所有主机" },
    ...{ cpu: "CPU 高于 85% 持续 10 分钟", net: "网络高于 40 Mbit/s 持续 15 分钟", paused: "已暂停" },
    ...{ on: /^启用：CPU/, edit: /^编辑：CPU/, remove: /^删除：网络/, wrong: "请输入 0 至 100 之间的数字。" },
  },
};
const namesFor = (locale: string | undefined) => NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];
const button = (within: Page | Locator, name: string | RegExp) =>
  within.getByRole("button", { name, exact: true });

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  // Those of other tests on this panel.
  await inDatabase(world, "delete from alarms");
});

test("a host gets an alarm, a wrong one is told, and it is changed, paused and listed", async ({
  page,
  world,
  enter,
  locale,
}) => {
  const n = namesFor(locale);
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/101/monitor");
  const card = page.locator("#alarms");
  await button(card, n.add).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(n.value, { exact: true }).fill("120");
  await button(dialog, n.add).click();
  await expect(dialog.getByText(n.wrong).first()).toBeVisible();
  await dialog.getByLabel(n.value, { exact: true }).fill("85");
  await button(dialog, n.add).click();
  await expect(card.getByText(n.cpu)).toBeVisible();
  await card.getByRole("switch", { name: n.on }).click();
  await expect(card.locator("[data-alarm-state=paused]")).toHaveText(n.paused);

  await page.goto("/alarms");
  await expect(page.locator("[data-alarm]")).toHaveCount(1);
  await button(page, n.forAll).click();
  const all = page.getByRole("dialog");
  await all.getByLabel(n.kind, { exact: true }).selectOption({ label: n.network });
  await all.getByLabel(n.value, { exact: true }).fill("40");
  await all.getByLabel(n.minutes, { exact: true }).fill("15");
  await button(all, n.forAll).click();
  await expect(page.locator("[data-alarm]", { hasText: n.everyHost })).toContainText(n.net);
  await page.goto("/hosts/101/monitor");
  await expect(page.locator("#alarms")).toContainText(n.net);
  await page.goto("/alarms");
  await button(page, n.remove).click();
  await expect(page.locator("[data-alarm]")).toHaveCount(1);

  // Another customer sees none of it.
  await enter(await world.account({ userId: "10002" }));
  await page.goto("/alarms");
  await expect(page.locator("main")).toBeVisible();
  await expect(page.locator("[data-alarm]")).toHaveCount(0);
  expect((await page.request.get("/hosts/101/monitor")).status()).toBe(404);
});

test.describe("without JavaScript", { tag: "@one-screen" }, () => {
  test.use({ javaScriptEnabled: false });
  test("an alarm is added and paused", async ({ page, world, enter, locale }) => {
    const n = namesFor(locale);
    await enter(await world.account({ userId: "10001" }));
    await page.goto("/hosts/101/monitor");
    const card = page.locator("#alarms");
    await button(card, n.add).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(n.value, { exact: true }).fill("85");
    await button(dialog, n.add).click();
    await expect(card.getByText(n.cpu)).toBeVisible();
    await card.getByRole("switch", { name: n.on }).click();
    await expect(card.locator("[data-alarm-state=paused]")).toBeVisible();
  });
});
