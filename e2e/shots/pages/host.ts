import type { Page } from "@playwright/test";
import { guarded } from "./care-steps";
import { main, type Picture, press, question, unfolded } from "./picture";

const drawn = async (page: Page) => {
  await page.locator(".plot-lines .plot-curve").first().waitFor();
  await main(page)
    .getByText(/still loading and will|正在读取，读取后/)
    .waitFor({ state: "hidden", timeout: 20_000 });
};

/** One of each kind; the first look makes them for all. */
const withSchedules = async (page: Page) => {
  for (const card of await main(page).locator("section.card").all()) {
    if ((await card.locator("[data-schedule]").count()) === 0) {
      await card.locator("summary").first().click();
      await card.locator('form button[type="submit"]').last().click();
      await card.locator("[data-schedule]").waitFor();
      await page.reload();
    }
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
  { name: "host-snapshots-none", path: "/hosts/104/snapshots" },
  {
    name: "host-schedules",
    path: "/hosts/103/schedules",
    before: (page) => main(page).locator("summary").first().click(),
  },
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
  { name: "host-activity-refused", path: "/hosts/109/activity", before: unfolded },
];
