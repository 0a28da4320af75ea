import { expect, test } from "../support/test";

/** Scripts rely on these words, so they are written down here. */
const t = {
  title: "Notes",
  text: "Note",
  add: "Add note",
  change: "Edit note",
  save: "Save",
  drop: "Delete note",
};

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

test("staff note something about a customer and a host, change it, delete it, and the customer sees none of it", {
  tag: "@one-screen",
}, async ({ page, world, enter }) => {
  const card = page.getByRole("region", { name: t.title, exact: true });
  const press = (name: string) => card.getByRole("button", { name, exact: true }).first().click();
  await enter(await world.account({ role: "support" }));
  for (const path of ["/admin/customers/10001", "/admin/hosts/101"]) {
    await page.goto(path);
    await card.getByLabel(t.text, { exact: true }).first().fill(`Canary 4711\non ${path}`);
    await press(t.add);
    await expect(card.locator("[data-note]")).toContainText(`on ${path}`);
  }
  await press(t.change);
  await card.locator("[data-note] textarea").fill("Canary 4712");
  await press(t.save);
  await expect(card.locator("[data-note] > p")).toHaveText("Canary 4712");

  // Another of the support reads it, and has no button for it.
  await page.context().clearCookies();
  await enter(await world.account({ role: "support" }));
  await page.goto("/admin/hosts/101");
  await expect(card.locator("[data-note] > p")).toHaveText("Canary 4712");
  await expect(card.getByRole("button", { name: t.change, exact: true })).toHaveCount(0);

  // An admin may delete it.
  await page.context().clearCookies();
  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/hosts/101");
  await press(t.change);
  await press(t.drop);
  await expect(card.locator("[data-note]")).toHaveCount(0);

  await page.context().clearCookies();
  await enter(await world.account({ userId: "10001" }));
  for (const path of ["/hosts/101", "/account", "/activity", "/api/hosts/101", "/api/hosts"]) {
    expect(await (await page.request.get(path)).text()).not.toContain("Canary 471");
  }
});
