import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/test";
import type { World } from "../support/world";

/** Scripts rely on these words, so they are written down here. */
const NAMES = {
  en: {
    create: "Create snapshot",
    restore: "Restore",
    remove: "Delete",
    name: "Name (optional)",
    rename: "Rename",
    nameLabel: "Name",
    save: "Save",
    full: "The limit of 3 snapshots is reached. Delete one to create another.",
    none: "Snapshots aren’t part of this plan.",
    silent: "The platform isn’t responding, so this can’t be shown right now.",
    empty: "No snapshots yet",
    doubt: "This is being checked, and the page updates by itself.",
  },
  "zh-CN": {
    create: "创建快照",
    restore: "回滚",
    remove: "删除",
    name: "名称（选填）",
    rename: "重命名",
    nameLabel: "名称",
    save: "保存",
    full: "已达到 3 个快照的上限。请先删除一个再创建。",
    none: "此套餐不含快照。",
    silent: "平台暂无响应，此列表暂时无法显示。",
    empty: "还没有快照",
    doubt: "正在核实，页面会自动更新。",
  },
} as const;

const namesFor = (locale: string | undefined) => NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];

const sent = async (world: World, subvaction: string) =>
  (await world.simulator.control.journal()).calls.filter(
    ({ action, params }) => action === "vm_snapshot" && params.subvaction === subvaction,
  );
/** As this master's lists name them. */
async function namesOf({ simulator: { control } }: World, vmid: string): Promise<string[]> {
  const { dialect } = await control.settings();
  return (await control.backups(vmid))
    .filter(({ backuptype }) => backuptype === "1")
    .map(({ id, name }) => (dialect.snapshots === "other" ? `checkpoint-${id}` : name));
}

const button = (within: Page | Locator, name: string) => within.getByRole("button", { name, exact: true });
const outcome = (page: Page) => page.locator("[data-host] [data-outcome]").first();
const rowOf = (page: Page, name: string) => page.locator(`[data-snapshot="${name}"]`);

test.beforeEach(async ({ world, enter }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ userId: "10001" }));
});

test("Create snapshot: made with the customer's name for it, its progress seen, and the key off with the reason at the limit", async ({
  page,
  world,
  locale,
}) => {
  const names = namesFor(locale);
  await page.goto("/hosts/101/snapshots");
  await expect(page.locator("[data-snapshot]")).toHaveCount(2);
  await button(page, names.create).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByLabel(names.name, { exact: true }).fill("before the shop’s update");
  await button(dialog, names.create).click();
  await expect(page.locator('[data-operation="create-snapshot"]').first()).toBeVisible();
  await expect(page.locator("[data-snapshot]")).toHaveCount(3);
  await expect(outcome(page)).toHaveAttribute("data-outcome", "done", { timeout: 20_000 });
  const calls = await sent(world, "create");
  expect(calls.map(({ params }) => params)).toMatchObject([{ vmid: "101", subvaction: "create" }]);
  const made = (await namesOf(world, "101")).at(-1) ?? "";
  await expect(rowOf(page, made)).toContainText("before the shop’s update");
  await expect(page.getByText(names.full)).toBeVisible();
  await expect(button(page, names.create)).toHaveAttribute("aria-disabled", "true");
  // The overview counts the same.
  const counted = page
    .locator("section")
    .getByText(/^3 (of|\/) 3$/)
    .first();
  await expect(counted).toBeVisible();
  await page.goto("/hosts/101");
  await expect(counted).toBeVisible();
});

test("Restore asks for the host's name, and is done when the hosting system is", async ({
  page,
  world,
  locale,
}) => {
  const names = namesFor(locale);
  const [wanted = ""] = await namesOf(world, "101");
  await page.goto("/hosts/101/snapshots");
  await button(rowOf(page, wanted), names.restore).click();
  const question = page.getByRole("alertdialog");
  await expect(question.locator('input[name="snapshot"]')).toHaveValue(wanted);
  await expect(question.getByRole("listitem")).toHaveCount(2);
  await question.getByRole("checkbox").uncheck();
  await question.getByRole("textbox").fill("web02");
  await expect(button(question, names.restore)).toHaveAttribute("aria-disabled", "true");
  await question.getByRole("textbox").fill("web01");
  await button(question, names.restore).click();
  // Another test's operation may stand there until this one does.
  await expect.poll(async () => (await sent(world, "revert")).length).toBe(1);
  await expect(outcome(page)).toHaveAttribute("data-outcome", "done", { timeout: 20_000 });
  expect((await sent(world, "revert")).map(({ params }) => params)).toMatchObject([
    { vmid: "101", snapshotname: wanted },
  ]);
});

test("Delete asks the same way, and the row is gone", { tag: "@one-screen" }, async ({
  page,
  world,
  locale,
}) => {
  const names = namesFor(locale);
  const [wanted = ""] = await namesOf(world, "102");
  await page.goto("/hosts/102/snapshots");
  await expect(page.getByText(names.full)).toBeVisible();
  await button(rowOf(page, wanted), names.remove).click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("textbox").fill("web02");
  await button(question, names.remove).click();
  await expect.poll(async () => (await sent(world, "del")).length).toBe(1);
  await expect(outcome(page)).toHaveAttribute("data-outcome", "done", { timeout: 20_000 });
  await expect(rowOf(page, wanted)).toHaveCount(0);
  await expect(page.getByText(names.full)).toBeHidden();
  expect((await sent(world, "del")).map(({ params }) => params)).toMatchObject([
    { vmid: "102", snapshotname: wanted },
  ]);
});

test("a name that is typed before the page's scripts run counts", { tag: "@one-screen" }, async ({
  page,
  world,
  locale,
}) => {
  const names = namesFor(locale);
  const [wanted = ""] = await namesOf(world, "102");
  let typed = () => {};
  const isTyped = new Promise<void>((resolve) => {
    typed = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await isTyped;
    await route.continue();
  });
  await page.goto("/hosts/102/snapshots", { waitUntil: "commit" });
  await button(rowOf(page, wanted), names.restore).click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("textbox").fill("web02");
  typed();
  await expect(button(question, names.restore)).not.toHaveAttribute("aria-disabled", "true");
});

test("a snapshot is renamed, and nothing is sent for it", { tag: "@one-screen" }, async ({
  page,
  world,
  locale,
}) => {
  const names = namesFor(locale);
  const [wanted = ""] = await namesOf(world, "103");
  await page.goto("/hosts/103/snapshots");
  await button(rowOf(page, wanted), names.rename).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(names.nameLabel, { exact: true }).fill("after the first set-up");
  await button(dialog, names.save).click();
  await expect(rowOf(page, wanted)).toContainText("after the first set-up");
  const calls = (await world.simulator.control.journal()).calls;
  expect(
    calls.filter(({ action, params }) => action === "vm_snapshot" && params.subvaction !== "list"),
  ).toEqual([]);
});

test("none allowed, none there and no answer are three different things", { tag: "@one-screen" }, async ({
  page,
  world,
  locale,
}) => {
  const names = namesFor(locale);
  await page.goto("/hosts/104/snapshots");
  await expect(page.getByText(names.none)).toBeVisible();
  await expect(button(page, names.create)).toHaveCount(0);
  await page.goto("/hosts/106/snapshots");
  await expect(page.getByText(names.empty)).toBeVisible();
  await world.simulator.control.addFault({
    kind: "http-status",
    status: 500,
    match: { action: "vm_snapshot" },
  });
  await page.goto("/hosts/106/snapshots");
  await expect(page.getByText(names.silent)).toBeVisible();
  await expect(page.getByText(names.empty)).toBeHidden();
});

test("an empty list in doubt is looked at again by the page itself", { tag: "@one-screen" }, async ({
  page,
  world,
  locale,
}) => {
  const names = namesFor(locale);
  await page.goto("/hosts/101/snapshots");
  await expect(page.locator("[data-snapshot]")).toHaveCount(2);
  await world.simulator.control.addFault({
    kind: "body",
    body: "",
    match: { action: "vm_snapshot", params: { subvaction: "list" } },
  });
  // What was answered a moment ago is kept for a while.
  await expect(async () => {
    await page.goto("/hosts/101/snapshots");
    await expect(page.getByText(names.doubt)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByText(names.empty)).toBeVisible({ timeout: 20_000 });
  await expect(button(page, names.create)).toBeEnabled();
});
