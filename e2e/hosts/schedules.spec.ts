import type { Locator, Page } from "@playwright/test";
import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";

/** Scripts rely on these words, so they are written down here. */
const NAMES = {
  en: {
    add: "Add schedule",
    action: "Action",
    stop: "Stop",
    keep: "Snapshots to keep",
    clock: "Time",
    zone: "Time zone",
    workdays: ["Mon", "Tue", "Wed", "Thu", "Fri"],
    weekdays: /Mon, Tue, Wed, Thu, Fri at 04:30/,
    daily: "Every day at 03:00",
    kept: "2 snapshots",
    never: "Not yet",
    edit: /^Edit schedule: /,
    save: "Save",
    on: /^On: /,
    remove: /^Remove: /,
    paused: "Paused",
    done: "Done",
    bySchedule: "Schedule",
    none: "No schedule yet.",
  },
  "zh-CN": {
    add: "添加计划",
    action: "操作",
    stop: "关机",
    keep: "保留份数",
    clock: "时间",
    zone: "时区",
    workdays: ["周一", "周二", "周三", "周四", "周五"],
    weekdays: /周一.*周五 04:30/,
    daily: "每天 03:00",
    kept: "2 个快照",
    never: "尚未运行",
    edit: /^编辑计划：/,
    save: "保存",
    on: /^启用：/,
    remove: /^删除：/,
    paused: "已暂停",
    done: "已完成",
    bySchedule: "计划任务",
    none: "还没有计划。",
  },
} as const;
type Names = (typeof NAMES)[keyof typeof NAMES];
const namesFor = (locale: string | undefined): Names => NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];

const button = (within: Page | Locator, name: string | RegExp) =>
  within.getByRole("button", { name, exact: true });
/** Adds a power schedule as the dialog proposes it, or of that action. */
async function addPower(page: Page, names: Names, action?: string) {
  await button(page, names.add).click();
  const dialog = page.getByRole("dialog");
  if (action) await dialog.getByLabel(names.action, { exact: true }).selectOption({ label: action });
  await button(dialog, names.add).click();
}

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  // Those of other tests on this panel.
  await inDatabase(world, "delete from schedules");
});

test("a snapshot schedule is made, changed, switched off and on, and removed", async ({
  page,
  world,
  enter,
  locale,
}) => {
  const names = namesFor(locale);
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/103/snapshots#schedule");
  await expect(page.getByText(names.none)).toBeVisible();
  await button(page, names.add).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(names.keep, { exact: true }).fill("2");
  await dialog.getByLabel(names.zone, { exact: true }).selectOption("Europe/Berlin");
  // The list of zones that the browser brings must not take back what was typed.
  await expect(dialog.getByLabel(names.keep, { exact: true })).toHaveValue("2");
  await button(dialog, names.add).click();

  const made = page.locator("[data-schedule]").first();
  await expect(made).toContainText(names.daily);
  await expect(made).toContainText(names.kept);
  await expect(made).toContainText(names.never);
  await expect(made.locator("time").first()).toHaveAttribute("datetime", /T0[12]:00:00/);

  await button(made, names.edit).click();
  await dialog.getByLabel(names.clock, { exact: true }).fill("04:30");
  for (const day of names.workdays) await dialog.getByLabel(day, { exact: true }).check();
  await button(dialog, names.save).click();
  await expect(made).toContainText(names.weekdays);

  const onOff = made.getByRole("switch", { name: names.on });
  await expect(onOff).toBeChecked();
  await onOff.click();
  await expect(made.getByText(names.paused, { exact: true })).toBeVisible();
  await expect(onOff).not.toBeChecked();
  await onOff.click();
  await expect(made.getByText(names.paused, { exact: true })).toBeHidden();

  await button(made, names.remove).click();
  await expect(page.getByText(names.none)).toBeVisible();
  expect((await world.simulator.control.journal()).effects).toEqual([]);
});

test("a run shows its result on the page and stands in the host's activity", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
  locale,
}) => {
  const names = namesFor(locale);
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/102/settings#power");
  await addPower(page, names, names.stop);
  const made = page.locator("[data-schedule]").first();
  await expect(made).toContainText(names.never);
  const id = await made.getAttribute("data-schedule");
  await inDatabase(world, "update schedules set next_at = now() where id = $1", [id]);
  await expect(async () => {
    await page.reload();
    await expect(made.locator("[data-outcome='done']")).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await expect(made.locator("[data-outcome='done']")).toHaveText(names.done);
  const { effects } = await world.simulator.control.journal();
  expect(effects.map(({ vmid, kind }) => [vmid, kind])).toEqual([["102", "stop"]]);
  await page.goto("/hosts/102/activity");
  const row = page.getByRole("row").filter({ hasText: names.stop }).filter({ hasText: names.bySchedule });
  await expect(row.first()).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("a schedule is made and removed all the same", { tag: "@one-screen" }, async ({
    page,
    world,
    enter,
    locale,
  }) => {
    const names = namesFor(locale);
    // A host of its own: other tests leave schedules behind.
    const { id } = await world.simulator.control.addHost({ userid: "10001", vmname: "planned" });
    await enter(await world.account({ userId: "10001" }));
    await page.goto(`/hosts/${id}/settings`);
    await addPower(page, names);
    await expect(page.locator("[data-schedule]")).toHaveCount(1);
    await button(page, names.remove).click();
    await expect(page.locator("[data-schedule]")).toHaveCount(0);
  });
});

test("staff read a host's schedules and can't change them", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
  locale,
}) => {
  const names = namesFor(locale);
  await enter(await world.account({ role: "admin" }));
  await page.goto("/hosts/103/snapshots");
  await expect(page.getByText(names.none)).toBeVisible();
  await expect(button(page, names.add)).toHaveCount(0);
});
