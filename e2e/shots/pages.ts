import type { Page } from "@playwright/test";
import { guarded, masked, noted, rescued } from "./before-care";
import { showOffline } from "./offline-page";
import type { Made } from "./set-up";

/** Whose browser it is. `viewing`: an admin who looks through a customer's eyes. `secured`: a customer with a second factor. */
export type Who = "nobody" | "customer" | "newcomer" | "secured" | "viewing" | "admin";

export interface Picture {
  name: string;
  path: string | ((made: Made) => string);
  /** What happens on the page before it is taken. */
  before?: (page: Page, made: Made) => Promise<void>;
  /** In every look, and not in the two alone that differ most. */
  all?: true;
  /** What is before one's eyes alone: a dialog stands in the middle of that. */
  screen?: true;
}

const main = (page: Page) => page.locator("main");
const typed = (page: Page) => page.getByRole("alertdialog").or(page.getByRole("dialog")).waitFor();
const drawn = async (page: Page) => {
  await page.locator(".plot-lines .plot-curve").first().waitFor();
  await main(page)
    .getByText(/still loading and will|正在读取，读取后/)
    .waitFor({ state: "hidden", timeout: 20_000 });
};
/** The link was looked at: its form is there. */
const looked = (page: Page) => main(page).locator('input:not([type="hidden"])').first().waitFor();
const press = (name: RegExp) => (page: Page) => main(page).getByRole("button", { name }).first().click();
const unfolded = (page: Page) =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll("main details")) one.setAttribute("open", "");
  });

/** One of each kind; the first look makes them for all. */
const withSchedules = async (page: Page) => {
  for (const card of await main(page).locator("section.card").all()) {
    if ((await card.locator("[data-schedule]").count()) === 0) {
      await card.locator("summary").click();
      await card.locator('form button[type="submit"]').last().click();
      await card.locator("[data-schedule]").waitFor();
      await page.reload();
    }
  }
};

/** `before` for a page that asks before it does something. */
const question = (open: (page: Page) => Promise<void>) => async (page: Page) => {
  await open(page);
  await typed(page);
};

/** The palette, with what is typed in it. */
const finding =
  (text: string, downs = 0) =>
  async (page: Page) => {
    await page.keyboard.press("Control+k");
    const palette = page.locator("dialog.find-palette");
    await palette.getByRole("combobox").fill(text);
    await palette.getByRole("status").filter({ hasText: /./ }).waitFor({ state: "attached" });
    await palette.getByRole("option").first().waitFor();
    for (let n = 0; n < downs; n += 1) await page.keyboard.press("ArrowDown");
  };

const NOBODY: Picture[] = [
  { name: "sign-in", path: "/sign-in", all: true },
  {
    name: "sign-in-refused",
    path: "/sign-in",
    before: async (page) => {
      await page.locator('input[name="login"]').fill("northwind");
      await page.locator('input[name="password"]').fill("not the password 1");
      await page.locator('form:has(input[name="password"]) button[type="submit"]').click();
      await main(page).getByRole("alert").first().waitFor();
    },
  },
  { name: "forgot", path: "/reset" },
  { name: "activate", path: ({ activate }) => activate, before: looked },
  { name: "reset", path: ({ reset }) => reset, before: looked },
  {
    name: "link-over",
    path: "/reset/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    before: (page) => main(page).locator('a[href="/reset"]').first().waitFor(),
  },
  { name: "reset-done", path: "/reset/done" },
  { name: "busy", path: "/busy" },
  { name: "unsubscribe-over", path: "/unsubscribe" },
  { name: "sso-refused", path: "/sso/continue" },
  { name: "sso-continue", path: "/sign-in", before: (page, { comeBySso }) => comeBySso(page) },
  { name: "second-factor", path: "/sign-in", before: (page, { comeSecured }) => comeSecured(page) },
  { name: "second-factor-must", path: "/sign-in", before: (page, { comeNewStaff }) => comeNewStaff(page) },
];

const CUSTOMER: Picture[] = [
  { name: "offline", path: "/hosts", all: true, before: showOffline },
  { name: "hosts", path: "/hosts", all: true },
  { name: "hosts-masked", path: "/hosts", before: masked, all: true },
  { name: "host-masked", path: "/hosts/101", before: masked },
  { name: "hosts-attention", path: "/hosts?filter=attention" },
  { name: "hosts-no-match", path: "/hosts?q=wbe" },
  {
    name: "hosts-selected",
    path: "/hosts",
    before: async (page) => {
      for (const id of ["101", "103", "109"]) await page.locator(`[data-host="${id}"] .pick input`).check();
      await page.locator(".batch-bar").waitFor();
    },
    screen: true,
  },
  {
    name: "hosts-question",
    path: "/hosts",
    before: question(async (page) => {
      for (const id of ["101", "109", "110"]) await page.locator(`[data-host="${id}"] .pick input`).check();
      await page.locator(".batch-keys .key").nth(1).click();
    }),
    screen: true,
  },
  { name: "host-running", path: "/hosts/101", all: true },
  { name: "host-rescue", path: "/hosts/109", before: rescued },
  {
    name: "host-rescue-question",
    path: "/hosts/109",
    before: question(press(/^(Start rescue system|启动救援系统)$/)),
    screen: true,
  },
  { name: "host-protected", path: "/hosts/104", before: guarded },
  { name: "host-windows", path: "/hosts/105" },
  { name: "host-off", path: "/hosts/109" },
  { name: "host-over-traffic", path: "/hosts/107" },
  { name: "host-suspended", path: "/hosts/108" },
  { name: "host-setting-up", path: "/hosts/112" },
  { name: "host-set-up-failed", path: "/hosts/111" },
  {
    name: "host-question",
    path: "/hosts/103",
    before: question((page) =>
      page
        .locator('[data-host="103"]')
        .getByRole("button", { name: /^(Stop|关机)$/ })
        .click(),
    ),
    screen: true,
  },
  { name: "host-monitor-24h", path: "/hosts/101/monitor", before: drawn },
  { name: "host-monitor-30d", path: "/hosts/101/monitor?range=30d", before: drawn },
  { name: "host-snapshots", path: "/hosts/103/snapshots" },
  { name: "host-snapshots-none", path: "/hosts/104/snapshots" },
  { name: "host-schedules", path: "/hosts/103/schedules", before: unfolded },
  { name: "host-schedules-made", path: "/hosts/101/schedules", before: withSchedules },
  { name: "host-network", path: "/hosts/101/network" },
  { name: "host-network-shared", path: "/hosts/105/network" },
  { name: "host-media", path: "/hosts/103/media" },
  { name: "host-access", path: "/hosts/101/access" },
  { name: "host-reinstall", path: "/hosts/103/reinstall" },
  {
    name: "host-reinstall-question",
    path: "/hosts/103/reinstall",
    before: question((page) => page.locator(".summary-key button").click()),
    screen: true,
  },
  { name: "host-reinstall-running", path: "/hosts/102/reinstall", all: true },
  { name: "host-console", path: "/hosts/103/console" },
  { name: "host-console-open", path: "/hosts/101/console" },
  { name: "host-console-window", path: "/hosts/103/console/window", screen: true },
  { name: "host-activity", path: "/hosts/106/activity" },
  { name: "find", path: "/hosts", before: finding("web"), all: true, screen: true },
  { name: "find-recent", path: "/hosts/103", before: finding(""), screen: true },
  { name: "find-action", path: "/account", before: finding("rest"), screen: true },
  { name: "activity", path: "/activity" },
  { name: "notifications", path: "/notifications", all: true },
  { name: "account-notifications", path: "/account/notifications" },
  { name: "account", path: "/account" },
  { name: "account-second-factor", path: "/account/second-factor" },
  { name: "account-tokens", path: "/account/tokens" },
  { name: "developers", path: "/developers" },
  { name: "not-found", path: "/hosts/999999" },
];

const STAFF: Picture[] = [
  { name: "admin-overview", path: "/admin", all: true },
  { name: "admin-find", path: "/admin", before: finding("northwind"), screen: true },
  { name: "admin-find-port", path: "/admin", before: finding("24389"), screen: true },
  { name: "admin-hosts", path: "/admin/hosts", all: true },
  {
    name: "admin-hosts-selected",
    path: "/admin/hosts",
    before: async (page) => {
      for (const id of ["101", "109"]) await page.locator(`[data-host="${id}"] .pick input`).check();
      await page.locator(".batch-bar").waitFor();
    },
    screen: true,
  },
  { name: "admin-hosts-search", path: "/admin/hosts?q=web" },
  { name: "admin-hosts-no-match", path: "/admin/hosts?q=nothing-like-it" },
  {
    name: "admin-host",
    path: "/admin/hosts/101",
    before: noted("Fan was replaced on the 3rd.\nIf it is loud again: ticket 20418."),
    all: true,
  },
  { name: "admin-customer-masked", path: "/admin/customers/10001", before: masked },
  { name: "admin-host-hardware", path: "/admin/hosts/103/hardware", before: unfolded },
  { name: "admin-host-addresses", path: "/admin/hosts/103/addresses" },
  { name: "admin-host-limits", path: "/admin/hosts/103/limits" },
  { name: "admin-host-delete", path: "/admin/hosts/103/delete" },
  { name: "admin-host-new", path: "/admin/hosts/new?owner=10001" },
  { name: "admin-host-new-node", path: "/admin/hosts/new?place=node:4", before: unfolded },
  { name: "admin-customers", path: "/admin/customers" },
  { name: "admin-customers-search", path: "/admin/customers?q=northwind" },
  { name: "admin-customers-no-match", path: "/admin/customers?q=nothing-like-it" },
  {
    name: "admin-customer",
    path: "/admin/customers/10001",
    before: noted("Pays by bank transfer, on paper."),
  },
  { name: "admin-customer-hosts", path: "/admin/customers/10001/hosts" },
  { name: "admin-customer-access", path: "/admin/customers/10001/access" },
  { name: "admin-customer-activity", path: "/admin/customers/10001/activity" },
  { name: "admin-customer-edit", path: "/admin/customers/10001/edit" },
  { name: "admin-customer-new", path: "/admin/customers/new" },
  { name: "admin-infrastructure", path: "/admin/infrastructure" },
  { name: "admin-node", path: "/admin/infrastructure/nodes/5" },
  { name: "admin-pools", path: "/admin/infrastructure/pools" },
  { name: "admin-pool", path: "/admin/infrastructure/pools/10" },
  { name: "admin-images", path: "/admin/infrastructure/images" },
  { name: "admin-operations", path: "/admin/operations" },
  {
    name: "admin-operation",
    path: "/admin/operations",
    before: async (page) => {
      await main(page).locator('a[href*="/admin/operations/"][href*="-"]').first().click();
      await page.waitForURL(/\/admin\/operations\/[0-9a-f-]{36}/);
      await main(page).waitFor();
    },
  },
  { name: "admin-tasks", path: "/admin/operations/tasks?ask=1" },
  { name: "admin-backups", path: "/admin/operations/backups?ask=1" },
  { name: "admin-mappings", path: "/admin/operations/mappings?ask=1" },
  { name: "admin-audit", path: "/admin/audit" },
  { name: "admin-audit-views", path: "/admin/audit/views" },
  {
    name: "admin-connection",
    path: "/admin/connection",
    before: async (page) => {
      if ((await page.getByText("UTC+08:00").count()) === 0) {
        await press(/^(Check now|立即检测)$/)(page);
        await page.getByText("UTC+08:00").first().waitFor({ timeout: 30_000 });
      }
    },
  },
  { name: "admin-settings", path: "/admin/settings" },
  { name: "admin-staff", path: "/admin/staff", before: unfolded },
  { name: "admin-account", path: "/account" },
  { name: "admin-account-second-factor", path: "/account/second-factor" },
  { name: "admin-account-tokens", path: "/account/tokens" },
  { name: "admin-developers", path: "/developers", before: unfolded },
  { name: "admin-not-found", path: "/admin/customers/no-such-customer" },
];

export const PICTURES: Record<Who, Picture[]> = {
  nobody: NOBODY,
  customer: CUSTOMER,
  newcomer: [{ name: "hosts-announcement", path: "/hosts" }],
  secured: [{ name: "account-second-factor-on", path: "/account/second-factor" }],
  viewing: [
    { name: "view-hosts", path: "/hosts", all: true },
    { name: "view-host", path: "/hosts/101" },
    { name: "view-activity", path: "/activity" },
    { name: "view-account", path: "/account" },
    { name: "view-staff-page", path: "/viewing" },
    {
      name: "view-allow",
      path: "/hosts/109",
      before: question((page) =>
        page
          .getByRole("button", { name: /^(Allow changes|允许更改)$/ })
          .first()
          .click(),
      ),
      screen: true,
    },
  ],
  admin: STAFF,
};
