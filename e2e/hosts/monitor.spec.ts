import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";
import type { World } from "../support/world";

const HOST = "101";
const OFF = "109";
const DAY = 86_400_000;

const text = (locale: string | undefined, en: string, zh: string) => (locale?.startsWith("zh") ? zh : en);
/** Days are read with the least of priorities: how soon hangs on what else the panel asks for. */
const READ = { timeout: 30_000 };
/** Of a host without a data disk. */
const LINES = 6;
const drawn = (page: Page) => page.locator(".recharts-area-curve, .recharts-line-curve");
const charts = (page: Page) => page.locator(".recharts-surface");
const gaps = (page: Page) => charts(page).first().locator(".monitor-gap");
const tip = (page: Page) => page.locator("[data-tip]");

async function asked(world: World, vmid = HOST) {
  const { calls } = await world.simulator.control.journal({ action: "vm_monitor", vmid });
  return calls.map(({ params, at }) => ({ day: params.yyyymmdd ?? "", at }));
}

/** How many days of samples an address asks for. */
function daysOf(address: string): number {
  const { pathname, searchParams } = new URL(address);
  const [from, to] = [searchParams.get("from"), searchParams.get("to")].map(Number);
  return pathname.endsWith("/monitor") ? ((to ?? 0) - (from ?? 0)) / 86_400 : 0;
}

/** A day of the master, which is eight hours ahead of UTC. */
const masterDay = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll("-", "");

test.beforeEach(async ({ world }) => {
  await world.simulator.control.removeFaults();
  await world.simulator.control.reset({ fleet: "demo" });
});

test("a lone spike and a half-hour gap are seen, in a day and in a month", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
  locale,
}) => {
  // A host of its own: what other tests have had read of a day is not read again.
  const id = "9101";
  await world.simulator.control.addHost({ id, userid: "10001", vmname: `spiky${id}` });
  const spike = Math.floor((Date.now() - 6 * 3_600_000) / 60_000) * 60_000;
  await world.simulator.control.markMonitor(id, { from: spike, to: spike + 60_000, cpu: 98 });
  const off = spike - 4 * 3_600_000;
  await world.simulator.control.markMonitor(id, { from: off, to: off + 1_800_000 });
  await enter(await world.account({ userId: "10001" }));
  await page.goto(`/hosts/${id}`);
  await page
    .getByRole("link", { name: text(locale, "Monitor", "监控"), exact: true })
    .first()
    .click();
  await expect(drawn(page)).toHaveCount(LINES, READ);
  await expect(gaps(page)).toHaveCount(1);
  await expect(page.getByText(text(locale, "off or no data", "关机或无数据"))).toBeVisible();
  await expect.poll(() => highestPixel(page)).toBeLessThan(0.12);

  const month = page.waitForResponse((answer) => daysOf(answer.url()) > 28);
  await page.getByRole("link", { name: text(locale, "30 d", "30 天"), exact: true }).click();
  await expect(page).toHaveURL(/range=30d/);
  // Until the first answer the day still stands there.
  await month;
  await expect(page.getByText(text(locale, "Loading", "正在加载另外"))).toHaveCount(0, {
    timeout: 30_000,
  });
  await expect(gaps(page)).toHaveCount(1);
  const box = await gaps(page).boundingBox();
  expect(box?.width ?? 0).toBeGreaterThan(0.5);
  await expect.poll(() => highestPixel(page)).toBeLessThan(0.12);
});

/** How far from the top, as a share of the lane, the CPU line or its band comes. */
async function highestPixel(page: Page): Promise<number> {
  const plot = await charts(page).first().boundingBox();
  const tops = await charts(page)
    .first()
    .locator(".recharts-area-area")
    .evaluateAll((areas) => areas.map((area) => area.getBoundingClientRect().top));
  return plot && tops.length > 0 ? (Math.min(...tops) - plot.y) / plot.height : 1;
}

test("each past day is asked for once ever, today once a minute for two viewers", {
  tag: ["@one-screen", "@drill"],
}, async ({ page, world, signIn, browser, locale, enter }) => {
  // A host of its own: what other tests have had read of a day is not read again.
  const { id: other } = await world.simulator.control.addHost({ userid: "10001", vmname: "days" });
  await enter(await world.account({ userId: "10001" }));
  const second = await browser.newContext({ baseURL: world.url, ...(locale ? { locale } : {}) });
  const page2 = await second.newPage();
  await signIn(await world.account({ userId: "10001" }), undefined, page2);
  for (const one of [page, page2]) {
    await one.goto(`/hosts/${other}/monitor?range=30d`);
  }
  const coming = text(locale, "Loading", "正在加载另外");
  for (const one of [page, page2]) {
    await expect(drawn(one)).toHaveCount(LINES, READ);
    await expect(one.getByText(coming)).toHaveCount(0, { timeout: 40_000 });
    await one.reload();
    await expect(drawn(one)).toHaveCount(LINES, READ);
  }
  const calls = await asked(world, other);
  const today = masterDay(Date.now());
  const past = calls.map(({ day }) => day).filter((day) => day !== today);
  expect(past.length).toBeGreaterThanOrEqual(29);
  expect(new Set(past).size).toBe(past.length);
  const times = calls.filter(({ day }) => day === today).map(({ at }) => at);
  // None where somebody's list asked for it less than a minute ago.
  times.slice(1).forEach((at, before) => {
    expect(at - (times[before] ?? 0)).toBeGreaterThan(59_000);
  });
  await second.close();
});

test("the crosshair by mouse, finger and key; a range by dragging and back; the address keeps all of it", async ({
  page,
  world,
  enter,
  locale,
  hasTouch,
}) => {
  // A host of its own: one that another test handed over and back has no yesterday.
  const { id } = await world.simulator.control.addHost({ userid: "10001", vmname: "crosshair" });
  await enter(await world.account({ userId: "10001" }));
  await page.goto(`/hosts/${id}/monitor`);
  await expect(drawn(page)).toHaveCount(LINES, READ);
  const slider = page.getByRole("slider");
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  const first = await slider.getAttribute("aria-valuetext");
  expect(first).toMatch(/CPU .*%/);
  // Which figure is which, without the picture.
  expect(first).toMatch(new RegExp(text(locale, "Read .*Write .*In .*Out ", "读 .*写 .*入 .*出 ")));
  await page.keyboard.press("Shift+ArrowLeft");
  expect(await slider.getAttribute("aria-valuetext")).not.toBe(first);
  await expect(tip(page)).toBeVisible();
  const crosshairs = page.locator(".recharts-tooltip-cursor");
  await expect(crosshairs).toHaveCount(4);

  await page.keyboard.press("+");
  await expect(page).toHaveURL(/from=\d+&to=\d+/);
  await expect(page.getByRole("button", { name: text(locale, "Reset zoom", "还原缩放") })).toBeVisible();
  await page.reload();
  await expect(page).toHaveURL(/from=\d+&to=\d+/);
  await expect(drawn(page)).toHaveCount(LINES, READ);
  await page.getByRole("button", { name: text(locale, "Reset zoom", "还原缩放") }).click();
  await expect(page).not.toHaveURL(/from=/);

  const plot = charts(page).first();
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  const [x, y] = [box?.x ?? 0, (box?.y ?? 0) + 60];
  if (hasTouch) {
    // A tap would do, but for the mouse that the browser has at 0,0 and moves back there.
    const finger = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove", at: number) =>
      finger.send("Input.dispatchTouchEvent", { type, touchPoints: [{ x: at, y }] });
    await touch("touchStart", x + 100);
    await touch("touchMove", x + 130);
    await touch("touchMove", x + 160);
    await expect(crosshairs).toHaveCount(4);
  } else {
    await page.mouse.move(x + 200, y);
    await expect(crosshairs).toHaveCount(4);
    await expect(tip(page)).toBeVisible();
    await page.mouse.down();
    await page.mouse.move(x + 400, y, { steps: 4 });
    await expect(page.locator(".monitor-chosen")).toHaveCount(4);
    await page.mouse.up();
    await expect(page).toHaveURL(/from=\d+&to=\d+/);
    await page.mouse.dblclick(x + 300, y);
    await expect(page).not.toHaveURL(/from=/);
  }

  // Kept from when a day could be chosen.
  const yesterday = new Date(Date.now() - DAY).toISOString().slice(0, 10);
  await page.goto(`/hosts/${id}/monitor?day=${yesterday}`);
  await expect(drawn(page)).toHaveCount(LINES, READ);
});

test("the same as a file that a spreadsheet can open", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
  locale,
}) => {
  await enter(await world.account({ userId: "10001" }));
  await page.goto(`/hosts/${HOST}/monitor`);
  await expect(drawn(page)).toHaveCount(LINES, READ);
  const arriving = page.waitForEvent("download");
  await page.getByRole("link", { name: /CSV/ }).click();
  const download = await arriving;
  expect(download.suggestedFilename()).toMatch(/^host-101-\d{4}-\d\d-\d\d\.csv$/);
  const lines = readFileSync(await download.path(), "utf8").split("\r\n");
  expect(lines[0]).toContain(text(locale, "CPU (%)", "CPU（%）"));
  expect(lines.length).toBeGreaterThan(1_400);
  expect(lines[1]).toMatch(/^"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d",[\d.]+,/);
});

test(
  "off, no answer and not read yet are three different things",
  { tag: "@one-screen" },
  async ({ page, world, enter, locale }, info) => {
    const { control } = world.simulator;
    await enter(await world.account({ userId: "10001" }));
    await page.goto(`/hosts/${OFF}/monitor`);
    await expect(
      page.getByRole("heading", { name: text(locale, "This host is off", "主机已关机") }),
    ).toBeVisible();

    // A host that nobody had before and no list has drawn, and a wait well below the limit of a query.
    const id = info.project.name.startsWith("phone") ? "9104" : "9103";
    await control.addHost({ id, userid: "10001", vmname: `slow${id}` });
    await control.addFault({ kind: "delay", delayMs: 5_000, match: { action: "vm_monitor", vmid: id } });
    // On a busy machine the whole page may take longer than the wait.
    await page.goto(`/hosts/${id}/monitor`, { waitUntil: "commit" });
    await expect(page.getByText(text(locale, "Loading…", "正在读取…"))).toBeVisible();
    await control.removeFaults();
    await expect(drawn(page)).toHaveCount(LINES, { timeout: 30_000 });

    await control.addFault({ kind: "reset" });
    await page.reload();
    await expect(page.getByText(text(locale, "Data up to", "数据截至")).first()).toBeVisible({
      timeout: 20_000,
    });
    await expect(drawn(page)).toHaveCount(LINES, READ);
    await control.removeFaults();
    await expect(page.getByText(text(locale, "Data up to", "数据截至"))).toHaveCount(0, {
      timeout: 45_000,
    });
  },
);

test("nothing of somebody else's, nothing that is loose", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
}) => {
  await enter(await world.account({ userId: "10001" }));
  const now = Math.floor(Date.now() / 1000);
  const get = (id: string, query: string) => page.request.get(`/api/hosts/${id}/monitor?${query}`);
  const range = `from=${now - 3_600}&to=${now}`;
  const answer = await get(HOST, `${range}&points=400`);
  expect(answer.status()).toBe(200);
  expect(answer.headers()["cache-control"]).toBe("no-store");
  expect((await get("202", range)).status()).toBe(404);
  expect((await get(HOST, `${range}&points=99999`)).status()).toBe(400);
  expect((await get(HOST, `from=${now - 40 * 86_400}&to=${now}`)).status()).toBe(400);
  expect((await get(HOST, range.replace("to=", "to=x"))).status()).toBe(400);
});

test("hosts are shown with room for their drawings while RStack is silent on samples", {
  tag: "@one-screen",
}, async ({ page, world, enter }) => {
  await world.simulator.control.addFault({ kind: "silence", match: { action: "vm_monitor" } });
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts");
  await expect(page.locator("[data-host='107']")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "CPU" })).toBeVisible();
  await page.goto("/hosts/107");
  await expect(page.locator("[data-figure]")).toHaveCount(4);
  await world.simulator.control.removeFaults();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("a line leads to the figures of the last day, and no key that does nothing is there", {
    tag: "@one-screen",
  }, async ({ page, world, enter }) => {
    await enter(await world.account({ userId: "10001" }));
    await page.goto(`/hosts/${HOST}/monitor`);
    const line = page.locator("main").getByText("The charts need JavaScript.");
    await expect(line).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Range" })).toBeHidden();
    const [file] = await Promise.all([page.waitForEvent("download"), line.getByRole("link").click()]);
    expect(readFileSync(await file.path(), "utf8").split("\r\n")[0]).toContain("CPU (%)");
  });
});
