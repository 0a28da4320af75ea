import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";
import { cookiesOf } from "../support/world";

/** How often a panel looks for limits that are over, and some time for the rest. Milliseconds. */
const LIFTED_MS = 90_000;

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await world.simulator.control.setSettings({ dialect: { limit: "books" } });
});
test.afterEach(({ world }) => world.simulator.control.setSettings({ dialect: { limit: "machine" } }));

test("vm_update: a limit of CPU is set by an admin, read by the customer, and ends by itself", async ({
  page,
  browser,
  world,
  enter,
}) => {
  test.slow();
  const customer = await world.account({ userId: "10001" });
  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/hosts/101");
  await page.getByRole("button", { name: "Limit CPU", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Percent", { exact: false }).fill("40");
  await dialog.getByLabel("Reason", { exact: true }).fill("Mining <b>coins</b>");
  await dialog.getByRole("button", { name: "Limit CPU", exact: true }).click();
  await expect(page.locator('[data-ended="limit-cpu"][data-outcome="done"]')).toBeVisible({
    timeout: 20_000,
  });
  expect((await world.simulator.control.host("101")).cpuLimit).toBe(40);

  const theirs = await browser.newContext({ baseURL: world.url });
  const other = await theirs.newPage();
  await theirs.addCookies(cookiesOf(world.url, await world.session(customer)));
  await other.goto("/hosts/101");
  const notice = other.locator("[data-cpu-limit='40']");
  await expect(notice).toContainText("CPU limited to 40% until");
  await expect(notice).toContainText("Mining <b>coins</b>");
  await expect(other.getByRole("button", { name: "Limit CPU" })).toHaveCount(0);

  await inDatabase(
    world,
    `update operations set params = params || '{"until":"2020-01-01T00:00:00.000Z"}' where kind = 'limit-cpu'`,
  );
  await expect
    .poll(async () => (await world.simulator.control.host("101")).cpuLimit, { timeout: LIFTED_MS })
    .toBe(100);
  await expect(async () => {
    await other.reload();
    await expect(other.locator("[data-cpu-limit]")).toHaveCount(0, { timeout: 500 });
  }).toPass();
  await theirs.close();
});

test("a row of Usage leads to the limit, for admins alone", async ({ page, world, enter }) => {
  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/hosts/101");
  await expect(page.locator("[data-state]").first()).toBeVisible();
  await inDatabase(
    world,
    `insert into usage_hours select id, extract(epoch from date_trunc('hour', now()))::bigint, 30, 97, 1, 1
      from tenancies where vm_id in ('101', '102') and until is null on conflict do nothing`,
  );
  await page.goto("/admin/hosts/usage");
  const row = page.locator("[data-host='101']").first();
  await row.getByRole("button", { name: /^Limit CPU of / }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason", { exact: true }).fill("Too much");
  await dialog.getByRole("button", { name: "Limit CPU", exact: true }).click();
  await expect(page.locator('[data-ended="limit-cpu"][data-outcome="done"]')).toBeVisible({
    timeout: 20_000,
  });
  expect((await world.simulator.control.host("101")).cpuLimit).toBe(50);
  await enter(await world.account({ role: "support" }));
  await page.goto("/admin/hosts/usage");
  await expect(page.locator("[data-host='101']").first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^Limit CPU/ })).toHaveCount(0);
});

test("a limit of CPU is offered to admins alone", async ({ page, world, enter }) => {
  await enter(await world.account({ role: "support" }));
  await page.goto("/admin/hosts/101");
  await expect(page.locator("[data-state]").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Limit CPU" })).toHaveCount(0);
});
