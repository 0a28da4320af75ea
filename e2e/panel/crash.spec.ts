import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";
import type { World } from "../support/world";

const WORDS = {
  en: {
    lost: "The panel can’t be reached",
    outdated: "The panel was updated",
    ours: "This page could not be shown",
    logged: "it has been logged",
    reload: "Reload",
    activity: "Activity",
  },
  zh: {
    lost: "无法连接控制面板",
    outdated: "面板已更新",
    ours: "页面无法显示",
    logged: "问题已记录",
    reload: "刷新页面",
    activity: "操作记录",
  },
};
const wordsIn = (locale?: string) => WORDS[locale?.startsWith("zh") ? "zh" : "en"];

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });
/** Around a page of the panel, and of nothing else. */
const frame = (page: Page) => page.locator("[data-account-menu]");

/** While a table isn't there, what reads it fails, and nothing else does. */
async function withoutTable(world: World, name: string, run: () => Promise<void>) {
  await inDatabase(world, `alter table ${name} rename to gone_for_a_while`);
  await run().finally(() => inDatabase(world, `alter table gone_for_a_while rename to ${name}`));
}

test.beforeEach(async ({ world, expectedErrors }) => {
  // Each test makes one of these itself; a page that crashes says so in the console as well.
  expectedErrors.push(
    /ChunkLoadError|Minified React error #4(12|41)|Failed query: .*(notification_settings|master_surveys)/,
  );
  await world.simulator.control.reset({ fleet: "demo" });
});

test("an error of the panel is told inside the frame, with its number in the log", async ({
  page,
  world,
  enter,
  locale,
}) => {
  const words = wordsIn(locale);
  const tells = async (path: string, table: string) => {
    await withoutTable(world, table, async () => {
      await page.goto(path);
      await expect(heading(page, words.ours)).toBeVisible();
      await expect(page.getByText(words.logged)).toBeVisible();
      await expect(frame(page)).toBeVisible();
      const number = await page.locator("main code").textContent();
      expect(number).toMatch(/^\d+$/);
      await expect.poll(() => readFileSync(world.logFile, "utf8")).toContain(`"${number}"`);
    });
  };
  await enter(await world.account({ userId: "10001" }));
  await tells("/account", "notification_settings");
  await page.context().clearCookies();
  await enter(await world.account({ role: "admin" }));
  await tells("/admin/connection", "master_surveys");
});

test("a page whose answer breaks off says that the panel can't be reached, and comes back", async ({
  page,
  world,
  enter,
  locale,
}) => {
  const words = wordsIn(locale);
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts");
  const answers = /\/activity\?.*_rsc=/;
  await page.route(answers, async (route) => {
    const answer = await route.fetch();
    const body = await answer.body();
    await route.fulfill({ response: answer, body: body.subarray(0, body.length / 2) });
  });
  await page.getByRole("link", { name: words.activity, exact: true }).first().click();
  await expect(heading(page, words.lost)).toBeVisible();
  await expect(page.getByText(words.logged)).toHaveCount(0);
  await expect(frame(page)).toBeVisible();
});

test("a file that can't be fetched is the connection's fault, and one that is gone a newer build's", {
  tag: "@one-screen",
}, async ({ page, world, enter, locale }) => {
  const words = wordsIn(locale);
  await enter(await world.account({ role: "admin" }));
  for (const [title, status] of [
    [words.lost, null],
    [words.outdated, 404],
  ] as const) {
    await page.goto("/admin/hosts");
    await page.locator('[data-host="101"]').first().waitFor();
    await page.route("**/_next/static/chunks/**", (route) =>
      status ? route.fulfill({ status }) : route.abort("connectionreset"),
    );
    await page.locator('[data-host="101"]').getByRole("checkbox").check();
    await expect(heading(page, title)).toBeVisible();
    await expect(frame(page)).toBeVisible();
    await page.unroute("**/_next/static/chunks/**");
  }
  await page.getByRole("button", { name: words.reload, exact: true }).click();
  await expect(page.locator('[data-host="101"]').getByRole("checkbox")).toBeVisible();
});
