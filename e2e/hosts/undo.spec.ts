import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";

/** Scripts rely on these words, so they are written down here. */
const NAMES = {
  en: {
    restore: "Restore",
    unbind: "Unbind",
    remove: "Remove",
    undo: "Undo",
    first: "Take a safety snapshot first",
    full: /limit of 3 snapshots is reached/,
    moved: /public port is now \d+\. Before, it was 24389/,
  },
  "zh-CN": {
    restore: "回滚",
    unbind: "解绑",
    remove: "删除",
    undo: "撤销",
    first: "先创建安全快照",
    full: /已达到 3 个快照的上限/,
    moved: /公网端口现在是 \d+，之前是 24389/,
  },
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
  // What other tests asked of this host in the same world is over.
  const day = "interval '2 days'";
  await inDatabase(
    world,
    `update operations set started_at = started_at - ${day}, ended_at = ended_at - ${day} where vm_id = '105'`,
  );
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
  const onLine = page.getByRole("main").getByRole("button", { name: t.undo });
  await expect(onLine).toHaveCount(1);
  const lines = page.locator("[data-activity]");
  const shown = await lines.count();
  await onLine.click();
  await expect(lines).toHaveCount(shown + 1);
  await expect(onLine).toHaveCount(0);
  expect(await rules()).toEqual(before);
  // RStack chose the public port anew.
  await page.locator("[data-activity] a").first().click();
  await expect(page.getByText(t.moved).first()).toBeVisible();
});

test("Restore: a safety snapshot comes first, and Undo brings the state before back by the host's name", async ({
  page,
  world,
  locale,
}) => {
  const t = namesFor(locale);
  const { control } = world.simulator;
  const effects = async () => (await control.journal()).effects;
  await page.goto("/hosts/101/snapshots");
  const rows = page.locator("[data-snapshot]");
  await expect(rows).toHaveCount(2);
  await rows.last().getByRole("button", { name: t.restore, exact: true }).click();
  const ask = page.getByRole("alertdialog");
  await expect(ask.getByLabel(t.first)).toBeChecked();
  await ask.getByRole("textbox").fill("web01");
  await ask.getByRole("button", { name: t.restore, exact: true }).click();
  await expect(page.getByRole("main").getByRole("button", { name: t.undo, exact: true })).toBeVisible({
    timeout: 30_000,
  });
  await expect(rows).toHaveCount(3);
  // No room for one more: the dialog says so, and there is no box.
  await rows.last().getByRole("button", { name: t.restore, exact: true }).click();
  await expect(ask.getByText(t.full)).toBeVisible();
  await expect(ask.getByLabel(t.first)).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.goto("/activity");
  await page.getByRole("link", { name: t.undo, exact: true }).click();
  await ask.getByRole("textbox").fill("web01");
  await ask.getByRole("button", { name: t.undo, exact: true }).click();
  await expect.poll(async () => (await effects()).length, { timeout: 30_000 }).toBe(3);
  const [safety, restored, undone] = await effects();
  expect([safety?.kind, restored?.kind, undone?.kind]).toEqual([
    "create-snapshot",
    "restore-snapshot",
    "restore-snapshot",
  ]);
  expect(undone?.detail).toEqual(safety?.detail);
  await expect(page.getByRole("main").getByRole("button", { name: t.undo, exact: true })).toHaveCount(0, {
    timeout: 30_000,
  });
});
