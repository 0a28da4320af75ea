import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { expect, test } from "../support/test";
import { CANARIES, PASSWORD } from "../support/world";
import { countClicks, documented, untilReady } from "./support/click-count";
import { removePlan, STAFF, savePlan } from "./support/staff-tasks";
import { answer, type ClickTask, operation, press } from "./support/task-steps";

// Counts the clicks of the tasks in `docs/tasks.md`, and holds them against what is written there.

test.afterEach(({ world }) => world.simulator.control.reset({ fleet: "demo" }));

const host = (page: Page, id: string) => page.locator(`tr[data-host="${id}"]`);
/** By the address in its row, which others share. */
async function openPorts(page: Page, id: string) {
  await host(page, id)
    .getByRole("link", { name: /shared\)$/ })
    .click();
  await page.waitForURL(`**/hosts/${id}/network`);
}
async function open(page: Page, id: string, tab?: string) {
  await host(page, id).getByRole("link").first().click();
  await page.waitForURL(`**/hosts/${id}`);
  if (tab) {
    await page
      .getByRole("navigation", { name: "Host" })
      .getByRole("link", { name: tab, exact: true })
      .click();
    await page.waitForURL(`**/hosts/${id}/*`);
  }
}
async function openFromMenu(page: Page, id: string, name: string) {
  await host(page, id).getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name, exact: true }).click();
  await page.waitForURL(`**/hosts/${id}/*`);
}
const fromMenu = (id: string, name: string, kind: string) => async (page: Page) => {
  await host(page, id).getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name, exact: true }).click();
  await answer(page, name);
  await expect(host(page, id).locator(`[data-operation="${kind}"], [data-state]`).first()).toBeVisible();
};

const CUSTOMER: Record<string, ClickTask> = {
  "Start a host": async (page) => {
    await host(page, "109").getByRole("button", { name: "Start", exact: true }).click();
  },
  "Stop a host": fromMenu("101", "Stop", "stop"),
  "Restart a host": fromMenu("102", "Restart", "restart"),
  "Force stop a host": fromMenu("103", "Force stop", "force-stop"),
  "Copy the SSH line": async (page) => {
    await open(page, "104");
    await page.getByRole("button", { name: /^Copy/ }).first().click();
  },
  "Download the .rdp file": async (page) => {
    await open(page, "105");
    const arriving = page.waitForEvent("download");
    await press(page, "Download .rdp");
    await arriving;
  },
  "See the CPU now": (page) => expect(host(page, "104").locator("[data-cpu]")).toBeVisible(),
  "See the CPU of last night": async (page) => {
    await open(page, "104");
    await expect(page.locator("[data-figure] svg").first()).toBeVisible();
  },
  "See the CPU of last week": async (page) => {
    await open(page, "104", "Monitor");
    await page
      .getByRole("button", { name: "7 d", exact: true })
      .or(page.getByRole("link", { name: "7 d", exact: true }))
      .click();
    await expect(page).toHaveURL(/range=7d/);
  },
  "Open the console": async (page) => {
    const [popup] = await Promise.all([
      page.waitForEvent("popup"),
      host(page, "104").getByRole("button", { name: "Open console", exact: true }).click(),
    ]);
    await popup.close();
  },
  "Reset a password that one types": async (page) => {
    await open(page, "104");
    await page.getByRole("link", { name: "Reset password", exact: true }).click();
    await page.waitForURL("**/settings");
    await page.getByLabel("New password", { exact: true }).fill(CANARIES.hostPassword);
    await page.getByLabel("New password", { exact: true }).press("Enter");
    await operation(page, "reset-password");
  },
  "Create a snapshot": async (page) => {
    await open(page, "106");
    await press(page, "Create snapshot");
    await operation(page, "create-snapshot");
  },
  "Restore a snapshot": async (page) => {
    await open(page, "101", "Snapshots");
    await press(page, "Restore");
    await page.getByRole("alertdialog").getByRole("textbox").fill("web01");
    await page.getByRole("alertdialog").getByRole("textbox").press("Enter");
    await operation(page, "restore-snapshot");
  },
  "Delete a snapshot": async (page) => {
    await open(page, "102", "Snapshots");
    await press(page, "Delete");
    await page.getByRole("alertdialog").getByRole("textbox").fill("web02");
    await page.getByRole("alertdialog").getByRole("textbox").press("Enter");
    await operation(page, "delete-snapshot");
  },
  Reinstall: async (page) => {
    await openFromMenu(page, "102", "Reinstall");
    await page.waitForURL("**/reinstall");
    await page
      .getByRole("radio", { name: /Ubuntu/ })
      .first()
      .click();
    await press(page, "Reinstall");
    await page.getByRole("alertdialog").getByRole("textbox").fill("web02");
    await page.getByRole("alertdialog").getByRole("textbox").press("Enter");
    await expect(page.locator("[data-step]")).toBeVisible();
  },
  "Mount an ISO image": async (page) => {
    await openFromMenu(page, "104", "Mount ISO image");
    const medium = page.getByRole("dialog").locator("[data-medium]").first().getByRole("radio");
    await medium.click();
    await medium.press("Enter");
    await operation(page, "mount-medium");
  },
  "Eject an ISO image": async (page) => {
    await open(page, "103", "Settings");
    await press(page, "Eject");
    await operation(page, "eject-medium");
  },
  "Add a common port": async (page) => {
    await openPorts(page, "105");
    await press(page, "HTTPS 443");
    await operation(page, "add-port");
  },
  "Add another port": async (page) => {
    await openPorts(page, "105");
    await page
      .getByRole("region", { name: "Ports" })
      .getByLabel("Internal port", { exact: true })
      .fill("8081");
    await press(page, "Add port");
    await operation(page, "add-port");
  },
  "Remove a port": async (page) => {
    await openPorts(page, "105");
    await press(page, "Remove");
    await answer(page, "Remove");
    await operation(page, "remove-port");
  },
  "Bind a domain": async (page) => {
    await openPorts(page, "105");
    const domains = page.getByRole("region", { name: "Domains" });
    await domains.getByLabel("Domain", { exact: true }).fill("new.northwind.example");
    await domains.getByLabel("Internal port", { exact: true }).fill("8080");
    await press(page, "Bind domain");
    await operation(page, "bind-domain");
  },
  "End other sessions": async (page) => {
    await page.getByRole("link", { name: "Account", exact: true }).click();
    await page.waitForURL("**/account");
    await press(page, "End all other sessions");
    await expect(page.getByRole("button", { name: "End all other sessions" })).toHaveCount(0);
  },
  "Change one's password": async (page) => {
    await page.getByRole("link", { name: "Account", exact: true }).click();
    await page.waitForURL("**/account");
    await press(page, "Change password");
    await page.getByLabel("Current password", { exact: true }).fill(PASSWORD);
    await page.getByLabel("New password", { exact: true }).fill("another long secret 8");
    await answer(page, "Change password");
    await expect(page.getByText("Password changed.", { exact: false })).toBeVisible();
  },
  // The last: from then on the account has one.
  "Set up an authenticator": async (page) => {
    await page.getByRole("link", { name: "Account", exact: true }).click();
    await page.waitForURL("**/account");
    await press(page, "Set up an app");
    const secret = ((await page.locator("[data-totp-secret]").textContent()) ?? "").replaceAll(" ", "");
    const code = page.getByLabel("Code shown in the app", { exact: true });
    await code.fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
    await code.press("Enter");
    await page.getByRole("button", { name: "I have saved them" }).click();
    await expect(page.getByRole("button", { name: "Remove", exact: true })).toBeVisible();
  },
};

async function count(
  page: Page,
  start: string,
  tasks: Record<string, ClickTask>,
): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  const clicks = await countClicks(page);
  for (const [name, task] of Object.entries(tasks)) {
    await test.step(name, async () => {
      await page.goto(start);
      await untilReady(page);
      clicks();
      await task(page);
      counted[name] = clicks();
      await expect(page.locator('[data-outcome="open"], [data-outcome="checking"]')).toHaveCount(0, {
        timeout: 20_000,
      });
    });
  }
  return counted;
}

for (const [who, start, tasks] of [
  ["Customers", "/hosts", CUSTOMER],
  ["Staff", "/admin", STAFF],
] as const) {
  test(`${who}: the clicks of common tasks are those of docs/tasks.md`, { tag: "@one-screen" }, async ({
    page,
    world,
    node,
    enter,
  }) => {
    test.setTimeout(180_000);
    const { control } = world.simulator;
    await control.reset({ fleet: "demo" });
    await control.setSettings({ consoleServer: node.url });
    await control.setClock({ speed: 50 });
    const customer = await world.account({ userId: "10001" });
    await world.session(customer);
    await enter(who === "Staff" ? await world.account({ role: "admin" }) : customer);
    if (who === "Staff") {
      // The panel learns what its customers are called once somebody of the staff looks.
      await page.goto("/admin/customers");
      await expect(page.getByText("it@northwind.example").first()).toBeVisible();
      await savePlan(page);
    }
    // A test before this one may have stopped or locked them: the panel follows the master's list within seconds.
    await expect(async () => {
      await page.goto(who === "Staff" ? "/admin/hosts?owner=10001&sort=id" : start);
      for (const id of ["101", "102", "103", "104", "105"])
        await expect(host(page, id).locator("[data-state='running']").first()).toBeVisible({
          timeout: 1_000,
        });
      await expect(host(page, "109").locator("[data-state='off']").first()).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 60_000 });
    expect(await count(page, start, tasks)).toEqual(documented(who));
    if (who === "Staff") {
      await press(page, "End view");
      await page.waitForURL("**/admin/customers/10001");
      await removePlan(page);
    }
  });
}
