import { expect, test } from "../support/test";

test("staff have RStack's replies checked, and see what doesn't pass, what does, and who is kept out", async ({
  page,
  world,
  signIn,
  locale,
}) => {
  const zh = locale?.startsWith("zh");
  const kept = await world.account({ userId: "no-such-customer" });
  await signIn(await world.account({ role: "support" }));
  await page.goto("/admin/connection");
  const check = page.getByRole("button", { name: zh ? "立即检测" : "Check now" });
  await check.click();
  await expect(page.locator('[data-check="zone"]')).toContainText("UTC+08:00", { timeout: 30_000 });
  await expect(check).toBeVisible();
  await expect(page.locator('[data-check="zone"]')).toBeHidden();
  await page.getByText(zh ? /项检查通过$/ : /checks passed$/).click();
  await expect(page.locator('[data-check="zone"]')).toBeVisible();
  await expect(page.locator('[data-check="replies"]')).toHaveAttribute("data-look", "good");
  await expect(page.getByRole("button", { name: zh ? "复制诊断信息" : "Copy diagnostics" })).toBeVisible();
  const out = page.locator('[data-check="locked-out"]').filter({ hasText: kept });
  await expect(out).toContainText("no-such-customer");
  await expect(out).toContainText(
    zh ? /RStack 的客户列表中没有此编号|尚未确认/ : /has no such number|hasn’t confirmed/,
  );
});
