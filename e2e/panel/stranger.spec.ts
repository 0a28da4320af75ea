import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";
import type { World } from "../support/world";

// A master that reads whatever the vendor's document leaves open the other way. What single commands come to there is for
// lib/hosts/dialects.test.ts and lib/fleet/hosts/dialects.test.ts, and what a survey says of it for
// lib/fleet/survey/shapes.test.ts: those are part of `npm test`. Pages are for the drill `dialects`, this walk among them.
test.use({ worldOptions: { dialect: "stranger" } });

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const confirm = (page: Page, name: string) =>
  page
    .getByRole("alertdialog")
    .or(page.getByRole("dialog"))
    .getByRole("button", { name, exact: true })
    .click();
const state = (page: Page, id: string) => page.locator(`[data-host="${id}"] [data-state]`).first();
const done = (page: Page, kind: string) =>
  expect(page.locator(`[data-ended="${kind}"][data-outcome="done"]`).first()).toBeVisible({
    timeout: 20_000,
  });
const kindsOf = async (world: World) =>
  (await world.simulator.control.journal()).effects.map(({ kind, vmid }) => `${kind} ${vmid}`);

test.beforeEach(async ({ world, node }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await world.simulator.control.setSettings({ consoleServer: node.url });
  node.forget();
});

test("a customer's walk: list, power, snapshots, media, console", { tag: "@one-screen" }, async ({
  page,
  world,
  node,
  signIn,
}) => {
  test.slow();
  await signIn(await world.account({ userId: "10001" }));
  await page.locator('[data-host="101"]').getByRole("link", { name: "web01", exact: true }).click();
  await expect(page).toHaveURL(/\/hosts\/101$/);
  await expect(state(page, "101")).toHaveAttribute("data-state", "running");
  await button(page, "Stop").click();
  await confirm(page, "Stop");
  await expect(state(page, "101")).toHaveAttribute("data-state", "off", { timeout: 20_000 });
  await button(page, "Start").click();
  await expect(state(page, "101")).toHaveAttribute("data-state", "running", { timeout: 20_000 });

  await page.goto("/hosts/101/snapshots");
  await expect(page.locator("[data-snapshot]")).toHaveCount(2);
  await button(page, "Create snapshot").click();
  await confirm(page, "Create snapshot");
  await done(page, "create-snapshot");
  await expect(page.locator("[data-snapshot]")).toHaveCount(3);
  await page.locator("[data-snapshot]").first().getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("dialog").or(page.getByRole("alertdialog")).getByRole("textbox").fill("web01");
  await confirm(page, "Delete");
  await done(page, "delete-snapshot");
  await expect(page.locator("[data-snapshot]")).toHaveCount(2);

  await page.goto("/hosts/101/settings");
  await button(page, "Mount").click();
  await page.locator('[data-medium="31"]').click();
  await confirm(page, "Mount");
  await expect(page.locator('[data-drive="31"]')).toBeVisible({ timeout: 20_000 });

  const [popup] = await Promise.all([page.waitForEvent("popup"), button(page, "Open console").click()]);
  await popup.waitForURL(`${node.url}/**`);
  expect(node.requests[0]?.fields.vnctoken).toBe((await world.simulator.control.console("101")).token);
  await page.goto("/hosts/101/console/window");
  await button(page, "End session").click();
  await expect(page.getByText("The session was ended.")).toBeVisible();

  await page.goto("/hosts/101/monitor");
  await expect(page.locator("[data-figure] svg").first()).toBeVisible();
  expect(await kindsOf(world)).toEqual([
    "stop 101",
    "start 101",
    "create-snapshot 101",
    "delete-snapshot 101",
    "change-medium 101",
    "console-enable 101",
    "console-logout 101",
  ]);
});

test("a customer's walk: ports and domains of a host behind a shared address", {
  tag: "@one-screen",
}, async ({ page, world, enter }) => {
  test.slow();
  const ruleOf = async (is: (rule: { privateport: number; domainname: string }) => boolean) => {
    await expect
      .poll(async () => (await world.simulator.control.rules("105")).some(is), { timeout: 20_000 })
      .toBe(true);
    const id = (await world.simulator.control.rules("105")).find(is)?.id;
    return page.locator(`[data-mapping="${id}"]`);
  };
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/105/network");
  await expect(page.getByRole("button", { name: "Add port", exact: true, disabled: false })).toBeVisible();
  await button(page, "HTTPS 443").click();
  const port = await ruleOf(({ privateport, domainname }) => privateport === 443 && domainname === "");
  await expect(port).toBeVisible({ timeout: 20_000 });
  await port.getByRole("button", { name: "Remove", exact: true }).click();
  await confirm(page, "Remove");
  await expect(port).toHaveCount(0, { timeout: 20_000 });

  const form = page.locator("form").filter({ has: button(page, "Bind domain") });
  await form.getByLabel("Domain", { exact: true }).fill("stranger.northwind.example");
  await form.getByLabel("Internal port", { exact: true }).fill("8080");
  await button(page, "Bind domain").click();
  const domain = await ruleOf(({ domainname }) => domainname === "stranger.northwind.example");
  await expect(domain).toBeVisible({ timeout: 20_000 });
  await domain.getByRole("button", { name: "Unbind", exact: true }).click();
  await confirm(page, "Unbind");
  await expect(domain).toHaveCount(0, { timeout: 20_000 });
  expect(await kindsOf(world)).toEqual([
    "add-port 105",
    "remove-port 105",
    "bind-domain 105",
    "unbind-domain 105",
  ]);

  // A list that can't be read is named, beside what still works.
  await world.simulator.control.setSettings({ dialect: { host: "untold", filter: "ignored" } });
  await page.goto("/hosts/105/network");
  await expect(page.getByText("hypernat: no column vmid").first()).toBeVisible();
  await expect(button(page, "Re-apply addresses")).toBeVisible();
});

test("staff's pages: what this master is like, hosts, infrastructure, tasks, backups", {
  tag: "@one-screen",
}, async ({ page, world, enter }) => {
  test.slow();
  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/connection");
  await page.getByRole("button", { name: "Check now" }).click();
  await expect(page.locator('[data-check="replies"]')).not.toHaveAttribute("data-look", "unknown", {
    timeout: 30_000,
  });
  await expect(async () => {
    await page.goto("/admin/hosts");
    await expect(page.locator('[data-host="101"]')).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.goto("/admin/hosts/101/settings#addresses");
  const dialog = page.getByRole("dialog", { name: "Add addresses", exact: true });
  await dialog.locator('input[name="bind"]').check();
  await dialog.getByRole("button", { name: "Add addresses", exact: true }).click();
  await done(page, "add-addresses");
  await page.goto("/admin/infrastructure");
  await expect(page.getByText("fra1-hv01").first()).toBeVisible();
  await page.goto("/admin/infrastructure/images");
  await expect(page.getByText("Debian 12").first()).toBeVisible();
  await page.goto("/admin/infrastructure/pools?ip=203.0.113.24");
  await expect(page.getByRole("link", { name: "fra1-hv01 public" })).toBeVisible();
  for (const list of ["activity?source=tasks", "infrastructure/backups", "infrastructure/mappings"]) {
    await page.goto(`/admin/${list}`);
    await expect(page.locator("main").getByRole("row").nth(1)).toBeVisible();
  }
});
