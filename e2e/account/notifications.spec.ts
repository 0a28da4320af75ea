import type { Page } from "@playwright/test";
import { choose } from "../support/choose";
import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";
import type { World } from "../support/world";

/** The words of the pages about notifications in both languages. */
const TEXT = {
  en: {
    unread: /^Notifications, \d+ unread$/,
    read: "Notifications",
    all: "All notifications",
    traffic: "web01 has reached 80% of its traffic limit: 850 of 1,000 GB.",
    markRead: "Mark all as read",
    cell: "Host down: In panel",
    save: "Save",
    saved: "Saved.",
    url: "URL",
    make: "Add channel",
    badUrl: /^This URL can’t be used/,
    sendTo: "Send to",
    token: "Token",
    chat: "Chat ID",
    badChannel: /^This isn’t the address of a bot/,
    kept: "I have saved it",
    test: "Send a test",
    notFound: "Domain name not found",
    idle: "Not called yet",
    failing: "Last delivery failed",
    remove: "Delete",
    log: "Deliveries",
    again: "Retry",
    next: "Next attempt:",
    unsubscribe: "Unsubscribe",
    unsubscribed: /^Unsubscribed\./,
    off: /^You unsubscribed from these emails/,
    down: "Host down",
    mailCell: "Host down: Email",
  },
  "zh-CN": {
    unread: /^通知，\d+ 条未读$/,
    read: "通知",
    all: "全部通知",
    traffic: "web01 的流量已达上限的 80%：850 / 1,000 GB。",
    markRead: "全部标为已读",
    cell: "主机停止运行：站内通知",
    save: "保存",
    saved: "已保存。",
    url: "URL",
    make: "添加通知渠道",
    badUrl: /^无法使用此 URL/,
    sendTo: "发送到",
    token: "令牌",
    chat: "会话 ID",
    badChannel: /^这不是所选服务的/,
    kept: "我已保存",
    test: "发送测试",
    notFound: "域名无法解析",
    idle: "尚未推送",
    failing: "最近一次推送失败",
    remove: "删除",
    log: "推送记录",
    again: "重试",
    next: "下次尝试：",
    unsubscribe: "退订",
    unsubscribed: /已退订/,
    off: /^您已退订这些邮件/,
    down: "主机停止运行",
    mailCell: "主机停止运行：邮件",
  },
};

let username: string;
test.beforeEach(async ({ world, enter }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  username = await world.account({ userId: "10001" });
  await enter(username);
});

/** Somebody turns a running host off in RStack's own console, and the panel sees it. */
async function turnOff(page: Page, world: World, host: string): Promise<void> {
  // What other tests asked of this host a while ago would explain it.
  const going = "select 1 from operations where vm_id = $1 and ended_at is null";
  await expect.poll(() => inDatabase(world, going, [host]), { timeout: 30_000 }).toEqual([]);
  const longOver = "update operations set ended_at = ended_at - interval '1 hour' where vm_id = $1";
  await inDatabase(world, longOver, [host]);
  await page.goto(`/hosts/${host}`);
  await expect(page.locator("[data-state='running']").first()).toBeVisible();
  await world.simulator.control.setHost(host, { power: "off" });
  await expect(page.locator("[data-state='off']").first()).toBeVisible();
}

/** The dialog of a new webhook, opened. */
async function webhookForm(page: Page, t: (typeof TEXT)["en"]) {
  await page.getByRole("button", { name: t.make, exact: true }).click();
  const dialog = page.getByRole("dialog");
  return {
    url: dialog.getByLabel(t.url, { exact: true }),
    send: dialog.getByRole("button", { name: t.make, exact: true }),
  };
}

const ofAccount = "account_id = (select id from accounts where username = $1)";

test("the bell tells of traffic, leads to the list, and is quiet once that was read", async ({
  page,
  world,
  locale,
  isMobile,
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
  // At the foot of the sidebar on a desk, in the bar of a phone.
  const bell = (name: string | RegExp) =>
    page.getByRole("link", { name, exact: true }).filter({ visible: true }).first();
  await expect(bell(t.unread)).toBeVisible();
  await expect(page.locator('[data-notification="traffic"][data-new]').first()).toBeVisible();
  await page.getByRole("button", { name: t.markRead, exact: true }).click();
  await expect(bell(t.read)).toBeVisible();
  await expect(page.locator("[data-new]")).toHaveCount(0);
  await page.getByRole("link", { name: t.traffic }).click();
  await page.waitForURL("**/hosts/101");
  await bell(t.read).click();
  // A desk reads the newest beside the bell; a phone goes to their page.
  if (!isMobile) {
    const beside = page.getByRole("dialog", { name: t.read });
    await expect(beside.getByRole("link", { name: t.traffic })).toBeVisible();
    await beside.getByRole("link", { name: t.all, exact: true }).click();
    await expect(beside).toBeHidden();
  }
  await page.waitForURL("**/notifications");
});

test("who wants to be told of something in no bell says so, and it stays", { tag: "@one-screen" }, async ({
  page,
  locale,
}) => {
  const t = TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];
  // An old address, which leads on.
  await page.goto("/account/notifications");
  await expect(page).toHaveURL(/\/account#notifications$/);
  const box = page.getByRole("checkbox", { name: t.cell, exact: true });
  await expect(box).toBeChecked();
  // Nobody can be mailed without an address.
  await expect(page.getByRole("checkbox", { name: t.mailCell, exact: true })).toBeDisabled();
  await box.uncheck();
  await page.getByRole("button", { name: t.save, exact: true }).click();
  await expect(page.getByText(t.saved)).toBeVisible();
  await expect(box).not.toBeChecked();
  await page.reload();
  await expect(box).not.toBeChecked();
});

test("a webhook is made with a secret that is shown once, tested, and removed", {
  tag: "@one-screen",
}, async ({ page, locale }) => {
  const t = TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];
  await page.goto("/account");
  const form = await webhookForm(page, t);
  await form.url.fill("https://127.0.0.1/hook");
  await form.send.click();
  await expect(page.getByRole("alert").filter({ hasText: t.badUrl })).toBeVisible();
  await form.url.fill("https://hooks.invalid/hook");
  await form.send.click();
  const secret = page.locator("[data-webhook-secret]");
  await expect(secret).toHaveText(/^whsec_[A-Za-z0-9+/=]{32}$/);
  const text = (await secret.textContent()) ?? "";
  await page.getByRole("button", { name: t.kept, exact: true }).click();
  const webhook = page.locator("[data-webhook]");
  await expect(webhook).toHaveCount(1);
  await expect.poll(() => page.content()).not.toContain(text);
  await expect(webhook.getByText(t.idle)).toBeVisible();
  await choose(webhook, t.test);
  await expect(webhook.getByText(t.failing).first()).toBeVisible();
  await expect(webhook.locator('[data-delivery="failed"]')).toContainText(t.notFound);
  await choose(webhook, t.remove);
  await expect(webhook).toHaveCount(0);
});

test("a messenger is added with the fields that it has, and its token is never shown", {
  tag: "@one-screen",
}, async ({ page, locale }) => {
  const t = TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];
  await page.goto("/account");
  const form = await webhookForm(page, t);
  const dialog = page.getByRole("dialog");
  const service = dialog.getByLabel(t.sendTo, { exact: true });
  await service.selectOption("slack");
  await form.url.fill("https://hooks.slack.com.example/services/T1/B1/x");
  await form.send.click();
  await expect(page.getByRole("alert").filter({ hasText: t.badChannel })).toBeVisible();
  await service.selectOption("telegram");
  await expect(form.url).toBeHidden();
  await dialog.getByLabel(t.token, { exact: true }).fill(`123456:${"A".repeat(35)}`);
  await dialog.getByLabel(t.chat, { exact: true }).fill("-100123");
  await form.send.click();
  await dialog.locator(".dialog-keys button:only-child").click();
  await expect(page.locator('[data-webhook="telegram"]')).toContainText("Telegram");
  await expect.poll(() => page.content()).not.toContain("123456:AAAA");
});

test("the bell counts what happens while the page stands, and what is read in another tab", {
  tag: "@one-screen",
}, async ({ page, world, locale }) => {
  const t = TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];
  const bell = page
    .getByRole("link", { name: new RegExp(`^${t.read}`) })
    .filter({ visible: true })
    .first();
  const unread = async () => {
    const [row] = await inDatabase<{ n: number; down: boolean }>(
      world,
      `select count(*)::int as n, coalesce(bool_or(kind = 'host-down'), false) as down
       from notifications where read_at is null and in_bell and ${ofAccount}`,
      [username],
    );
    return row;
  };
  await turnOff(page, world, "101");
  await page.evaluate(() => document.documentElement.setAttribute("data-as-it-was", ""));
  await expect.poll(async () => (await unread())?.down, { timeout: 20_000 }).toBe(true);
  const shown = async () => Number((await bell.getAttribute("aria-label"))?.match(/\d+/)?.[0]);
  await expect.poll(async () => (await shown()) - ((await unread())?.n ?? 0), { timeout: 20_000 }).toBe(0);
  const other = await page.context().newPage();
  await other.goto("/notifications");
  await other.getByRole("button", { name: t.markRead, exact: true }).click();
  await expect(
    page.getByRole("link", { name: t.read, exact: true }).filter({ visible: true }).first(),
  ).toBeVisible();
  // It was never drawn anew.
  await expect(page.locator("html[data-as-it-was]")).toHaveCount(1);
});

test("the link in a mail ends such mails at one press, and the settings say so", {
  tag: "@one-screen",
}, async ({ browser, baseURL, page, world, locale }) => {
  const t = TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];
  const email = `${username}@example.net`;
  await inDatabase(world, "update accounts set email = $2, email_key = $2 where username = $1", [
    username,
    email,
  ]);
  await turnOff(page, world, "102");
  // As if it had waited its minute for more.
  const waited = `update notifications set mail_due_at = now() - interval '2 minutes'
    where mail_due_at is not null and mail_to is null and kind = 'host-down' and ${ofAccount} returning id`;
  await expect
    .poll(async () => (await inDatabase(world, waited, [username])).length, { timeout: 20_000 })
    .toBeGreaterThan(0);
  const { text } = await world.mailbox.next(email);
  expect(text).toContain("web02");
  const [link = ""] = text.match(/https?:\/\/\S+\/unsubscribe\?token=\S+/) ?? [];
  // In a browser that nobody is signed in with.
  const stranger = await browser.newContext({ baseURL, locale });
  const their = await stranger.newPage();
  await their.goto(link);
  await their.getByRole("button", { name: t.unsubscribe, exact: true }).click();
  await expect(their.getByText(t.unsubscribed)).toBeVisible();
  await stranger.close();
  await page.goto("/account");
  await expect(page.getByText(t.off)).toBeVisible();
  await expect(page.getByRole("checkbox", { name: t.mailCell, exact: true })).not.toBeChecked();
});

test("what happens to a host is in a webhook's log, with what came of it, and is sent again", {
  tag: ["@one-screen", "@drill"],
}, async ({ page, world, locale }) => {
  const t = TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];
  await page.goto("/account");
  const form = await webhookForm(page, t);
  await form.url.fill("https://hooks.invalid/hook");
  await form.send.click();
  await page.getByRole("button", { name: t.kept, exact: true }).click();
  await turnOff(page, world, "103");
  const line = page.locator("[data-delivery]").filter({ hasText: t.down });
  await expect(async () => {
    await page.goto("/account");
    await expect(line).toContainText(t.notFound, { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await expect(line).toHaveAttribute("data-delivery", "waiting");
  await expect(line).toContainText(t.next);
  // As after its last pause.
  const last = `update webhook_deliveries d set attempts = 7, next_attempt_at = now() from webhooks w
    where w.id = d.webhook_id and d.status = 'waiting' and w.${ofAccount}`;
  await inDatabase(world, last, [username]);
  await expect(async () => {
    await page.reload();
    await expect(line).toHaveAttribute("data-delivery", "failed", { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await choose(page.locator("[data-webhook]"), t.log);
  await line.getByRole("button", { name: t.again, exact: true }).click();
  await expect(line).toHaveAttribute("data-delivery", "waiting");
});
