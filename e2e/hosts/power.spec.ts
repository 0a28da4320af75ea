import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";

const confirm = (page: Page, name: string) =>
  page
    .getByRole("alertdialog")
    .or(page.getByRole("dialog"))
    .getByRole("button", { name, exact: true })
    .click();

test.beforeEach(async ({ world, enter }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ userId: "10001" }));
});

test("a stop that the system inside ignores is said, and Force stop takes its place", async ({
  page,
  world,
  words,
}) => {
  await world.simulator.control.setHost("101", { ignoresShutdown: true });
  await page.goto("/hosts/101");
  const host = page.locator('[data-host="101"]');
  await expect(host.locator("[data-state]").first()).toHaveAttribute("data-state", "running");
  const force = host.getByRole("button", { name: words.more, exact: true });
  const inMenu = (name: string) => page.getByRole("menuitem", { name, exact: true });
  await force.click();
  await expect(inMenu(words.forceRestart)).toBeVisible();
  await expect(inMenu(words.forceStop)).toBeVisible();
  await page.keyboard.press("Escape");
  await host.getByRole("button", { name: words.stop, exact: true }).click();
  await confirm(page, words.stop);
  await expect(host.locator('[data-operation="stop"]')).not.toHaveCount(0);
  // Start, Restart and Stop wait; Force stays on.
  await expect(host.getByRole("button", { name: words.restart, exact: true, disabled: false })).toHaveCount(
    0,
  );
  const forceStop = page.getByRole("button", { name: words.forceStop, exact: true });
  await expect(forceStop).toHaveCount(1);
  await force.click();
  await expect(inMenu(words.forceRestart)).toBeVisible();
  // With the menu open it is there once: beside the words that say why.
  await expect(forceStop.or(inMenu(words.forceStop))).toHaveCount(1);
  // The open menu may cover it, as any menu does.
  await page.keyboard.press("Escape");
  await expect(inMenu(words.forceRestart)).toBeHidden();
  await forceStop.click();
  await confirm(page, words.forceStop);
  await expect(host.locator("[data-state]").first()).toHaveAttribute("data-state", "off");
  await expect(host.locator("[data-outcome]").first()).toHaveAttribute("data-outcome", "done");
  const journal = await world.simulator.control.journal();
  expect(journal.effects.filter((e) => e.vmid === "101" && e.kind === "force-stop")).toHaveLength(1);
});

test("the tray tells on each page what goes on, until a toast tells how it ended", async ({
  page,
  world,
  words,
}) => {
  await world.simulator.control.setClock({ speed: 0 });
  await page.goto("/hosts/101");
  const host = page.locator('[data-host="101"]');
  await host.getByRole("button", { name: words.restart, exact: true }).click();
  await confirm(page, words.restart);
  const tray = page.locator("#dock section");
  await expect(tray.getByRole("button")).toHaveText(/^1 (in progress|项操作进行中)$/);
  // Another host's page knows of it, and of its own; a page load comes in between.
  await page.goto("/hosts/109");
  const other = page.locator('[data-host="109"]');
  await other.getByRole("button", { name: words.start, exact: true }).click();
  await expect(tray.getByRole("button")).toHaveText(/^2 /);
  if ((await tray.getByRole("listitem").count()) === 0) await tray.getByRole("button").click();
  await expect(tray.getByRole("listitem")).toHaveCount(2);
  await expect(tray.getByRole("link", { name: "web01", exact: true })).toHaveAttribute("href", "/hosts/101");
  await world.simulator.control.setClock({ speed: 50 });
  await expect(page.locator("fieldset.toast")).toHaveCount(2, { timeout: 20_000 });
  await expect(tray).toHaveCount(0);
});

test("a refusal is shown in the master's own words, and nothing is called done", {
  tag: "@one-screen",
}, async ({ page, world, words }) => {
  await world.simulator.control.addFault({
    kind: "refuse",
    when: "before",
    match: { action: "vm_start", vmid: "109" },
    text: "node is being serviced 44",
  });
  await page.goto("/hosts/109");
  const host = page.locator('[data-host="109"]');
  await host.getByRole("button", { name: words.start, exact: true }).click();
  await expect(host.locator("[data-outcome]").first()).toHaveAttribute("data-outcome", "refused");
  await expect(host.getByText("node is being serviced 44").first()).toBeVisible();
  await expect(host.locator("[data-state]").first()).toHaveAttribute("data-state", "off");
});

test("an answer that was lost before the work was done ends as unconfirmed, never as done", {
  tag: ["@one-screen", "@drill"],
}, async ({ page, world, words }) => {
  await world.simulator.control.addFault({
    kind: "reset",
    when: "before",
    match: { action: "vm_start", vmid: "109" },
    count: 1,
  });
  await page.goto("/hosts/109");
  const host = page.locator('[data-host="109"]');
  await host.getByRole("button", { name: words.start, exact: true }).click();
  await expect(host.locator("[data-outcome]").first()).toHaveAttribute("data-outcome", "unconfirmed", {
    timeout: 30_000,
  });
  await expect(host.locator("[data-state]").first()).toHaveAttribute("data-state", "off");
  // The host is free again.
  await expect(host.getByRole("button", { name: words.start, exact: true })).toBeEnabled();
});

test("while the master is down the page stays, says so, and an order is not sent", {
  tag: "@one-screen",
}, async ({ page, world, words }) => {
  await page.goto("/hosts/109");
  const host = page.locator('[data-host="109"]');
  await expect(host.locator("[data-state]").first()).toHaveAttribute("data-state", "off");
  try {
    await world.simulator.setListening(false);
    await host.getByRole("button", { name: words.start, exact: true }).click();
    await expect(host.locator("[data-outcome]").first()).toHaveAttribute("data-outcome", "not-sent");
    await expect(page.locator("[data-master-down]")).toBeVisible({ timeout: 30_000 });
    await page.reload();
    await expect(page.locator("[data-master-down]")).toBeVisible();
    await expect(host.locator("[data-state]").first()).toHaveAttribute("data-state", "off");
    // The line, and what stands in place of the snapshots.
    await expect.poll(() => page.getByText(words.silentMaster).count()).toBeGreaterThan(1);
  } finally {
    await world.simulator.setListening(true);
  }
  await expect(page.locator("[data-master-down]")).toBeHidden({ timeout: 45_000 });
  // What the server drew during the outage heals too, without a click.
  await expect(page.getByText(words.silentMaster)).toHaveCount(0, { timeout: 15_000 });
  await host.getByRole("button", { name: words.start, exact: true }).click();
  await expect(host.locator("[data-outcome]").first()).toHaveAttribute("data-outcome", "done", {
    timeout: 20_000,
  });
});

test("a master that resets every call is said to be silent", { tag: ["@one-screen", "@drill"] }, async ({
  page,
  world,
}) => {
  await page.goto("/hosts/109");
  await expect(page.locator('[data-host="109"] [data-state]').first()).toHaveAttribute("data-state", "off");
  await world.simulator.control.addFault({ kind: "reset", when: "before" });
  await expect(page.locator("[data-master-down]")).toBeVisible({ timeout: 30_000 });
  await world.simulator.control.removeFaults();
  await expect(page.locator("[data-master-down]")).toBeHidden({ timeout: 45_000 });
});

test("while the panel can't be reached the page says from when it is, and goes on by itself", {
  tag: "@one-screen",
}, async ({ page, words }) => {
  await page.goto("/hosts/109");
  const host = page.locator('[data-host="109"]');
  await expect(host.locator("[data-state]").first()).toHaveAttribute("data-state", "off");
  for (const address of ["**/api/live?*", "**/api/health"]) {
    await page.route(address, (route) => route.abort());
  }
  await page.reload();
  await expect(page.locator("[data-lost]")).toContainText(words.lostPanel, { timeout: 15_000 });
  await expect(host).toHaveClass(/\bold\b/);
  await expect(host.getByRole("button", { name: words.start, exact: true })).toBeEnabled();
  await page.unrouteAll();
  await expect(page.locator("[data-lost]")).toBeHidden({ timeout: 15_000 });
  await expect(host).not.toHaveClass(/\bold\b/);
});
