import type { Page } from "@playwright/test";
import { expect } from "../../support/test";
import { type ClickTask, operation, press } from "./task-steps";

/** The staff's part of `docs/tasks.md`; each begins at the overview. */
export const STAFF: Record<string, ClickTask> = {
  "Find a customer by email": async (page) => {
    await find(page, "it@northwind.example");
    await page.waitForURL("**/admin/customers/10001");
  },
  "See what is failing": (page) =>
    expect(page.getByRole("heading", { name: "Needs attention" }).first()).toBeVisible(),
  "Lock a host": async (page) => {
    await find(page, "web02");
    await page.waitForURL("**/admin/hosts/102");
    await press(page, "Lock");
    await page.getByRole("alertdialog").getByRole("button", { name: "Lock", exact: true }).click();
    await operation(page, "lock-host");
  },
  "Transfer a host": async (page) => {
    await find(page, "db01");
    await page.waitForURL("**/admin/hosts/103");
    await press(page, "Transfer");
    await page
      .getByRole("dialog")
      .getByLabel("Customer number of the new owner", { exact: true })
      .fill("10002");
    await page
      .getByRole("dialog")
      .getByLabel(/^Type .* to confirm$/)
      .fill("db01");
    await page.getByRole("dialog").getByRole("button", { name: "Transfer", exact: true }).click();
    await operation(page, "transfer-host");
  },
  "Create a host from a plan": async (page) => {
    await find(page, "it@northwind.example");
    await page.waitForURL("**/admin/customers/10001");
    await page.locator('main a[href*="/admin/hosts/new?owner=10001"]').click();
    await page.getByRole("radio", { name: PLAN }).click();
    await page
      .getByRole("radio", { name: /Debian/ })
      .first()
      .click();
    await page.locator('main input[name="name"]').fill("planned7");
    await press(page, "Create host");
    await expect(page.locator("[data-created]")).toBeVisible();
  },
  "Add an address": async (page) => {
    await find(page, "web01");
    await page.waitForURL("**/admin/hosts/101");
    await page.getByRole("link", { name: "Add addresses", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Add addresses", exact: true }).click();
    await operation(page, "add-addresses");
  },
  "View as a customer": async (page) => {
    await find(page, "10001");
    await page.waitForURL("**/admin/customers/10001");
    await press(page, "View as customer");
    await page.getByRole("dialog").getByLabel("Reason", { exact: true }).fill("ticket 20418");
    await page.getByRole("dialog").getByLabel("Reason", { exact: true }).press("Enter");
    await page.waitForURL("**/hosts");
  },
};

/** By the palette's keys: Enter opens what stands first. */
async function find(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+K");
  const search = page.locator("dialog.find-palette").getByRole("combobox");
  await search.fill(words);
  await search.press("Enter");
}

const PLAN = /^Planned/;

/** What "Create a host from a plan" chooses. */
export async function savePlan(page: Page): Promise<void> {
  await page.goto("/admin/settings");
  await press(page, "New plan");
  await page.getByRole("dialog").locator('input[name="planName"]').fill("Planned");
  await page.getByRole("dialog").getByRole("button", { name: "Add plan", exact: true }).click();
  await expect(page.locator("#plans").getByText("Planned", { exact: true })).toBeVisible();
}

/** For the tests that come after: with a plan, Create host looks otherwise for everybody. */
export async function removePlan(page: Page): Promise<void> {
  await page.goto("/admin/settings");
  await press(page, "Remove plan: Planned");
  await expect(page.locator("#plans").getByText("Planned", { exact: true })).toHaveCount(0);
}
