import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";
import { PASSWORD } from "../support/world";

/** The staff's words in both languages. */
const TEXT = {
  en: {
    search: "Search for",
    create: "Create customer",
    userId: "Customer number",
    username: "Username",
    save: "Save",
    name: "Name",
    view: "View as customer",
    reason: "Reason",
    length: "10 min",
    left: /\b(9|10) min left/,
    allow: "Allow changes",
    end: "End view",
    own: "Your own password",
    sees: "Viewing as",
    edit: "Edit record",
    newNumber: "New customer number",
    changeNumber: "Change number",
    del: "Delete customer",
    typed: "Type the customer number to confirm",
  },
  "zh-CN": {
    search: "搜索",
    create: "创建客户",
    userId: "客户编号",
    username: "用户名",
    save: "保存",
    name: "名称",
    view: "以客户身份查看",
    reason: "原因",
    length: "10 分钟",
    left: /(9|10) 分钟/,
    allow: "允许更改",
    end: "退出查看",
    own: "您自己的密码",
    sees: "正在以",
    edit: "编辑登记资料",
    newNumber: "新客户编号",
    changeNumber: "更改编号",
    del: "删除客户",
    typed: "输入客户编号以确认",
  },
};
const textFor = (locale?: string) => TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];

/** The session's cookie as a request carries it. */
async function sessionOf(page: Page): Promise<string> {
  const cookie = (await page.context().cookies()).find(({ name }) => name.endsWith("panel.session"));
  return cookie ? `${cookie.name}=${cookie.value}` : "";
}

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

test("user_add, user_info, user_update, user_delete: an admin makes, finds, edits and deletes a customer", async ({
  page,
  world,
  enter,
  locale,
}) => {
  const t = textFor(locale);
  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/customers/new");
  const number = `new-${crypto.randomUUID().slice(0, 8)}`;
  await page.getByLabel(t.userId, { exact: true }).fill(number);
  await page.getByLabel(t.username, { exact: true }).fill(`u${number.replaceAll("-", "")}`);
  await page.locator('input[name="email"]').fill(`${number}@example.net`);
  await page.getByRole("button", { name: t.create, exact: true }).click();
  await expect(page.getByRole("status").first()).toBeVisible();
  expect((await world.simulator.control.journal({ action: "user_add" })).calls).toHaveLength(1);

  await page.goto("/admin/customers");
  await page.getByLabel(t.search, { exact: true }).fill(number);
  await page.getByLabel(t.search, { exact: true }).press("Enter");
  await page.getByRole("row").filter({ hasText: number }).getByRole("link").click();
  await page.waitForURL((url) => url.pathname === `/admin/customers/${number}`);
  // The old address leads to the dialog.
  await page.goto(`/admin/customers/${number}/edit`);
  await page.waitForURL((url) => url.pathname === `/admin/customers/${number}/settings`);
  const form = page.getByRole("dialog", { name: t.edit, exact: true });
  await form.getByLabel(t.name, { exact: true }).fill("Ostwind 东风");
  await form.getByRole("button", { name: t.save, exact: true }).click();
  await expect(form).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ostwind 东风");
  const [update] = (await world.simulator.control.journal({ action: "user_update" })).calls;
  expect(update?.params.name).toBe("Ostwind 东风");
  expect(update?.params).not.toHaveProperty("userid");

  await page.getByRole("button", { name: t.del, exact: true }).click();
  const last = page.getByRole("dialog", { name: t.del, exact: true });
  await last.getByLabel(t.typed, { exact: true }).fill(number);
  await last.getByRole("button", { name: t.del, exact: true }).click();
  await page.waitForURL(/\/admin\/customers$/);
  const [gone] = (await world.simulator.control.journal({ action: "user_delete" })).calls;
  expect(gone?.params.userid).toBe(number);
});

test("a customer's new number takes account, hosts and history along", async ({
  page,
  world,
  signIn,
  locale,
  enter,
}) => {
  const t = textFor(locale);
  const username = await world.account({ userId: "10002" });
  await signIn(username);
  await expect(page.locator('[data-host="201"]').first()).toBeVisible();
  await page.context().clearCookies();
  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/customers/10002/settings");
  await page.getByRole("button", { name: t.changeNumber, exact: true }).click();
  const asked = page.getByRole("dialog");
  await asked.getByLabel(t.newNumber, { exact: true }).fill(`contoso-${crypto.randomUUID().slice(0, 8)}`);
  await asked.getByRole("button", { name: t.changeNumber, exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/admin/customers/10002"));
  await page.context().clearCookies();
  await signIn(username);
  await expect(page.locator('[data-host="201"]').first()).toBeVisible();
});

test("a view as a customer: told, read-only, changes by password alone, over when it is ended", async ({
  page,
  world,
  enter,
  words,
  locale,
}) => {
  const t = textFor(locale);
  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/customers/10001");
  await page.getByRole("button", { name: t.view, exact: true }).click();
  const asked = page.getByRole("dialog");
  await asked.getByLabel(t.reason, { exact: true }).fill("ticket 20418");
  await asked.getByText(t.length, { exact: true }).click();
  const before = await sessionOf(page);
  await asked.getByRole("button", { name: t.view, exact: true }).click();
  await page.waitForURL(/\/hosts$/);
  // Who kept the session's id is out; this browser has another.
  const within = await sessionOf(page);
  const statusWith = async (cookie: string) =>
    (await fetch(`${world.url}/api/hosts`, { headers: { cookie } })).status;
  expect([await statusWith(before), await statusWith(within)]).toEqual([401, 200]);
  await expect(page.getByText(t.sees).first()).toBeVisible();
  await expect(page.getByText(t.left).first()).toBeVisible();
  await expect(page.locator('[data-host="201"]')).toHaveCount(0);
  // A customer's rights and no others; the staff's pages say why they are closed, and how to get back to them.
  await page.goto("/admin/customers/10002");
  await expect(page).toHaveURL(/\/viewing$/);
  await expect(page.getByRole("button", { name: t.end, exact: true })).toHaveCount(1);
  await expect(page.locator("main h2").first()).toContainText("Northwind Ltd");
  await expect(page.getByText("10002")).toHaveCount(0);
  await page.goto("/hosts/109");
  const host = page.locator('[data-host="109"]').first();
  await expect(host.getByRole("button", { name: words.start, exact: true, disabled: false })).toHaveCount(0);

  await page.getByRole("button", { name: t.allow, exact: true }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(t.own, { exact: true }).fill("not my password 1");
  await dialog.getByRole("button", { name: t.allow, exact: true }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await dialog.getByLabel(t.own, { exact: true }).fill(PASSWORD);
  await dialog.getByRole("button", { name: t.allow, exact: true }).click();
  await expect(page.getByRole("button", { name: t.allow, exact: true })).toHaveCount(0);
  await host.getByRole("button", { name: words.start, exact: true }).click();
  await expect(host.locator("[data-outcome]").first()).toHaveAttribute("data-outcome", "done", {
    timeout: 20_000,
  });

  await page.getByRole("button", { name: t.end, exact: true }).click();
  await page.waitForURL(/\/admin\/customers\/10001$/);
  expect([await statusWith(within), await statusWith(await sessionOf(page))]).toEqual([401, 200]);
  await expect(page.getByText("ticket 20418").first()).toBeVisible();
  // Its log may tell of another test's view that still stands.
  await expect(page.locator(".view-bar")).toHaveCount(0);
});

test("a number that nobody has ever had is a page of its own, and a deleted customer's history is not", async ({
  page,
  world,
  enter,
}) => {
  const gone = `gone-${crypto.randomUUID().slice(0, 8)}`;
  await world.account({ userId: gone });
  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/customers/never-was");
  await expect(page.locator("main h2").first()).toContainText("never-was");
  await expect(page.locator('main a[href="/admin/customers/new"]')).toBeVisible();
  await expect(page.locator('main a[href$="/activity"]')).toHaveCount(0);
  await page.goto(`/admin/customers/${gone}`);
  await expect(page.locator('main a[href$="/activity"]').first()).toBeVisible();
});

test("all customers are invited in the background: who may come in and has no account, nobody else", async ({
  page,
  world,
  enter,
  locale,
}) => {
  const zh = locale?.startsWith("zh");
  const number = `inv-${crypto.randomUUID().slice(0, 8)}`;
  const email = `${number}@example.net`;
  const t = textFor(locale);
  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/customers/new");
  await page.getByLabel(t.userId, { exact: true }).fill(number);
  await page.getByLabel(t.username, { exact: true }).fill(`u${number.replaceAll("-", "")}`);
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="panelAccount"]').uncheck();
  await page.getByRole("button", { name: t.create, exact: true }).click();
  await expect(page.getByRole("status").first()).toBeVisible();
  const before = world.mailbox.mails.length;
  await page.goto("/admin/customers");
  const by = (name: string) => ({ name, exact: true });
  await page.getByRole("button", by(zh ? "邀请所有客户" : "Invite all customers")).click();
  await page
    .getByRole("dialog")
    .getByRole("button", by(zh ? "发送邀请" : "Send invitations"))
    .click();
  expect((await world.mailbox.next(email, before)).text).toContain(`${world.url}/activate/link#`);
  await expect(page.getByText(zh ? "已完成。" : "Finished.")).toBeVisible({ timeout: 30_000 });
  const disabled = (await world.simulator.control.users()).find(({ userid }) => userid === "10004");
  expect(world.mailbox.mails.slice(before).map(({ to }) => to)).not.toContain(disabled?.email);
  expect(world.mailbox.mails.slice(before).filter(({ to }) => to === email)).toHaveLength(1);
});
