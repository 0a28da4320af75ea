import { expect, test } from "../support/test";

test("a link opens its page without a page load, and with Control a tab of its own", {
  tag: "@one-screen",
}, async ({ page, context, world, enter }) => {
  await enter(await world.account({ userId: "10001" }));
  // By then what a page listens to is there.
  const stream = page.waitForRequest((request) => new URL(request.url()).pathname === "/api/live");
  await page.goto("/hosts");
  await stream;
  const marks = () => page.evaluate(() => document.documentElement.dataset.loadedOnce);
  await page.evaluate(() => {
    document.documentElement.dataset.loadedOnce = "yes";
  });
  const link = page.getByRole("main").getByRole("link", { name: "web01", exact: true });
  const tab = context.waitForEvent("page");
  await link.click({ modifiers: ["ControlOrMeta"] });
  await expect(await tab).toHaveURL(/\/hosts\/101$/);
  await expect(page).toHaveURL(/\/hosts$/);

  await link.click();
  await expect(page).toHaveURL(/\/hosts\/101$/);
  await expect(page.locator('[data-host="101"]')).toBeVisible();
  expect(await marks()).toBe("yes");
  await page.goBack();
  await expect(link).toBeVisible();
  expect(await marks()).toBe("yes");
});

test("where the router itself fails, the panel's own page of last resort says so", {
  tag: "@one-screen",
}, async ({ page, world, enter, expectedErrors }) => {
  expectedErrors.push(/pushState\(\) too often/);
  await enter(await world.account({ userId: "10001" }));
  const stream = page.waitForRequest((request) => new URL(request.url()).pathname === "/api/live");
  await page.goto("/hosts");
  await stream;
  // As Safari does after a hundred within half a minute.
  await page.evaluate(() => {
    window.history.pushState = () => {
      throw new DOMException("Attempt to use history.pushState() too often", "SecurityError");
    };
  });
  await page.getByRole("main").getByRole("link", { name: "web01", exact: true }).click();
  await expect(
    page.getByRole("heading", { name: "This page could not be shown", exact: true }),
  ).toBeVisible();
  await page.getByRole("button", { name: "Try again", exact: true }).click();
  await expect(page.locator("[data-host]")).not.toHaveCount(0);
});
