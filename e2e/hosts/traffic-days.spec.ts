import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";
import type { World } from "../support/world";

const NAMES = {
  en: {
    title: "Traffic by day and month",
    none: "Nothing recorded yet.",
    csv: "Download by day",
    noUnit: "isn’t known yet",
  },
  "zh-CN": { title: "按日和按月流量", none: "暂无记录。", csv: "下载每日数据", noUnit: "尚未确定" },
};
const namesFor = (locale: string | undefined) => NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];

/** What the counters tell of the unit; null: nothing. */
const setUnit = (world: World, unit: string | null) =>
  inDatabase(world, "update master_profile set traffic_unit_at = now(), traffic_unit = $1", [
    unit &&
      JSON.stringify({
        ...{ verdict: "fits", pairs: 40, counted: "both" },
        fit: { unit, counted: "both", ratio: 1, spread: 0.02 },
      }),
  ]);

/** Forty days of 2 GB in and 1 GB out in kB/s, none five days ago. */
const keepDays = (world: World, vmId: string) =>
  inDatabase(
    world,
    `insert into traffic_days (tenancy_id, day, in_sum, out_sum, minutes, complete)
     select t.id, to_char(now() - n * interval '1 day', 'YYYYMMDD'), 2e9 / 60000, 1e9 / 60000, 1440, true
     from tenancies t, generate_series(1, 40) n where t.vm_id = $1 and t.until is null and n <> 5
     on conflict (tenancy_id, day) do update set in_sum = excluded.in_sum, out_sum = excluded.out_sum, minutes = 1440,
       complete = true`,
    [vmId],
  );

test("a host's traffic is told by day and month, without GB until the unit is known", async ({
  page,
  world,
  enter,
  locale,
}) => {
  const n = namesFor(locale);
  const id = locale?.startsWith("zh") ? "9301" : "9302";
  await world.simulator.control.addHost({ id, userid: "10001", vmname: `busy${id}` });
  await enter(await world.account({ userId: "10001" }));
  await page.goto(`/hosts/${id}/monitor`);
  const card = page.locator("#traffic");
  await expect(card.getByRole("heading", { name: n.title })).toBeVisible();
  await expect(card.getByText(n.none)).toBeVisible();
  await keepDays(world, id);
  await setUnit(world, null);
  await page.reload();
  await expect(card.getByText(n.noUnit)).toBeVisible();
  await expect(card.getByText("GB", { exact: false })).toHaveCount(1);
  await setUnit(world, "kB/s");
  await page.reload();
  await expect(card.locator("[data-traffic-days='39']")).toBeVisible();
  await expect(card.locator("[data-month]").first()).toContainText("GB");
  await expect(card.locator("[data-forecast]")).toContainText("GB");
  const href = await card.getByRole("link", { name: n.csv }).getAttribute("href");
  const file = await page.request.get(href ?? "");
  expect((await file.text()).trim().split("\r\n")).toHaveLength(40);
  expect((await page.request.get("/api/hosts/201/traffic")).status()).toBe(404);
  await page.goto("/traffic");
  await expect(page.locator(`[data-list=traffic] [data-host="${id}"]`)).toContainText("GB");
  await expect(page.locator("#traffic [data-month]").first()).toContainText("GB");
});

test("staff see whose counter and samples differ", { tag: "@one-screen" }, async ({ page, world, enter }) => {
  const id = "9303";
  await world.simulator.control.addHost({ id, userid: "10001", vmname: `odd${id}` });
  await enter(await world.account({ userId: "10001" }));
  await page.goto(`/hosts/${id}`);
  await setUnit(world, "kB/s");
  await inDatabase(
    world,
    `insert into traffic_days (tenancy_id, day, in_sum, out_sum, minutes, complete, used_first_gb, used_first_at, used_last_gb,
       used_last_at, span_in, span_out)
     select t.id, to_char(now() - n * interval '1 day', 'YYYYMMDD'), 1, 1, 1440, true, 0, 1, 500, 2, 1, 1
     from tenancies t, generate_series(1, 3) n where t.vm_id = $1 and t.until is null
     on conflict (tenancy_id, day) do update set in_sum = 1, out_sum = 1, used_first_gb = 0, used_first_at = 1,
       used_last_gb = 500, used_last_at = 2, span_in = 1, span_out = 1`,
    [id],
  );
  await enter(await world.account({ role: "support" }));
  await page.goto("/admin/hosts");
  await page.getByRole("link", { name: "Traffic differences" }).click();
  await expect(page.locator(`[data-list=counters] [data-host="${id}"]`)).toContainText("1,500 GB");
});
