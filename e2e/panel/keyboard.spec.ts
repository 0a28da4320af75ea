import { expect, test } from "../support/test";
import { PASSWORD } from "../support/world";
import { untilReady } from "./support/click-count";
import { goesOn, KEYBOARD_TASKS } from "./support/keyboard-tasks";

test("the keyboard alone signs in, opens a host, asks and answers its questions", async ({
  page,
  world,
  words,
}) => {
  await world.simulator.control.reset({ fleet: "demo" });
  const username = await world.account({ userId: "10001" });
  await page.goto("/sign-in");
  await page.getByLabel(words.login, { exact: true }).focus();
  await page.keyboard.type(username);
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/hosts$/);
  await expect(page.locator("[data-host]").first()).toBeVisible();
  await page.waitForLoadState("load");

  await page.keyboard.press("Tab");
  await expect(page.locator(":focus")).toHaveAttribute("href", "#main");
  const link = page.getByRole("main").getByRole("link", { name: "web01", exact: true });
  for (let i = 0; i < 200 && !(await link.evaluate((a) => a === document.activeElement)); i += 1) {
    await page.keyboard.press("Tab");
  }
  await expect(link).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/hosts\/101$/);
  const host = page.locator('[data-host="101"]');
  await expect(host.locator("[data-state]").first()).toHaveAttribute("data-state", "running");

  // A question is left with Escape, and the focus is back where it came from.
  const stop = host.getByRole("button", { name: words.stop, exact: true });
  await stop.focus();
  await page.keyboard.press("Enter");
  const question = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await expect(stop).toBeFocused();

  await host.getByRole("button", { name: words.more, exact: true }).press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByText(words.forceStop, { exact: true }).filter({ visible: true })).toHaveCount(0);

  await stop.press("Enter");
  await question.getByRole("button", { name: words.stop, exact: true }).press("Enter");
  await expect(host.locator("[data-state]").first()).toHaveAttribute("data-state", "off", {
    timeout: 20_000,
  });
  const { effects } = await world.simulator.control.journal({ vmid: "101" });
  expect(effects.map((effect) => effect.kind)).toEqual(["stop"]);
});

test("the keyboard alone does the common tasks, and the focus is never lost", { tag: "@drill" }, async ({
  page,
  world,
  enter,
}) => {
  test.setTimeout(180_000);
  await world.simulator.control.reset({ fleet: "demo" });
  await world.simulator.control.setClock({ speed: 50 });
  await enter(await world.account({ userId: "10001" }));
  for (const [name, { path, work }] of Object.entries(KEYBOARD_TASKS)) {
    await test.step(name, async () => {
      await page.goto(path);
      await untilReady(page);
      await work(page);
      await goesOn(page, `at the end of “${name}”`);
    });
  }
});
