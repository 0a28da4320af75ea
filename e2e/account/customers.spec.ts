import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";

const WORDS = {
  en: { customer: "Customer", change: "Change password", missing: "Page not found" },
  "zh-CN": { customer: "客户", change: "修改密码", missing: "找不到页面" },
};

test("one sign-in switches between two customers, and a tab of the other one shows nothing of it any more", async ({
  page,
  world,
  context,
  signIn,
  locale,
}) => {
  const t = WORDS[locale?.startsWith("en") ? "en" : "zh-CN"];
  await world.simulator.control.reset({ fleet: "demo" });
  const name = await world.account({ userId: "10001" });
  await inDatabase(
    world,
    `insert into accounts (username, username_key, role, user_id, display_name, rstack_status, rstack_status_at, linked_to)
     select '${name}#10002', '${name}#10002', 'customer', '10002', 'Second customer', 'active', now(), id
     from accounts where username = '${name}'`,
  );
  await signIn(name);
  await page.goto("/hosts");
  const other = await context.newPage();
  await other.goto("/hosts/101");
  await expect(other.getByRole("heading", { level: 1 })).toBeVisible();

  const choose = async (number: string) => {
    await page.locator("[data-account-menu]").click();
    const choice = page.getByRole("group", { name: t.customer, exact: true });
    await choice.getByRole("menuitemradio").filter({ hasText: number }).click();
  };
  await choose("10002");
  await expect(page.locator('[data-host="201"]').first()).toBeVisible();
  await expect(page.locator('[data-host="101"]')).toHaveCount(0);
  // The other tab loads anew as its stream ends: host 101 isn't this customer's.
  await expect(other.getByRole("heading", { name: t.missing })).toBeVisible({ timeout: 60_000 });

  await page.goto("/account");
  await expect(page.getByRole("button", { name: t.change, exact: true })).toHaveCount(0);
  await choose("10001");
  await expect(page.locator('[data-host="101"]').first()).toBeVisible();
  await page.goto("/account");
  await expect(page.getByRole("button", { name: t.change, exact: true })).toBeVisible();
});
