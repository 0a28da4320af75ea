import { expect, test } from "../support/test";

const NAMES = {
  en: {
    lasts: /^Runs out around (\d+ [A-Z]\w+|[A-Z]\w+ \d+) at this rate\./,
    today: "Today",
    over: /The host is still running/,
    out: /until you add traffic/,
    more: /Ask .+ for more/,
    noLimit: "this period, no limit",
  },
  "zh-CN": {
    lasts: /^按当前用量，预计 \d+月\d+日用尽。/,
    today: "今天",
    over: /主机仍在运行/,
    out: /增加流量后恢复/,
    more: /如需更多流量/,
    noLimit: "本周期用量，不限量",
  },
} as const;

test("traffic tells how long it lasts at its rate, and what happens once it is used up", {
  tag: "@one-screen",
}, async ({ page, world, enter, locale }) => {
  const names = NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];
  await world.simulator.control.reset({ fleet: "demo" });
  const halfway = Math.round(Date.now() / 1000) + 15 * 86_400;
  await world.simulator.control.setHost("101", { bwdate: halfway, bwusage: 900, bwlimit: 1000 });
  await world.simulator.control.setHost("102", { bwdate: halfway, bwusage: 100, bwlimit: 1000 });
  await enter(await world.account({ userId: "10001" }));
  const zone = page.locator("section", { has: page.locator("[data-traffic]") }).last();
  // The figures of a host come with a list or the read of its owner.
  await expect(async () => {
    await page.goto("/hosts/101");
    await expect(zone.getByText(names.lasts)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await page.goto("/hosts/102");
  await expect(zone.getByText(names.today, { exact: true })).toBeVisible();
  await expect(zone.getByRole("img")).toHaveAccessibleName(/5\d/);
  await expect(zone.getByText(names.lasts)).toHaveCount(0);
  await page.goto("/hosts/107");
  await expect(page.locator('[data-host="107"] [data-state]').first()).toHaveAttribute(
    "data-state",
    "over-traffic",
  );
  const banner = page.locator("[data-state-card]");
  await expect(banner).toContainText(names.over);
  await expect(banner).toContainText(names.more);
  await page.goto("/hosts/115");
  await expect(banner).toContainText(names.out);
  await expect(banner).toContainText(names.more);
  await page.goto("/hosts/106");
  await expect(zone.getByText(names.noLimit)).toBeVisible();
});
