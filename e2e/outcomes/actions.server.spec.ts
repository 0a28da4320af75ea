import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";

/** What `docs/actions.md` says: which action stands on which page. */
const NAMED = readFileSync("docs/actions.md", "utf8").matchAll(/^\| `(\w+)`/gm);
const ACTIONS = [...NAMED].map(([, action]) => action ?? "");

// Another file in the same world may begin without a reset.
test.afterEach(({ world }) => world.simulator.control.reset({ fleet: "demo" }));

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();
const follow = (page: Page, name: string) => page.getByRole("link", { name, exact: true }).first().click();
const confirm = (page: Page, name: string) =>
  page
    .getByRole("alertdialog")
    .or(page.getByRole("dialog"))
    .getByRole("button", { name, exact: true })
    .click();
const place = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();
/** A tab of the host that is open. */
const tab = async (page: Page, name: string) => {
  await page.getByRole("navigation", { name: "Host" }).getByRole("link", { name, exact: true }).click();
  await page.waitForURL(new RegExp(`/${name.toLowerCase()}$`));
};

test("all 36 actions reach the master from pages that a person can find", async ({
  page,
  world,
  node,
  signIn,
}) => {
  test.setTimeout(120_000);
  const { control } = world.simulator;
  await control.reset({ fleet: "demo" });
  await control.setSettings({ consoleServer: node.url });
  // What counts is that each is asked: a set-up of three minutes may pass in some seconds.
  await control.setClock({ speed: 50 });
  const asked = (action: string) =>
    expect
      .poll(async () => (await control.journal({ action })).calls.length, {
        message: action,
        timeout: 20_000,
      })
      .toBeGreaterThan(0);
  const idle = () =>
    expect(page.locator('[data-outcome="open"], [data-outcome="checking"]')).toHaveCount(0, {
      timeout: 20_000,
    });
  const open = async (vmid: string) => {
    await place(page, "Hosts");
    await page.locator(`[data-host="${vmid}"] .host-name a`).click();
    await page.waitForURL(`**/hosts/${vmid}`);
  };

  await test.step("a customer's own hosts", async () => {
    await signIn(await world.account({ userId: "10001" }));
    await open("109");
    await press(page, "Start");
    await asked("vm_start");
    await open("102");
    await press(page, "Restart");
    await confirm(page, "Restart");
    await asked("vm_restart");
    for (const [vmid, kind, action] of [
      ["103", "Force stop", "vm_force_stop"],
      ["104", "Force restart", "vm_force_restart"],
    ] as const) {
      await open(vmid);
      await press(page, "More actions");
      await page.getByRole("menuitem", { name: kind }).click();
      await confirm(page, kind);
      await asked(action);
    }
  });

  await test.step("what a host's pages ask and do", async () => {
    await open("101");
    await tab(page, "Monitor");
    await asked("vm_monitor");
    await tab(page, "Settings");
    await press(page, "Mount");
    await page.locator('[data-medium="31"]').click();
    await confirm(page, "Mount");
    await asked("vm_cd_manage");
    await idle();
    await tab(page, "Snapshots");
    await press(page, "Create snapshot");
    await confirm(page, "Create snapshot");
    await asked("vm_snapshot");
    await idle();
    await tab(page, "Settings");
    await press(page, "Reset password");
    await press(page, "Generate");
    await confirm(page, "Reset password");
    await asked("vm_resetps");
    await idle();
    await press(page, "Change remote port");
    await page.getByRole("radio", { name: /Random port/ }).check();
    await confirm(page, "Change remote port");
    await asked("vm_setport");
    await idle();
    const [popup] = await Promise.all([page.waitForEvent("popup"), press(page, "Open console")]);
    await asked("vm_console");
    await popup.close();
    await open("105");
    await tab(page, "Network");
    await expect(page.getByRole("button", { name: "Add port", exact: true, disabled: false })).toBeVisible();
    await press(page, "HTTPS 443");
    await asked("vm_portmap");
    await idle();
    const form = page
      .locator("form")
      .filter({ has: page.getByRole("button", { name: "Bind domain", exact: true }) });
    await form.getByLabel("Domain", { exact: true }).fill("all36.northwind.example");
    await form.getByLabel("Internal port", { exact: true }).fill("8080");
    await press(page, "Bind domain");
    await asked("vm_domain");
    await idle();
    await press(page, "Re-apply addresses");
    await asked("vm_setips");
    await idle();
    await page.goto("/hosts/101");
    await press(page, "Stop");
    await confirm(page, "Stop");
    await asked("vm_stop");
    await idle();
    await page.goto("/hosts/101/reinstall");
    await page.locator('[data-host="101"] [data-reinstall] button').click();
    await page.getByLabel(/^Type .* to confirm$/).fill("web01");
    await confirm(page, "Reinstall");
    await asked("vm_reload");
  });

  await test.step("the staff's customers and infrastructure", async () => {
    await page.context().clearCookies();
    await signIn(await world.account({ role: "admin" }));
    await place(page, "Connection");
    await press(page, "Check now");
    await asked("test");
    await place(page, "Customers");
    await follow(page, "Create customer");
    await page.getByLabel("Customer number", { exact: true }).fill("all-36");
    await page.getByLabel("Username", { exact: true }).fill("all36user");
    await page.getByLabel("Email", { exact: true }).fill("all36@example.com");
    await press(page, "Create customer");
    await asked("user_add");
    await expect(page.getByRole("status").first()).toBeVisible();
    await place(page, "Customers");
    await page.getByLabel("Search for", { exact: true }).fill("all-36");
    await page.getByLabel("Search for", { exact: true }).press("Enter");
    await page.getByRole("row").filter({ hasText: "all-36" }).getByRole("link").click();
    await page.locator("main").getByRole("link", { name: "Settings", exact: true }).click();
    await press(page, "Edit record");
    const edit = page.getByRole("dialog", { name: "Edit record", exact: true });
    await edit.getByLabel("Name", { exact: true }).fill("All of them");
    await edit.getByRole("button", { name: "Save", exact: true }).click();
    await asked("user_update");
    await press(page, "Delete customer");
    const last = page.getByRole("dialog", { name: "Delete customer", exact: true });
    await last.getByLabel("Type the customer number").fill("all-36");
    await last.getByRole("button", { name: "Delete customer", exact: true }).click();
    await asked("user_delete");
    // Its answer leads to the list, and would lead away from where one went meanwhile.
    await page.waitForURL(/\/admin\/customers$/);

    await place(page, "Infrastructure");
    await asked("area");
    await follow(page, "System and ISO images");
    await asked("hyperos");
    await follow(page, "Address pools");
    await page.waitForURL(/\/pools$/);
    await asked("hyperipblock");
    await page.locator("main").getByRole("row").last().getByRole("link").first().click();
    await page.waitForURL(/\/pools\/\d+$/);
    await asked("hyperip");
    await place(page, "Infrastructure");
    await follow(page, "Snapshots and backups");
    await page.waitForURL(/\/backups$/);
    await asked("hyperbackup");
    await place(page, "Activity");
    await follow(page, "RStack tasks");
    await page.waitForURL(/source=tasks$/);
    await asked("hypertask");
  });

  await test.step("a host from its making to its end", async () => {
    await place(page, "Hosts");
    // A task of that name is a link as well, on the page before.
    await page.waitForURL(/\/admin\/hosts$/);
    await follow(page, "Create host");
    await page.getByLabel("Find a customer", { exact: true }).fill("10001");
    await page.locator('main a[href*="owner=10001"]').first().click();
    await page.waitForURL(/owner=10001/);
    await page.getByLabel("Host name", { exact: true }).fill("all36");
    await page.locator("summary").filter({ hasText: "Choose a node instead" }).click();
    await page.getByLabel("Node", { exact: true }).selectOption("node:1");
    await page.waitForURL(/place=node/);
    await asked("vm_freeip");
    await page.locator('input[name="image"][value="11"]').check();
    await press(page, "Create host");
    const id = (await page.locator("[data-created]").getAttribute("data-created")) ?? "";
    await page.goto(`/admin/hosts/${id}/settings`);
    const form = (name: string) => page.getByRole("dialog", { name, exact: true });
    await press(page, "Edit record");
    await form("Edit record").getByLabel("Remark", { exact: true }).fill("all 36");
    await form("Edit record").getByRole("button", { name: "Edit record", exact: true }).click();
    await asked("vm_update");
    await expect(page.locator('[data-ended="update-host"][data-outcome="done"]')).toBeVisible();
    await expect.poll(async () => (await control.host(id)).setup, { timeout: 20_000 }).toBeNull();
    await page.goto(`/admin/hosts/${id}/addresses`);
    await form("Add addresses").getByRole("button", { name: "Add addresses", exact: true }).click();
    await asked("vm_addip");
    await expect(page.locator('[data-ended="add-addresses"][data-outcome="done"]')).toBeVisible();
    await page.goto(`/admin/hosts/${id}/delete`);
    const question = page.getByRole("alertdialog");
    await question.getByRole("textbox").fill("all36");
    await question.getByLabel(/^Force: delete/).check();
    await confirm(page, "Delete host");
    await asked("vm_delete");
  });

  const { calls } = await control.journal();
  const seen = new Set(calls.map(({ action }) => action));
  expect(ACTIONS).toHaveLength(36);
  expect(ACTIONS.filter((action) => !seen.has(action))).toEqual([]);
});
