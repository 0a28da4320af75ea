import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";
import type { World } from "../support/world";

/** Scripts rely on these words, so they are written down here. */
const NAMES = {
  en: {
    start: "Start rescue system",
    end: "End rescue",
    isOn: "Started from the rescue image.",
    own: "These details are for the host’s own system.",
    disc: "ISO image",
    change: "Edit rescue image",
    save: "Save",
    saved: "Saved.",
    none: "None (not offered)",
  },
  "zh-CN": {
    start: "启动救援系统",
    end: "结束救援",
    isOn: "主机已从救援镜像启动。",
    own: "以上为主机自身系统的登录方式。",
    disc: "ISO 镜像",
    change: "编辑救援镜像",
    save: "保存",
    saved: "已保存。",
    none: "不提供",
  },
} as const;
const namesFor = (locale: string | undefined) => NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];
type Names = ReturnType<typeof namesFor>;

const card = (page: Page) => page.locator("#rescue");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const sent = async (world: World) =>
  (await world.simulator.control.journal()).calls.flatMap(({ action, params }) =>
    action === "vm_restart" ? ["restart"] : params.subvaction === "change" ? [`disc ${params.cdid}`] : [],
  );

/** As the provider does it, on Settings. */
async function nameDisc(
  page: Page,
  world: World,
  t: Names,
  enter: (name: string) => Promise<void>,
  disc: string,
) {
  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/settings");
  const form = page.locator('form:has(select[name="disc"])');
  await page.getByRole("button", { name: t.change, exact: true }).click();
  await form.getByLabel(t.disc, { exact: true }).selectOption({ label: disc });
  await form.getByRole("button", { name: t.save, exact: true }).click();
  await expect(page.getByText(t.saved).first()).toBeVisible();
  await page.context().clearCookies();
}

/** A customer's host, with the provider's image named before. */
async function openWhereOffered(page: Page, world: World, t: Names, enter: (name: string) => Promise<void>) {
  await nameDisc(page, world, t, enter, "Rescue system");
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/101/settings");
}

async function ask(page: Page, name: string) {
  await card(page).getByRole("button", { name, exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name, exact: true }).click();
}

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

test("the rescue disc that the provider named is booted by one press, and taken back by one", {
  tag: "@one-screen",
}, async ({ page, world, enter, locale }) => {
  test.slow();
  const t = namesFor(locale);
  await openWhereOffered(page, world, t, enter);
  await ask(page, t.start);
  await expect(card(page).getByText(t.isOn)).toBeVisible({ timeout: 40_000 });
  await page.goto("/hosts/101");
  await expect(page.getByText(t.own)).toBeVisible();
  await page.goto("/hosts/101/settings");
  await ask(page, t.end);
  await expect(button(page, t.start)).toBeVisible({ timeout: 40_000 });
  expect(await sent(world)).toEqual(["disc 34", "restart", "disc -1", "restart"]);
});

test("nothing is offered where the provider names no disc", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
  locale,
}) => {
  const t = namesFor(locale);
  await nameDisc(page, world, t, enter, t.none);
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/101/settings");
  await expect(page.locator('[data-host="101"]').first()).toBeVisible();
  await expect(card(page)).toHaveCount(0);
});
