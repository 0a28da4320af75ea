import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";

async function clean(page: Page, where: string) {
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    // What is named and in which order is the same in both; colours aren't.
    const axe = new AxeBuilder({ page });
    const { violations } = await (scheme === "dark" ? axe.withRules(["color-contrast"]) : axe).analyze();
    expect(
      violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`),
      `${where}, ${scheme}`,
    ).toEqual([]);
  }
  // Nothing runs off the side, down to the smallest phone.
  const wide = page.viewportSize();
  if (wide && wide.width < 500) {
    await page.setViewportSize({ width: 360, height: 740 });
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth),
      `${where} at 360`,
    ).toBeLessThanOrEqual(360);
    await page.setViewportSize(wide);
  }
}

test("axe finds nothing on a customer's pages, light and dark", async ({ page, world, enter }) => {
  test.setTimeout(180_000);
  await world.simulator.control.reset({ fleet: "demo" });
  await page.goto("/sign-in");
  await clean(page, "/sign-in");
  await enter(await world.account({ userId: "10001" }));
  for (const where of [
    "/hosts",
    "/hosts?filter=attention",
    "/hosts?q=nothing-like-it",
    "/hosts/101",
    "/hosts/105",
    "/hosts/109",
    "/account",
    "/nowhere",
  ]) {
    await page.goto(where);
    await clean(page, where);
  }
});

test("axe finds nothing on the staff's pages", async ({ page, world, signIn }) => {
  test.setTimeout(240_000);
  await signIn(await world.account({ role: "admin" }));
  await expect(page).toHaveURL(/\/admin/);
  for (const where of [
    "/admin",
    "/admin/connection",
    "/admin/infrastructure",
    "/admin/infrastructure/nodes/5",
    "/admin/infrastructure/pools",
    "/admin/infrastructure/pools/10",
    "/admin/infrastructure/images",
    "/admin/operations",
    "/admin/operations/tasks?ask=1",
    "/admin/operations/backups?ask=1",
    "/admin/audit",
    "/admin/audit/views",
  ]) {
    await page.goto(where);
    await clean(page, where);
  }
});
