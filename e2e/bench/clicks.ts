import type { Page } from "@playwright/test";
import { percentile } from "../support/percentile";
import { freshContext, type Visitor } from "./browser";
import { type BenchRow, milliseconds } from "./table";

interface Click {
  what: string;
  path: string;
  /** What is pressed; the first that can be seen. */
  target: string;
}

/** The commonest ones of a customer. */
const CLICKS: Click[] = [
  { what: "a filter of the list", path: "/hosts", target: ".segments a:not([aria-current])" },
  { what: "a host's box", path: "/hosts", target: "[data-host] input[type=checkbox]" },
  { what: "a row's menu", path: "/hosts", target: "[data-host] .host-menu button" },
  { what: "a host", path: "/hosts", target: "[data-host] .host-name a" },
  { what: "the search of everything", path: "/hosts", target: "[data-find]" },
  { what: "the account's menu", path: "/hosts", target: "[data-account-menu]" },
  { what: "a power key that asks", path: "/hosts/101", target: "button[command=show-modal]" },
  { what: "the menu of force", path: "/hosts/101", target: "article [aria-haspopup=menu]" },
  { what: "another page of a host", path: "/hosts/101", target: "article nav a[href$=network]" },
  {
    what: "another range",
    path: "/hosts/101/monitor",
    target: ".monitor-bar .segments a:not([aria-current])",
  },
];
const SLOWER = 4;
const TIMES = 3;
const GOAL_MS = 100;
/** Until nothing of the page's own work is left, and after a click until the browser has told of it. */
const SETTLE_MS = 3_000;
const TOLD_MS = 1_500;
/** From where a pointer stands still to its press. */
const HOVER_MS = 300;

/** From the press to the next picture, of each of the ten, with the processor slowed four times. */
export async function clickTimes(visitor: Visitor): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const click of CLICKS) {
    const times: number[] = [];
    for (let n = 0; n < TIMES; n += 1) times.push(await timeOf(visitor, click));
    const value = percentile(times, 0.5);
    rows.push({ page: click.path, what: `press ${click.what}`, value, goal: GOAL_MS, show: milliseconds });
  }
  return rows;
}

/** The longest event of the click, in steps of 8 ms as browsers tell it; what is shorter than 16 ms counts as that. */
async function timeOf(visitor: Visitor, { path, target }: Click): Promise<number> {
  const context = await freshContext(visitor);
  try {
    const page = await context.newPage();
    await page.addInitScript(noteEvents);
    const devtools = await context.newCDPSession(page);
    await page.goto(visitor.origin + path, { waitUntil: "load" });
    await page.waitForTimeout(SETTLE_MS);
    const pressed = page.locator(target).filter({ visible: true }).first();
    await pressed.scrollIntoViewIfNeeded();
    // A pointer is there before it presses, and Playwright's own look at what it hits would count as the page's work.
    await pressed.hover();
    await page.waitForTimeout(HOVER_MS);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.evaluate(() => window.sessionStorage.setItem("longest", "16"));
    await page.mouse.down();
    await page.mouse.up();
    await page.waitForTimeout(TOLD_MS);
    return await longest(page);
  } finally {
    await context.close();
  }
}

/** In the page: a click may lead to another one, so what was seen is kept for the tab. */
function noteEvents(): void {
  const PRESSED = new Set(["pointerdown", "pointerup", "click"]);
  new PerformanceObserver((list) => {
    const before = Number(window.sessionStorage.getItem("longest"));
    const seen = list.getEntries().filter(({ name }) => PRESSED.has(name));
    window.sessionStorage.setItem("longest", String(Math.max(before, ...seen.map((one) => one.duration))));
  }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
}

const longest = (page: Page) => page.evaluate(() => Number(window.sessionStorage.getItem("longest")));
