import { haveDowntime } from "../support/have-downtime";
import { expect, test } from "../support/test";

test("a host's downtime is told by month with its causes, to staff by node, and to no one else", async ({
  page,
  world,
  enter,
  locale,
}) => {
  const id = locale?.startsWith("zh") ? "9401" : "9402";
  await world.simulator.control.addHost({
    id,
    userid: "10001",
    vmname: `calm${id}`,
    nodeid: "1",
    areaid: "1",
  });
  await enter(await world.account({ userId: "10001" }));
  await page.goto(`/hosts/${id}/monitor`);
  const card = page.locator("#downtime");
  await expect(card).toBeVisible();
  await expect(card.locator("[data-month]")).toHaveCount(0);
  await haveDowntime(world, id);
  await page.reload();
  await expect(card.locator("li[data-cause]")).toHaveCount(2);
  await expect(card.locator("li[data-cause='customer']")).toContainText("5");
  await expect(card.locator("li[data-cause='suspension']")).toContainText("3");
  await expect(card.locator("[data-month] [data-cause='customer']:visible").first()).toBeVisible();
  await enter(await world.account({ userId: "10002" }));
  expect((await page.request.get(`/hosts/${id}/monitor`)).status()).toBe(404);
  await enter(await world.account({ role: "support" }));
  await page.goto("/admin/infrastructure/nodes/1");
  await expect(card.locator("li", { hasText: `calm${id}` })).toHaveCount(2);
});
