import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";

const NAMES = {
  en: { title: "Billing", renew: "Renew", upgrade: "Upgrade", over: "3 days ago", due: /^Paid until / },
  "zh-CN": { title: "账单", renew: "续费", upgrade: "升级", over: "3天前", due: / 到期$/ },
} as const;

test("what the shop says of a host stands on it and in the list, with links of its own", async ({
  page,
  world,
  enter,
  locale,
}) => {
  const names = NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ userId: "10001" }));
  const row = page.locator('tr[data-host="101"]');
  await expect(async () => {
    await page.goto("/hosts");
    await expect(row).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await expect(row.locator("time")).toHaveCount(0);
  await inDatabase(
    world,
    `insert into host_services (tenancy_id, paid_until, price_text, renew_url, upgrade_url)
      select id, now() - interval '3 days', '€ 9.90 <b>a month</b>', 'https://shop.example/{customer}/renew?h={host}',
        'javascript:alert(1)' from tenancies where until is null and vm_id = '101'`,
  );
  await page.goto("/hosts");
  await expect(row.getByText(names.due)).toBeVisible();
  await page.goto("/hosts/101");
  const card = page.getByRole("region", { name: names.title });
  await expect(card.locator("time")).toContainText(names.over);
  await expect(card).toContainText("€ 9.90 <b>a month</b>");
  await expect(card.getByRole("link", { name: names.renew, exact: true })).toHaveAttribute(
    "href",
    "https://shop.example/10001/renew?h=101",
  );
  await expect(card.getByRole("link", { name: names.upgrade })).toHaveCount(0);
  await page.goto("/hosts/102");
  await expect(page.locator('[data-host="102"]').first()).toBeVisible();
  await expect(page.getByRole("region", { name: names.title })).toHaveCount(0);
});
