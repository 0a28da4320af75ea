import { expect, test } from "../support/test";

test("staff have RStack's replies checked, and see columns, sizes, time zone and who is kept out", async ({
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
  // A line for each page first; behind the disclosure what the master's own columns are.
  await expect(page.locator("[data-page='network']")).toContainText(zh ? "可用" : "Works");
  await expect(page.locator("[data-page='console']")).toContainText(zh ? "未验证" : "Not verified");
  const diagnostics = page.locator("[data-diagnostics]");
  // The link at a check opens what is folded there.
  await page.locator('[data-check="signature"]').getByRole("link").click();
  await expect(diagnostics.locator("#explained-signature")).toBeVisible();
  await expect(diagnostics.getByText("additionals_ip").first()).toBeVisible();
  await expect(diagnostics).toContainText("docs/console-adapter.md");
  await expect(check).toBeVisible();
  const out = page.getByRole("row").filter({ hasText: kept });
  await expect(out).toContainText("no-such-customer");
  await expect(out).toContainText(
    zh ? /RStack 的客户列表中没有此编号|尚未确认/ : /has no such number|hasn’t confirmed/,
  );
});
