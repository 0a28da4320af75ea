import { expect, test } from "../support/test";

/** The words of the pages about notifications in both languages. */
const TEXT = {
  en: {
    unread: /^Notifications, \d+ unread$/,
    read: "Notifications",
    traffic: "web01 has reached 80% of its traffic: 850 of 1000 GB.",
    markRead: "Mark all as read",
    settings: "Notification settings",
    cell: "Host down: Bell",
    save: "Save",
    saved: "Saved.",
    url: "Address",
    make: "Create webhook",
    badUrl: /^This address can’t be called/,
    kept: "I have saved it",
    test: "Send a test",
    notFound: "Name not found",
    remove: "Remove",
  },
  "zh-CN": {
    unread: /^通知，\d+ 条未读$/,
    read: "通知",
    traffic: "web01 的流量已达到 80%：850 / 1000 GB。",
    markRead: "全部标为已读",
    settings: "通知设置",
    cell: "主机停止运行：站内通知",
    save: "保存",
    saved: "已保存。",
    url: "地址",
    make: "创建 Webhook",
    badUrl: /^无法调用此地址/,
    kept: "我已保存",
    test: "发送测试",
    notFound: "找不到域名",
    remove: "移除",
  },
};

test.beforeEach(async ({ world, enter }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ userId: "10001" }));
});

test("the bell tells of traffic, leads to the list, and is quiet once that was read", async ({
  page,
  world,
  locale,
}) => {
  const t = TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];
  const bwdate = Math.round(Date.now() / 1000) + 15 * 86_400;
  await world.simulator.control.setHost("101", { bwdate, bwusage: 850, bwlimit: 1000 });
  // The figures of a host come with a list or the read of its owner.
  await expect(async () => {
    await page.goto("/hosts/101");
    await page.goto("/notifications");
    await expect(page.getByText(t.traffic)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  const header = page.getByRole("banner");
  await expect(header.getByRole("link", { name: t.unread })).toBeVisible();
  await expect(page.locator('[data-notification="traffic"][data-new]').first()).toBeVisible();
  await page.getByRole("button", { name: t.markRead, exact: true }).click();
  await expect(header.getByRole("link", { name: t.read, exact: true })).toBeVisible();
  await expect(page.locator("[data-new]")).toHaveCount(0);
  await page.getByRole("link", { name: t.traffic }).click();
  await page.waitForURL("**/hosts/101");
  await header.getByRole("link", { name: t.read, exact: true }).click();
  await page.waitForURL("**/notifications");
});

test("who wants to be told of something in no bell says so, and it stays", async ({ page, locale }) => {
  const t = TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];
  await page.goto("/account");
  await page.getByRole("link", { name: t.settings, exact: true }).click();
  await page.waitForURL("**/account/notifications");
  const box = page.getByRole("checkbox", { name: t.cell, exact: true });
  await expect(box).toBeChecked();
  await box.uncheck();
  await page.getByRole("button", { name: t.save, exact: true }).click();
  await expect(page.getByText(t.saved)).toBeVisible();
  await expect(box).not.toBeChecked();
  await page.reload();
  await expect(box).not.toBeChecked();
});

test("a webhook is made with a secret that is shown once, tested, and removed", async ({ page, locale }) => {
  const t = TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];
  await page.goto("/account/notifications");
  const url = page.getByLabel(t.url, { exact: true });
  await url.fill("https://127.0.0.1/hook");
  await page.getByRole("button", { name: t.make, exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: t.badUrl })).toBeVisible();
  await url.fill("https://hooks.invalid/hook");
  await page.getByRole("button", { name: t.make, exact: true }).click();
  const secret = page.locator("[data-webhook-secret]");
  await expect(secret).toHaveText(/^whsec_[A-Za-z0-9+/=]{32}$/);
  const text = (await secret.textContent()) ?? "";
  await page.getByRole("link", { name: t.kept, exact: true }).click();
  const webhook = page.locator("[data-webhook]");
  await expect(webhook).toHaveCount(1);
  expect(await page.content()).not.toContain(text);
  await webhook.getByRole("button", { name: t.test, exact: true }).click();
  await expect(webhook.locator('[data-delivery="failed"]')).toContainText(t.notFound);
  await webhook.getByRole("button", { name: t.remove, exact: true }).click();
  await expect(webhook).toHaveCount(0);
});
