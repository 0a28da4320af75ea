import { expect, test } from "../support/test";

const TEXT = {
  en: {
    place: "Infrastructure",
    pools: "Address pools",
    images: "System and ISO images",
    installable: "Installable systems",
    maintenance: "Maintenance",
    ip: "Find the pool of an address",
    part: "Search addresses",
    banner: "working on the server",
    mark: "Maintenance in progress",
    silent: "RStack returned no list",
  },
  "zh-CN": {
    place: "基础设施",
    pools: "地址池",
    images: "系统与 ISO 镜像",
    installable: "可安装的系统",
    maintenance: "维护中",
    ip: "按地址查找地址池",
    part: "搜索地址",
    banner: "正在维护此主机所在的物理机",
    mark: "维护中",
    silent: "RStack 没有返回列表",
  },
};
const textFor = (locale?: string) => TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

test("on a phone, the places that its bar has no room for stand in a sheet, which a choice closes", async ({
  page,
  world,
  signIn,
  locale,
}) => {
  const t = textFor(locale);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(await world.account({ role: "support" }));
  await page.goto("/admin/customers");
  const place = page.getByRole("menuitem", { name: t.place, exact: true });
  await expect(place).toBeHidden();
  await page.locator("[data-account-menu]").filter({ visible: true }).first().click();
  await place.click();
  await page.waitForURL(/\/admin\/infrastructure$/);
  await expect(place).toBeHidden();
});

test("area, hypernode, hyperos, hyperipblock, hyperip: each is asked from a page that one clicks to", async ({
  page,
  world,
  signIn,
  locale,
}) => {
  const t = textFor(locale);
  await signIn(await world.account({ role: "support" }));
  const { control } = world.simulator;
  const asked = async (action: string, has: Record<string, string> = {}) =>
    (await control.journal({ action })).calls.filter((call) =>
      Object.entries(has).every(([name, value]) => call.params[name] === value),
    ).length;
  await control.clearJournal();
  await page.getByRole("navigation").getByRole("link", { name: t.place, exact: true }).click();
  await page.waitForURL(/\/admin\/infrastructure$/);
  const node = page.getByRole("row").filter({ hasText: "ams-hv02" });
  await expect(node).toContainText(t.maintenance);
  await expect(node).toContainText(/64 (\/|GB free of) 68 GB/);
  expect(await asked("area")).toBeGreaterThan(0);
  expect(await asked("hypernode")).toBeGreaterThan(0);

  await page.getByRole("link", { name: "ams-hv01", exact: true }).click();
  await page.waitForURL(/\/nodes\/4$/);
  await page.locator("summary").filter({ hasText: t.installable }).click();
  await expect(page.getByText(/^centos9(\.vhdx)?( · ID 17)?$/).first()).toBeVisible();
  expect(await asked("hyperos", { nodeid: "4", osfile: "os" })).toBeGreaterThan(0);
  expect(await asked("hyperos", { nodeid: "4", osfile: "cd" })).toBeGreaterThan(0);

  await page.goto("/admin/infrastructure");
  await page.getByRole("link", { name: t.images, exact: true }).click();
  await expect(page.getByText(/^rescue(\.iso)?( · ID 34)?$/).first()).toBeVisible();

  await page.getByRole("link", { name: t.pools, exact: true }).first().click();
  await page.getByLabel(t.ip, { exact: true }).fill("203.0.113.24");
  await page.getByLabel(t.ip, { exact: true }).press("Enter");
  await page.waitForURL(/ip=203/);
  expect(await asked("hyperipblock", { ip: "203.0.113.24" })).toBeGreaterThan(0);
  await page.locator("main").getByRole("row").last().getByRole("link").first().click();
  await page.waitForURL(/\/pools\/\d+$/);
  await page.getByLabel(t.part, { exact: true }).fill("113.24");
  await page.getByLabel(t.part, { exact: true }).press("Enter");
  await page.waitForURL(/q=113/);
  const address = page.getByRole("row").filter({ hasText: /203\.0\.113\.24(?!\d)/ });
  await expect(address).toContainText("web01");
  await expect(address.locator(`a[href="/admin/customers/10001"]`)).toBeVisible();
  expect(await asked("hyperip")).toBeGreaterThan(0);
});

test("a node in maintenance is told on its customers' hosts, and on no others", async ({
  page,
  world,
  signIn,
  locale,
}) => {
  const t = textFor(locale);
  await signIn(await world.account({ userId: "10002" }));
  await expect(page.locator('[data-host="203"]').first()).toContainText(t.mark, { timeout: 20_000 });
  await expect(page.locator('[data-host="201"]').first()).not.toContainText(t.mark);
  await page.goto("/hosts/203");
  await expect(page.locator('[data-host="203"]').first()).toContainText(t.banner);
  await page.goto("/hosts/201");
  await expect(page.locator('[data-host="201"]').first()).not.toContainText(t.banner);
});

test("while the master is silent the nodes are shown as they were last seen, and it is said", async ({
  page,
  world,
  enter,
  locale,
}) => {
  const t = textFor(locale);
  await enter(await world.account({ role: "support" }));
  await page.goto("/admin/infrastructure");
  await expect(page.getByText("fra1-hv01")).toBeVisible();
  await world.simulator.control.addFault({ kind: "reset", match: { action: ["hypernode", "area"] } });
  await page.goto("/admin/infrastructure");
  await expect(page.getByRole("status").filter({ hasText: t.silent })).toBeVisible();
  await expect(page.getByText("fra1-hv01")).toBeVisible();
  await world.simulator.control.removeFaults();
  // And no longer once it answers again: a breaker that is still open would meet the next test's orders.
  await expect(async () => {
    await page.goto("/admin/infrastructure");
    await expect(page.getByRole("status").filter({ hasText: t.silent })).toHaveCount(0, { timeout: 500 });
  }).toPass({ timeout: 30_000 });
});

test("what isn't there says so in the page's title", async ({ page, world, enter, locale }) => {
  const zh = locale?.startsWith("zh");
  await enter(await world.account({ role: "support" }));
  for (const path of ["/admin/nothing", `/admin/customers/${"9".repeat(65)}`]) {
    await page.goto(path);
    await expect(page).toHaveTitle(zh ? /^找不到页面 · / : /^Page not found · /);
  }
  await page.goto("/admin/customers/nobody");
  await expect(page).toHaveTitle(zh ? /^客户不存在 · / : /^Customer not found · /);
});
