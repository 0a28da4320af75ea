import type { Page } from "@playwright/test";
import { guarded } from "./care-steps";
import { main, type Picture, press, question, unfolded } from "./picture";

const drawn = async (page: Page) => {
  await page.locator(".recharts-area-curve").first().waitFor();
  await main(page)
    .getByText(/^(Loading .* more|正在加载另外)/)
    .waitFor({ state: "hidden", timeout: 20_000 });
};

/** One of each kind; the first look makes them for all. */
const ADD = /^(Add schedule|添加计划)$/;
const withSchedule = async (page: Page) => {
  if ((await page.locator("[data-schedule]").count()) === 0) {
    await page.getByRole("button", { name: ADD }).click();
    await page.getByRole("dialog").getByRole("button", { name: ADD }).click();
    await page.locator("[data-schedule]").first().waitFor();
    await page.reload();
  }
};

export const HOST: Picture[] = [
  { name: "host-running", path: "/hosts/101", all: true },
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
  { name: "host-locked", path: "/hosts/110" },
  { name: "host-paused", path: "/hosts/113" },
  { name: "host-saved", path: "/hosts/114" },
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
  { name: "host-snapshots-planned", path: "/hosts/101/snapshots", before: withSchedule },
  { name: "host-schedule", path: "/hosts/103/snapshots", before: question(press(ADD)), screen: true },
  {
    name: "host-snapshot-new",
    path: "/hosts/103/snapshots",
    before: question(press(/^(Create snapshot|创建快照)$/)),
    screen: true,
  },
  { name: "host-snapshots-none", path: "/hosts/104/snapshots" },
  { name: "host-network", path: "/hosts/101/network" },
  { name: "host-network-shared", path: "/hosts/105/network" },
  { name: "host-settings", path: "/hosts/101/settings" },
  { name: "host-hand-over", path: "/hosts/101/settings#offer-host", screen: true },
  { name: "host-reinstall", path: "/hosts/103/reinstall" },
  {
    name: "host-reinstall-question",
    path: "/hosts/103/reinstall",
    before: question((page) => page.locator("[data-reinstall] button").click()),
    screen: true,
  },
  { name: "host-reinstall-running", path: "/hosts/102/reinstall", all: true },
  { name: "host-console-open", path: "/hosts/101/console/window", screen: true },
  { name: "host-console-window", path: "/hosts/103/console/window", screen: true },
  { name: "host-activity", path: "/hosts/106/activity" },
  { name: "host-activity-refused", path: "/hosts/109/activity", before: unfolded },
];
