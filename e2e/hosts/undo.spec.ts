import { expect, test } from "../support/test";

/** Scripts rely on these words, so they are written down here. */
const NAMES = {
  en: {
    unbind: "Unbind",
    remove: "Remove",
    undo: "Undo",
    moved: /public port is now \d+\. Before, it was 24389/,
  },
  "zh-CN": { unbind: "解绑", remove: "删除", undo: "撤销", moved: /公网端口现在是 \d+，之前是 24389/ },
} as const;
const namesFor = (locale: string | undefined) => NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];

test.beforeEach(async ({ world, enter }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ userId: "10001" }));
});

test("Undo: an unbound domain comes back from the toast, and a removed port from its line, once", async ({
  page,
  world,
  locale,
}) => {
  const t = namesFor(locale);
  const rules = async () =>
    (await world.simulator.control.rules("105")).map((one) => `${one.domainname}>${one.privateport}`).sort();
  const before = await rules();
  await page.goto("/hosts/105/network");
  await page.getByRole("button", { name: t.unbind, exact: true }).first().click();
  await page.getByRole("alertdialog").getByRole("button", { name: t.unbind, exact: true }).click();
  await page.locator(".toast").getByRole("button", { name: t.undo }).click();
  await expect.poll(async () => (await world.simulator.control.journal()).effects.length).toBe(2);
  expect(await rules()).toEqual(before);
  await page.locator('[data-mapping="51"]').getByRole("button", { name: t.remove, exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: t.remove, exact: true }).click();
  await expect(page.locator(".toast").getByRole("button", { name: t.undo })).toBeVisible();
  await page.goto("/hosts/105/activity");
  await page.getByRole("button", { name: t.undo }).click();
  await expect(page.locator("[data-activity]")).toHaveCount(4);
  await expect(page.getByRole("button", { name: t.undo })).toHaveCount(0);
  expect(await rules()).toEqual(before);
  // RStack chose the public port anew.
  await page.locator("[data-activity] a").first().click();
  await expect(page.getByText(t.moved)).toBeVisible();
});
