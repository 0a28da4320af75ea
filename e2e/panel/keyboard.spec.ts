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
  const forceStop = page.getByRole("menuitem", { name: words.forceStop, exact: true });
  await expect(forceStop).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(forceStop).toBeHidden();

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

test("single keys open what a click opens, do nothing else, and can be turned off", {
  tag: "@one-screen",
}, async ({ page, world, enter }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await world.simulator.control.setClock({ speed: 0 });
  await enter(await world.account({ userId: "10001" }));
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const question = page.getByRole("alertdialog");
  // The page lives once it asks for its stream.
  await Promise.all([page.waitForRequest(/\/api\/live\?/), page.goto("/hosts")]);

  // Lists: the next row and the one before, select, open.
  const links = page.locator("main tbody tr[data-host] :is(.row-link, .host-name a)");
  await press("j");
  await expect(links.nth(0)).toBeFocused();
  await press("j", "j", "k");
  await expect(links.nth(1)).toBeFocused();
  const box = page.locator("main tbody tr[data-host]").nth(1).getByRole("checkbox");
  await press("x");
  await expect(box).toBeChecked();
  await press("x");
  await expect(box).not.toBeChecked();
  // Letters in a field are text.
  await press("/");
  await page.keyboard.type("gaweb01");
  await expect(page.locator("main input[type=search]")).toHaveValue("gaweb01");
  await page.locator("main input[type=search]").fill("");
  await page.locator("main input[type=search]").blur();
  await press("g", "a");
  await page.waitForURL("**/activity");
  await press("g", "m");
  await page.waitForURL("**/account");
  await press("g", "h");
  await page.waitForURL("**/hosts");
  const web01 = page.getByRole("main").getByRole("link", { name: "web01", exact: true });
  for (let i = 0; i < 30 && !(await web01.evaluate((a) => a === document.activeElement)); i += 1)
    await press("j");
  await press("Enter");
  await page.waitForURL("**/hosts/101");
  await expect(page.getByRole("button", { name: "Restart", exact: true })).toBeEnabled();

  // A host: the question comes, and within it no key is ours.
  await press("r");
  await expect(question).toContainText("web01");
  await press("s", "g", "h");
  await expect(question.getByRole("button", { name: "Restart", exact: true })).toBeVisible();
  await press("Escape");
  await expect(page.getByRole("button", { name: "Restart", exact: true })).toBeFocused();
  await press("s");
  await expect(question.getByRole("button", { name: "Stop", exact: true })).toBeVisible();
  await press("Escape");
  await press("2");
  await page.waitForURL("**/hosts/101/monitor");
  await press("?");
  const shown = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(shown).toContainText("Restart");
  await press("Escape");

  // Turned off, none acts and none is drawn; what one clicks still says which there are.
  await page.goto("/account#preferences");
  await untilReady(page);
  const off = page.getByRole("switch", { name: "Single-key shortcuts" });
  await off.click();
  await expect(off).toHaveAttribute("aria-checked", "false");
  await Promise.all([page.waitForRequest(/\/api\/live\?/), page.goto("/hosts/101")]);
  await press("?", "r", "s", "g", "h");
  await expect(question).toHaveCount(0);
  await expect(page).toHaveURL(/\/hosts\/101$/);
  expect((await world.simulator.control.journal()).effects).toEqual([]);
});

test("no single key acts in a view as a customer", { tag: "@one-screen" }, async ({ page, world, enter }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/customers/10001");
  await untilReady(page);
  await page.getByRole("button", { name: "View as customer", exact: true }).click();
  const asked = page.getByRole("dialog", { name: /View as/ });
  await asked.getByLabel("Reason", { exact: true }).fill("A ticket");
  await asked.getByRole("button", { name: "View as customer", exact: true }).click();
  await page.waitForURL("**/hosts");
  await untilReady(page);
  for (const key of ["?", "j", "g", "a"]) await page.keyboard.press(key);
  await expect(page.locator("main a:focus")).toHaveCount(0);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL(/\/hosts$/);
});
