import { expect, test } from "./support/test";

test("staff have the master's lists checked, and see columns, sizes, time zone and who is kept out", async ({
  page,
  world,
  signIn,
  locale,
}) => {
  const zh = locale?.startsWith("zh");
  const kept = await world.account({ userId: "no-such-customer" });
  await signIn(await world.account({ role: "support" }));
  await page.goto("/admin/connection");
  const survey = page.locator("section.card").filter({
    has: page.getByRole("heading", { name: zh ? "主控的各个列表" : "The master’s lists" }),
  });
  await survey.getByRole("button", { name: zh ? "立即检测" : "Check now" }).click();
  await expect(survey).toContainText("UTC+08:00", { timeout: 30_000 });
  // A line for each page first; behind the disclosure what the master's own columns are.
  await expect(survey.locator("[data-page='network']")).toContainText(zh ? "可用" : "Works");
  await expect(survey.locator("[data-page='console']")).toContainText("CONSOLE_HOSTS");
  await survey.getByText(zh ? "诊断信息" : "Diagnostics", { exact: true }).click();
  await expect(survey).toContainText("additionals_ip");
  await expect(survey.getByRole("button")).toHaveText(zh ? "立即检测" : "Check now");
  const out = page.getByRole("row").filter({ hasText: kept });
  await expect(out).toContainText("no-such-customer");
  await expect(out).toContainText(
    zh ? /主控的客户列表中没有此编号|从未确认/ : /has no such number|never confirmed/,
  );
});
