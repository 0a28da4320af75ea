import { expect, test } from "../support/test";

// Each screen in the other language is a drill: playwright.config.ts.
test("a customer signs in, filters, opens a host, starts it, watches it come up, and stops it", async ({
  page,
  world,
  words,
  signIn,
}) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await signIn(await world.account({ userId: "10001" }));
  await expect(page).toHaveURL(/\/hosts$/);
  // A host that the test before added leaves the list after a while.
  await expect(async () => {
    await page.goto("/hosts");
    await expect(page.locator("[data-host]")).toHaveCount(15, { timeout: 1_000 });
  }).toPass({ timeout: 45_000 });
  // What needs attention comes first.
  await expect(page.locator("[data-host] [data-state]").first()).toHaveAttribute(
    "data-state",
    /over-traffic|out-of-traffic|suspended|locked|setup-failed/,
  );

  await page
    .getByRole("link", { name: /^(Stopped|已停止)/ })
    .first()
    .click();
  await expect(page).toHaveURL(/filter=off/);
  await expect(page.locator('[data-host] [data-state="off"]')).not.toHaveCount(0);
  const others = ':not([data-state="off"], [data-state="paused"], [data-state="saved"])';
  await expect(page.locator(`[data-host] [data-state]${others}`)).toHaveCount(0);

  // Rows move when another host turns off.
  await expect(async () => {
    await page.getByRole("link", { name: "staging", exact: true }).click();
    await expect(page).toHaveURL(/\/hosts\/109$/, { timeout: 3_000 });
  }).toPass({ timeout: 20_000 });
  const host = page.locator('[data-host="109"]');
  await expect(host.locator("[data-state]").first()).toHaveAttribute("data-state", "off");
  await host.getByRole("button", { name: words.start, exact: true }).click();
  await expect(host.locator('[data-operation="start"]')).not.toHaveCount(0, { timeout: 2000 });
  await expect(host.locator("[data-state]").first()).toHaveAttribute("data-state", "running");
  await expect(host.locator("[data-outcome]").first()).toHaveAttribute("data-outcome", "done");

  await host.getByRole("button", { name: words.stop, exact: true }).click();
  await page
    .getByRole("alertdialog")
    .or(page.getByRole("dialog"))
    .getByRole("button", { name: words.stop, exact: true })
    .click();
  await expect(host.locator("[data-state]").first()).toHaveAttribute("data-state", "off", {
    timeout: 20_000,
  });
  await expect(host.locator("[data-outcome]").first()).toHaveAttribute("data-outcome", "done");

  const effects = (await world.simulator.control.journal()).effects.filter((e) => e.vmid === "109");
  expect(effects.map((e) => e.kind)).toEqual(["start", "stop"]);
});
