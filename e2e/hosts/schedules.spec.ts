import type { Page } from "@playwright/test";
import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";

/** Scripts rely on these words, so they are written down here. */
const NAMES = {
  en: {
    tab: "Schedules",
    addSnapshots: "New snapshot schedule",
    submitSnapshots: "Create snapshot schedule",
    addPower: "New power schedule",
    submitPower: "Create power schedule",
    action: "Action",
    stop: "Stop",
    keep: "Snapshots to keep",
    clock: "Time",
    zone: "Time zone",
    workdays: ["Mon", "Tue", "Wed", "Thu", "Fri"],
    weekdays: /Mon, Tue, Wed, Thu, Fri at 04:30/,
    daily: "Every day at 03:00",
    keeps: "Keeps its latest 2 snapshots",
    never: "Not yet",
    change: "Edit",
    save: "Save",
    pause: /^Pause: /,
    resume: /^Resume: /,
    remove: /^Remove: /,
    paused: "Paused",
    done: "Done",
    bySchedule: "a schedule",
    none: "No snapshot schedules yet.",
    readOnly: /The customer creates and changes schedules/,
  },
  "zh-CN": {
    tab: "定时任务",
    addSnapshots: "新建快照任务",
    submitSnapshots: "创建快照任务",
    addPower: "新建开关机任务",
    submitPower: "创建开关机任务",
    action: "操作",
    stop: "关机",
    keep: "保留份数",
    clock: "时间",
    zone: "时区",
    workdays: ["周一", "周二", "周三", "周四", "周五"],
    weekdays: /周一.*周五 04:30/,
    daily: "每天 03:00",
    keeps: "保留最近 2 个快照",
    never: "尚未运行",
    change: "编辑",
    save: "保存",
    pause: /^暂停：/,
    resume: /^恢复：/,
    remove: /^删除：/,
    paused: "已暂停",
    done: "已完成",
    bySchedule: "定时任务",
    none: "还没有快照任务。",
    readOnly: /定时任务由客户创建和更改/,
  },
} as const;
const namesFor = (locale: string | undefined) => NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];

const open = (page: Page, title: string) => page.locator("summary", { hasText: title }).click();
const card = (page: Page, title: string) =>
  page.locator("section.card", { has: page.locator("summary", { hasText: title }) });

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

test("schedules are made, changed, paused and removed, with what comes next", async ({
  page,
  world,
  enter,
  locale,
}) => {
  const names = namesFor(locale);
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/104/snapshots");
  await page.getByRole("link", { name: names.tab, exact: true }).click();
  await expect(page).toHaveURL(/\/hosts\/104\/schedules$/);
  await expect(page.getByText(names.none)).toBeVisible();

  // No day is no schedule, and what was typed stays.
  const snapshots = card(page, names.addSnapshots);
  await open(page, names.addSnapshots);
  const form = snapshots.locator("form").last();
  await form.getByLabel(names.keep, { exact: true }).fill("2");
  await form.getByLabel(names.zone, { exact: true }).selectOption("Europe/Berlin");
  await expect(form.getByLabel(names.keep, { exact: true })).toHaveValue("2");
  await form.getByRole("button", { name: names.submitSnapshots, exact: true }).click();

  const made = page.locator("[data-schedule]").first();
  await expect(made).toContainText(names.daily);
  await expect(made).toContainText("Europe/Berlin");
  await expect(made).toContainText(names.keeps);
  await expect(made).toContainText(names.never);
  await expect(made.locator("time").first()).toHaveAttribute("datetime", /T0[12]:00:00/);

  await made.locator("summary", { hasText: names.change }).click();
  await made.getByLabel(names.clock, { exact: true }).fill("04:30");
  for (const day of names.workdays) await made.getByLabel(day, { exact: true }).check();
  await made.getByRole("button", { name: names.save, exact: true }).click();
  await expect(made).toContainText(names.weekdays);

  await made.getByRole("button", { name: names.pause }).click();
  await expect(made.getByText(names.paused, { exact: true })).toBeVisible();
  await made.getByRole("button", { name: names.resume }).click();
  await expect(made.getByText(names.paused, { exact: true })).toBeHidden();

  await open(page, names.addPower);
  const power = card(page, names.addPower).locator("form").last();
  await power.getByLabel(names.action, { exact: true }).selectOption({ label: names.stop });
  await power.getByRole("button", { name: names.submitPower, exact: true }).click();
  await expect(page.locator("[data-schedule]")).toHaveCount(2);

  await made.getByRole("button", { name: names.remove }).click();
  await expect(page.locator("[data-schedule]")).toHaveCount(1);
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
  await page.goto("/hosts/102/schedules");
  await open(page, names.addPower);
  const power = card(page, names.addPower).locator("form").last();
  await power.getByLabel(names.action, { exact: true }).selectOption({ label: names.stop });
  await power.getByRole("button", { name: names.submitPower, exact: true }).click();
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
  const row = page.locator("main li").filter({ hasText: names.stop }).filter({ hasText: names.bySchedule });
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
    await page.goto(`/hosts/${id}/schedules`);
    await open(page, names.addPower);
    await page.getByRole("button", { name: names.submitPower, exact: true }).click();
    await expect(page.locator("[data-schedule]")).toHaveCount(1);
    await page.getByRole("button", { name: names.remove }).click();
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
  await page.goto("/hosts/104/schedules");
  await expect(page.getByText(names.readOnly)).toBeVisible();
  await expect(page.locator("summary", { hasText: names.addPower })).toHaveCount(0);
});
