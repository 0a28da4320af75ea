import { noted } from "./care-steps";
import { finding, main, type Picture, picked, press } from "./picture";

export const STAFF: Picture[] = [
  { name: "admin-overview", path: "/admin", all: true },
  { name: "admin-find", path: "/admin", before: finding("northwind"), screen: true },
  {
    name: "admin-find-port",
    path: "/admin",
    before: async (page) => {
      await finding("24389")(page);
      await page.locator("[id^='find-mapping-']").first().waitFor();
    },
    screen: true,
  },
  { name: "admin-hosts", path: "/admin/hosts", all: true },
  {
    name: "admin-hosts-selected",
    path: "/admin/hosts",
    before: (page) => picked(page, "101", "109"),
    screen: true,
  },
  { name: "admin-hosts-search", path: "/admin/hosts?q=web" },
  { name: "admin-usage", path: "/admin/hosts/usage", all: true },
  { name: "admin-counters", path: "/admin/hosts/counters", all: true },
  { name: "admin-reconcile", path: "/admin/hosts/differences", all: true },
  {
    name: "admin-reconcile-order",
    path: "/admin/hosts/differences?kind=order-untied",
    before: async (page) => {
      await main(page).locator('a[href*="open="]').first().click();
      await page.getByRole("dialog").waitFor();
    },
    all: true,
    screen: true,
  },
  { name: "admin-hosts-no-match", path: "/admin/hosts?q=nothing-like-it" },
  {
    name: "admin-host",
    path: "/admin/hosts/101",
    before: noted("Fan was replaced on the 3rd.\nIf it is loud again: ticket 20418."),
    all: true,
  },
  { name: "admin-host-settings", path: "/admin/hosts/104/settings" },
  { name: "admin-host-hardware", path: "/admin/hosts/103/settings#hardware", screen: true },
  { name: "admin-host-limits", path: "/admin/hosts/103/settings#limits", screen: true },
  { name: "admin-host-delete", path: "/admin/hosts/103#delete", screen: true },
  { name: "admin-host-activity", path: "/admin/hosts/101/activity" },
  { name: "admin-host-new", path: "/admin/hosts/new?owner=10001" },
  { name: "admin-host-new-node", path: "/admin/hosts/new?place=node:4" },
  { name: "admin-customers", path: "/admin/customers" },
  { name: "admin-customers-search", path: "/admin/customers?q=northwind" },
  { name: "admin-customers-no-match", path: "/admin/customers?q=nothing-like-it" },
  {
    name: "admin-customer",
    path: "/admin/customers/10001",
    before: noted("Pays by bank transfer, on paper."),
  },
  { name: "admin-customer-settings", path: "/admin/customers/10001/settings" },
  { name: "admin-customer-invite", path: "/admin/customers/10004/settings" },
  { name: "admin-customer-activity", path: "/admin/customers/10001/activity" },
  { name: "admin-customer-new", path: "/admin/customers/new" },
  { name: "admin-infrastructure", path: "/admin/infrastructure" },
  { name: "admin-node", path: "/admin/infrastructure/nodes/5" },
  { name: "admin-pools", path: "/admin/infrastructure/pools" },
  { name: "admin-pool", path: "/admin/infrastructure/pools/10" },
  { name: "admin-images", path: "/admin/infrastructure/images" },
  { name: "admin-backups", path: "/admin/infrastructure/backups" },
  { name: "admin-mappings", path: "/admin/infrastructure/mappings" },
  { name: "admin-activity", path: "/admin/activity" },
  {
    name: "admin-operation",
    path: "/admin/activity?source=operations",
    before: async (page) => {
      await main(page).locator('a[href*="open="]').first().click();
      await page.getByRole("dialog").waitFor();
    },
    screen: true,
  },
  { name: "admin-tasks", path: "/admin/activity?source=tasks" },
  { name: "admin-staff-activity", path: "/admin/activity?source=staff" },
  { name: "admin-views", path: "/admin/activity?source=views" },
  {
    name: "admin-connection",
    path: "/admin/connection",
    before: async (page) => {
      // The list of what passed is folded: it is there without being seen.
      const zone = main(page).locator('[data-check="zone"]');
      if (!(await zone.textContent())?.includes("UTC+08:00")) {
        await press(/^(Check now|立即检测)$/)(page);
        await zone.filter({ hasText: "UTC+08:00" }).waitFor({ state: "attached", timeout: 30_000 });
      }
    },
  },
  { name: "admin-settings", path: "/admin/settings" },
  { name: "admin-account", path: "/account" },
  { name: "admin-developers", path: "/developers" },
  { name: "admin-not-found", path: "/admin/customers/no-such-customer" },
];
