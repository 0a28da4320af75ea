import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import base from "../../playwright.config";
import { freePort } from "../support/panel-process";
import { percentile } from "../support/percentile";
import { cookiesOf } from "../support/world";
import { type BenchRow, milliseconds } from "./table";

interface Report {
  finalDisplayedUrl: string;
  /** Why it looked at nothing, such as a page that answers 404 or 503. */
  runtimeError?: { code: string; message: string };
  categories: Record<string, { score: number | null }>;
  audits: Record<string, Audit>;
}
interface Audit {
  /** From 0 to 1; null where it doesn't apply or only a person can tell. */
  score: number | null;
  scoreDisplayMode: string;
  numericValue?: number;
  details?: { items?: { node?: { selector?: string } }[] };
}
type Lighthouse = (url: string, flags: object) => Promise<{ lhr: Report } | undefined>;
/** What it says of a page; undefined where it couldn't look. */
type Judge = (url: string, cookie: string | null, flags: object) => Promise<Report | undefined>;

interface Judged {
  path: string;
  cookie: string | null;
  /** The largest paint of the best peer. */
  peerLcpMs: number;
}

const TIMES = 3;
const PERFORMANCE_GOAL = 95;
const PAINT_GOAL_MS = 2_000;
const BLOCKED_GOAL_MS = 200;
const CATEGORIES = ["performance", "accessibility", "best-practices"];

/**
 * With a browser of its own while `use` runs. Lighthouse is no package of the panel's: `folder` is where it was installed, such
 * as by `npm install --prefix FOLDER lighthouse`.
 */
export async function withLighthouse<T>(folder: string, use: (judge: Judge) => Promise<T>): Promise<T> {
  const file = createRequire(path.resolve(folder, "x.js")).resolve("lighthouse");
  const { default: lighthouse } = (await import(pathToFileURL(file).href)) as { default: Lighthouse };
  const port = await freePort();
  const launch = base.use?.launchOptions;
  const browser = await chromium.launch({
    ...launch,
    args: [...(launch?.args ?? []), `--remote-debugging-port=${port}`],
  });
  // Of the browser's own context, in which Lighthouse opens its pages.
  const cookieJar = await browser.newBrowserCDPSession();
  try {
    return await use(async (url, cookie, flags) => {
      // Not as a header, which would give way to the cookies that pages set.
      await cookieJar.send("Storage.clearCookies");
      await cookieJar.send("Storage.setCookies", { cookies: cookiesOf(new URL(url).origin, cookie) });
      return (await lighthouse(url, { port, logLevel: "silent", ...flags }))?.lhr;
    });
  } finally {
    await browser.close();
  }
}

/** Lighthouse's mobile preset, the median of three. */
export const lighthouseRows = (
  folder: string,
  origin: string,
  judged: readonly Judged[],
): Promise<BenchRow[]> =>
  withLighthouse(folder, async (judge) => {
    const rows: BenchRow[] = [];
    for (const { path: page, cookie, peerLcpMs } of judged) {
      const reports: Report[] = [];
      for (let n = 0; n < TIMES; n += 1) {
        const report = await judge(origin + page, cookie, { onlyCategories: CATEGORIES });
        if (report && new URL(report.finalDisplayedUrl).pathname !== page) {
          throw new Error(`${page} led to ${report.finalDisplayedUrl}`);
        }
        if (report) reports.push(report);
      }
      const median = (of: (report: Report) => number) => percentile(reports.map(of), 0.5);
      const score = (name: string) =>
        median(({ categories }) => Math.round((categories[name]?.score ?? 0) * 100));
      const audit = (name: string) => median(({ audits }) => audits[name]?.numericValue ?? Number.NaN);
      const row = (what: string, value: number, goal: number, more: Partial<BenchRow> = {}) =>
        rows.push({ page, what, value, goal, show: (n) => n.toFixed(0), ...more });
      row("Lighthouse, performance", score("performance"), PERFORMANCE_GOAL, { least: true });
      row("Lighthouse, accessibility", score("accessibility"), 100, { least: true });
      row("Lighthouse, best practices", score("best-practices"), 100, { least: true });
      const time = { show: milliseconds };
      row("largest paint", audit("largest-contentful-paint"), PAINT_GOAL_MS, { ...time, peer: peerLcpMs });
      row("blocked main thread", audit("total-blocking-time"), BLOCKED_GOAL_MS, time);
      row("layout shift", audit("cumulative-layout-shift"), 0.01, { show: (n) => n.toFixed(3) });
    }
    return rows;
  });
