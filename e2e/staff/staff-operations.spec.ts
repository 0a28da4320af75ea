import { readFileSync } from "node:fs";
import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";
import { PASSWORD } from "../support/world";

const TEXT = {
  en: {
    place: "Activity",
    infrastructure: "Infrastructure",
    tasks: "RStack tasks",
    backups: "Snapshots and backups",
    inProgress: "In progress",
    filter: "Filter",
    search: "Search",
    host: "Host ID",
    apply: "Apply",
    full: "Full backups",
    stuck: "Stuck",
    reason: "Reason",
    release: "Stop waiting",
    failed: "Failed",
    adminOnly: "Only admins can stop waiting.",
    csv: "CSV",
    staff: "Staff",
    released: "Stopped waiting for an operation",
    views: "Views",
    viewed: "Viewed as customer",
    end: "End view",
    ended: "Ended",
    restore: "Restore",
    day: "Response time",
    overview: "Needs attention",
  },
  "zh-CN": {
    place: "操作记录",
    infrastructure: "基础设施",
    tasks: "RStack 任务",
    backups: "快照与备份",
    inProgress: "进行中",
    filter: "筛选",
    search: "搜索",
    host: "主机 ID",
    apply: "应用",
    full: "完整备份",
    stuck: "卡住",
    reason: "原因",
    release: "停止等待",
    failed: "失败",
    adminOnly: "只有管理员可以停止等待。",
    csv: "CSV",
    staff: "员工",
    released: "停止等待操作",
    views: "客户视角",
    viewed: "以客户身份查看",
    end: "退出查看",
    ended: "已结束",
    restore: "回滚",
    day: "响应时间",
    overview: "需要处理",
  },
};
const textFor = (locale?: string) => TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

test.afterEach(async ({ world }) => {
  await world.simulator.control.setClock({ speed: 10 });
});

test("hypertask and hyperbackup are asked over all hosts, and a search narrows what they list", async ({
  page,
  world,
  signIn,
  locale,
}) => {
  const t = textFor(locale);
  await signIn(await world.account({ role: "support" }));
  await page.getByRole("navigation").getByRole("link", { name: t.place, exact: true }).click();
  await page.waitForURL(/\/admin\/activity$/);
  await world.simulator.control.clearJournal();
  await page.getByRole("link", { name: t.tasks, exact: true }).click();
  await page.waitForURL(/source=tasks$/);
  const calls = async (action: string) =>
    (await world.simulator.control.journal({ action })).calls.filter((call) => !call.params.vmid);
  const rows = page.locator("main").getByRole("row");
  await expect(rows.nth(1)).toContainText(t.inProgress);
  expect(await calls("hypertask")).toHaveLength(1);
  await page.getByRole("searchbox", { name: t.search, exact: true }).fill("shop02");
  await page.waitForURL(/q=shop02/);
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("shop02");
  expect((await calls("hypertask")).map(({ params }) => params.vmname)).not.toContain("shop02");
  await page.getByRole("navigation").getByRole("link", { name: t.infrastructure, exact: true }).click();
  await page.getByRole("link", { name: t.backups, exact: true }).click();
  await page.waitForURL(/\/backups$/);
  // A row leads to where its copy is, where RStack says of which host it is by its number; the stranger tells names alone.
  if (!process.env.SIMULATED_DIALECT) {
    await expect(rows.nth(1).getByRole("link").first()).toHaveAttribute("href", /^\/hosts\/\d+\/snapshots$/);
  }
  await page.getByRole("link", { name: t.full }).click();
  await page.waitForURL(/kind=full/);
  await expect(rows.nth(1)).toContainText(t.full.replace(/s$/, ""));
  expect((await calls("hyperbackup")).map(({ params }) => params.backuptype)).toContain("2");
});

test("a stuck operation is on top; support reads it, an admin releases it with a reason, and the host is free", async ({
  page,
  world,
  enter,
  locale,
}) => {
  const t = textFor(locale);
  // The master took it, and its clock stands still: nothing comes of it.
  await world.simulator.control.setClock({ speed: 0 });
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/101/snapshots");
  await page.locator("[data-snapshot]").first().getByRole("button", { name: t.restore, exact: true }).click();
  const question = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  await question.getByRole("checkbox").uncheck();
  await question.getByRole("textbox").fill("web01");
  await question.getByRole("button", { name: t.restore, exact: true }).click();
  await expect(page.locator('[data-operation="restore-snapshot"]').first()).toBeVisible();
  const admin = await world.account({ role: "admin" });
  const supportCookie = await world.session(await world.account({ role: "support" }));
  const adminCookie = await world.session(admin);
  const read = async (path: string, cookie = adminCookie) =>
    (await fetch(world.url + path, { headers: { cookie, "accept-language": locale ?? "en" } })).text();
  await expect.poll(() => read("/admin/activity?source=operations"), { timeout: 20_000 }).toContain(t.stuck);
  const id = /open=([0-9a-f-]{36})/.exec(await read("/admin/activity?source=operations"))?.[1] ?? "";
  expect(await read(`/admin/activity?open=${id}`, supportCookie)).toContain(t.adminOnly);

  await page.context().clearCookies();
  await enter(admin);
  // The address that it had leads on.
  await page.goto(`/admin/operations/${id}`);
  await expect(page).toHaveURL(`/admin/activity?open=${id}`);
  const details = page.getByRole("dialog");
  await page.getByLabel(t.reason, { exact: true }).fill("=the node was replaced");
  await page.getByRole("button", { name: t.release, exact: true }).click();
  await expect(details.locator('[data-outcome="failed"]')).toHaveText(t.failed);
  await expect(details).toContainText("=the node was replaced");
  const calls = (await world.simulator.control.journal({ action: "vm_snapshot", vmid: "101" })).calls;
  expect(calls.filter(({ params }) => params.subvaction === "revert")).toHaveLength(1);

  await page.goto("/admin/operations?host=101");
  await expect(page).toHaveURL("/admin/activity?host=101&source=operations");
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: t.csv, exact: true }).click();
  const file = readFileSync(await (await waiting).path(), "utf8");
  expect(file).toContain(`"${id}",`);
  expect(file).toContain(`,"restore-snapshot","failed","101",`);

  await page.goto("/admin/audit");
  await expect(page).toHaveURL("/admin/activity?source=staff");
  const row = page.getByRole("row").filter({ hasText: "the node was replaced" });
  await expect(row).toContainText(t.released);
  await row.getByRole("link", { name: t.released }).click();
  await expect(details).toContainText("=the node was replaced");
  await expect(details).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(details).toHaveCount(0);
  expect(await read("/admin/audit/csv")).toContain(',"\'=the node was replaced",');
});

test("a view is among what staff did, and an admin ends one that goes on from its details", async ({
  page,
  world,
  enter,
  locale,
}) => {
  const t = textFor(locale);
  const admin = await world.account({ role: "admin" });
  const support = await world.account({ role: "support" });
  await inDatabase(
    world,
    `insert into views (session_id, staff_account_id, staff_name, staff_role, user_id, customer_name, reason, until)
     select gen_random_uuid(), id, username, role, '10001', 'Northwind Ltd', 'ticket 7', now() + interval '20 minutes'
     from accounts where username = '${support}'`,
  );
  await enter(admin);
  await page.goto("/admin/audit/views");
  await expect(page).toHaveURL("/admin/activity?source=views");
  const row = page.getByRole("row").filter({ hasText: support });
  await expect(row).toContainText("ticket 7");
  await row.getByRole("link", { name: t.viewed }).click();
  const details = page.getByRole("dialog");
  await details.getByRole("button", { name: t.end }).click();
  await expect(details.getByText(t.ended, { exact: true }).first()).toBeVisible();
  await expect(details.getByRole("button", { name: t.end })).toHaveCount(0);
});

test("every list works without JavaScript", async ({ browser, world, baseURL, signIn, locale }) => {
  const context = await browser.newContext({ baseURL, locale, javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(await world.account({ role: "support" }), PASSWORD, page);
  const t = textFor(locale);
  await page.goto("/admin/activity?source=operations");
  await page.getByRole("button", { name: t.filter, exact: true }).click();
  await page.locator("summary").getByText(t.host, { exact: true }).click();
  await page.getByRole("textbox", { name: t.host, exact: true }).fill("101");
  await page.getByRole("button", { name: t.apply, exact: true }).click();
  await page.waitForURL(/host=101/);
  await expect(page.locator(`a[aria-label$="101"]`)).toBeVisible();
  await page.getByRole("link", { name: t.staff, exact: true }).last().click();
  await page.waitForURL(/source=staff/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.place);
  await context.close();
});

test("Connection tells the last day, what settings weaken and what to do about it", async ({
  page,
  world,
  signIn,
  locale,
}) => {
  const t = textFor(locale);
  await signIn(await world.account({ role: "support" }));
  await expect(page.getByRole("heading", { name: t.overview })).toBeVisible();
  // The search without a script, over customers and hosts; each number of the overview leads to what it counts.
  await page.goto("/admin?q=");
  await page.getByRole("searchbox").fill("northwind");
  await expect(page.locator('main a[href="/admin/customers/10001"]').first()).toBeVisible({
    timeout: 20_000,
  });
  await page.getByRole("searchbox").fill("web01");
  await page.locator('main a[href="/admin/hosts/101"]').click();
  await page.waitForURL(/\/admin\/hosts\/101$/);
  await page.goto("/admin");
  await page.locator('main a[href="/admin/hosts?status=attention"]').click();
  await page.waitForURL(/status=attention/);
  // Three hours before as well: no course is drawn from fewer.
  await inDatabase(
    world,
    `insert into master_minutes (minute, instance, calls, refused, failed, total_ms, slowest_ms)
     select date_trunc('minute', now()) - h * interval '61 minutes', 'hours ago', 9, 1, 0, 90, 40
     from generate_series(1, 3) h on conflict do nothing`,
  );
  await page.goto("/admin/connection");
  await expect(page.getByRole("heading", { name: t.day })).toBeVisible();
  await expect(page.getByRole("img", { name: t.day })).toBeVisible();
  await expect(page.locator('[data-check="signature"]')).toHaveAttribute("data-look", "look");
  // What doesn't pass says what to do about it; what does is folded.
  await expect(page.locator('[data-check="proxies"]')).toContainText("TRUSTED_PROXIES");
  await expect(page.locator('[data-check="clock"]')).toBeHidden();
});
