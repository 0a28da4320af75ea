import { expect, test } from "../support/test";

// What a tab that was opened before an upgrade sends: an action that the build no longer has.
const OLD_ACTION = "4".repeat(42);

test("a page of an earlier build says that nothing was sent", async ({ page, world, enter }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/109");
  await page.route("**/hosts/109", async (route) => {
    const headers = route.request().headers();
    await route.continue(
      headers["next-action"] ? { headers: { ...headers, "next-action": OLD_ACTION } } : {},
    );
  });
  const start = page.locator("main").getByRole("button", { name: "Start", exact: true }).first();
  // Before React has it, a press is sent as a form of any build.
  await expect
    .poll(() => start.evaluate((key) => Object.keys(key).some((name) => name.startsWith("__reactProps"))))
    .toBe(true);
  await start.click();
  await expect(page.getByText("nothing was sent. Reload the page and try again.")).toBeVisible();
  expect((await world.simulator.control.journal()).effects).toEqual([]);
});

test("a form elsewhere says so, and its page stays", async ({ page, enter, world, expectedErrors }) => {
  expectedErrors.push(/UnrecognizedActionError/);
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/account");
  await page.route("**/account", async (route) => {
    const headers = route.request().headers();
    await route.continue(
      headers["next-action"] ? { headers: { ...headers, "next-action": OLD_ACTION } } : {},
    );
  });
  await page.getByRole("button", { name: "Set up an app" }).click();
  await expect(page.getByText("The panel was updated, so nothing was sent.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Set up an app" })).toBeVisible();
});
