import { expect, test } from "../support/test";

test.use({ worldOptions: { env: { STATUS_PAGE: "on" } } });

test("staff announce an incident, and anybody reads of it without a session and without a call to RStack", async ({
  page,
  world,
  enter,
}) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/settings");
  const news = page.locator("#announcements");
  await news.getByRole("button", { name: "New announcement", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("In English").fill("Network trouble");
  await dialog.getByLabel("In Chinese").fill("网络故障");
  await dialog.getByLabel("Type").selectOption("incident");
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(news.getByText("Network trouble")).toBeVisible();

  await world.simulator.control.clearJournal();
  await page.context().clearCookies();
  const answers = await Promise.all([1, 2, 3].map(() => page.request.get("/status")));
  expect(answers.map((answer) => answer.status())).toEqual([200, 200, 200]);
  await page.goto("/status");
  await expect(page.getByText("Network trouble")).toBeVisible();
  expect(await page.content()).not.toMatch(/203\.0\.113|web01|10001/);

  // The customer sees it above their pages.
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts");
  await expect(page.locator(".announcement")).toContainText("Network trouble");
  await expect(page.locator(".announcement")).toContainText("Incident");
});
