import type { Page } from "@playwright/test";
import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";

/** Scripts rely on these words, so they are written down here. */
const NAMES = {
  en: {
    label: "Protect this host",
    protected: "Protected",
    why: "This host is protected. Turn off protection under Settings first.",
    ask: "The owner turned on protection.",
    restore: "Restore",
    more: "More",
  },
  "zh-CN": {
    label: "保护此主机",
    protected: "已保护",
    why: "此主机已开启保护。请先在“设置”中关闭保护。",
    ask: "客户已为此主机开启保护。",
    restore: "回滚",
    more: "更多",
  },
} as const;
const namesFor = (locale: string | undefined) => NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const HOST = "103";
const protection = (page: Page, { label }: { label: string }) =>
  page.getByRole("switch", { name: label, exact: true });

async function turnOn(page: Page, t: ReturnType<typeof namesFor>): Promise<void> {
  await page.goto(`/hosts/${HOST}/settings`);
  await protection(page, t).click();
  await expect(protection(page, t)).toBeChecked();
}

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

// Other files use the same hosts in this panel.
test.afterEach(({ world }) => inDatabase(world, "update tenancies set protected_at = null"));

test("while a host is protected what would lose something is off, with the reason, until its owner takes it off", {
  tag: "@one-screen",
}, async ({ page, world, enter, locale, words }) => {
  const t = namesFor(locale);
  await enter(await world.account({ userId: "10001" }));
  await turnOn(page, t);
  await expect(page.locator(`[data-host="${HOST}"]  header`).first()).toContainText(t.protected);
  await expect(button(page, words.stop).and(page.locator(":visible"))).not.toHaveAttribute("aria-disabled");

  await page.getByRole("button", { name: words.more, exact: true }).and(page.locator(":visible")).click();
  for (const name of [words.forceStop, words.forceRestart]) {
    const item = page.getByRole("menuitem", { name }).and(page.locator(":visible"));
    await expect(item).toHaveAttribute("aria-disabled", "true");
    await expect(item).toContainText(t.why);
  }
  await page.keyboard.press("Escape");

  await page.goto(`/hosts/${HOST}/snapshots`);
  const restore = button(page, t.restore).first();
  await expect(restore).toHaveAttribute("aria-disabled", "true");
  await expect(restore).toHaveAccessibleDescription(t.why);
  await page.goto(`/hosts/${HOST}/reinstall`);
  await expect(page.locator("[data-reinstall] button")).toHaveAttribute("aria-disabled", "true");
  await expect(page.locator("[data-reinstall]")).toContainText(t.why);

  await page.goto(`/hosts/${HOST}/settings`);
  await protection(page, t).click();
  await expect(protection(page, t)).not.toBeChecked();
  await page.goto(`/hosts/${HOST}/snapshots`);
  await expect(restore).not.toHaveAttribute("aria-disabled");
  expect((await world.simulator.control.journal()).effects).toEqual([]);
});

test("staff see that a host is protected, and nothing to take it off", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
  locale,
}) => {
  const t = namesFor(locale);
  await enter(await world.account({ userId: "10001" }));
  await turnOn(page, t);
  await page.context().clearCookies();
  await enter(await world.account({ role: "admin" }));
  await page.goto(`/admin/hosts/${HOST}`);
  await expect(page.locator(`[data-host="${HOST}"]  header`).first()).toContainText(t.protected);
  await expect(protection(page, t)).toHaveCount(0);
  // They may delete it all the same, and read first that its owner would not have it so.
  await page.goto(`/admin/hosts/${HOST}/delete`);
  await expect(page.locator("main")).toContainText(t.ask);
});
