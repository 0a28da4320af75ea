/**
 * `npm run bench`: what the production build weighs and what a request costs, each figure beside its goal and the best peer's;
 * `docs/performance.md` says what they mean. Exits with 0 whatever it finds. `--only PART,PART` measures some of it,
 * `--minutes N` says how long the steady load lasts, `--hosts N` how large the fleet is, `--lighthouse FOLDER` where
 * Lighthouse was installed, `--pages PATTERN` at which pages accessibility looks, `--scripts` lists the scripts, `--json FILE`
 * says where the figures go.
 */
import { writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { signInByForm } from "../support/wire";
import { PASSWORD, startWorld, USUAL_WAITS, type World } from "../support/world";
import { accessibilityRows } from "./accessibility";
import { launch, type Visitor } from "./browser";
import { clickTimes } from "./clicks";
import { firstOpeningRows } from "./first-openings";
import { fleetRows } from "./fleet-sync";
import { lighthouseRows } from "./lighthouse";
import { pageWeight } from "./page-weight";
import { requestPrices } from "./request-price";
import { roundTrips } from "./round-trips";
import { steadyRows } from "./steady";
import { asData, type BenchRow, kilobytes, printTable } from "./table";

interface BenchedPage {
  path: string;
  who: "nobody" | "customer" | "staff";
  /** Seen as soon as the page has its content. */
  content: string;
  jsGoal: number | null;
  /** Of scripts, styles and document together. */
  allGoal?: number;
  /** Of the best peer. */
  peer?: { js?: number; trips?: number };
}

const PAGES: BenchedPage[] = [
  {
    path: "/sign-in",
    who: "nobody",
    content: "input[name=password]",
    jsGoal: 145_000,
    peer: { js: 199_200, trips: 2 },
  },
  {
    path: "/hosts",
    who: "customer",
    content: "[data-host]",
    jsGoal: 165_000,
    peer: { js: 223_900, trips: 3 },
  },
  {
    path: "/hosts/101",
    who: "customer",
    content: "[data-state]",
    jsGoal: 175_000,
    peer: { js: 294_900, trips: 4 },
  },
  {
    path: "/hosts/101/monitor",
    who: "customer",
    content: "[data-state]",
    jsGoal: null,
    allGoal: 300_000,
  },
  { path: "/hosts/101/network", who: "customer", content: "[data-state]", jsGoal: 175_000 },
  { path: "/account", who: "customer", content: "main h1", jsGoal: null },
  { path: "/admin/connection", who: "staff", content: "main h1", jsGoal: null },
];
const CSS_GOAL = 12_000;
const TRIPS_GOAL = 1.2;
const { values } = parseArgs({
  options: {
    scripts: { type: "boolean", default: false },
    json: { type: "string", default: "bench.json" },
    only: { type: "string" },
    minutes: { type: "string", default: "10" },
    hosts: { type: "string", default: "50000" },
    lighthouse: { type: "string" },
    pages: { type: "string", default: "" },
  },
});

type Cookies = Record<BenchedPage["who"], string | null>;

/** In a world of its own, with everybody signed in. */
async function inWorld(
  measure: (origin: string, cookies: Cookies) => Promise<BenchRow[]>,
): Promise<BenchRow[]> {
  const world = await startWorld({ env: USUAL_WAITS });
  try {
    return await measure(world.url, await signedIn(world));
  } finally {
    await world.stop();
  }
}

async function inBrowser(
  measure: (visitor: Omit<Visitor, "cookie">, cookies: Cookies) => Promise<BenchRow[]>,
) {
  return inWorld(async (origin, cookies) => {
    const browser = await launch();
    try {
      return await measure({ browser, origin }, cookies);
    } finally {
      await browser.close();
    }
  });
}

const weights = () =>
  inBrowser(async (visitor, cookies) => {
    const rows: BenchRow[] = [];
    for (const page of PAGES) {
      rows.push(...(await browserRows({ ...visitor, cookie: cookies[page.who] }, page)));
    }
    rows.push(await monthRow(visitor.origin, cookies.customer));
    return rows;
  });

/** The figures of a month: eight series in as many points as a wide screen shows. */
async function monthRow(origin: string, cookie: string | null): Promise<BenchRow> {
  const to = Math.floor(Date.now() / 1_000);
  const url = `${origin}/api/hosts/101/monitor?from=${to - 30 * 86_400}&to=${to}&points=900`;
  let body = "";
  do {
    body = await (await fetch(url, { headers: cookie ? { cookie } : {} })).text();
    // Days that RStack was not asked for before follow in later answers.
    await wait(500);
  } while (JSON.parse(body).pending > 0);
  const bytes = gzipSync(body, { level: 6 }).length;
  return {
    page: "/api/hosts/ID/monitor",
    what: "a month, gzip",
    value: bytes,
    goal: 12_500,
    show: kilobytes,
  };
}

const clicks = () => inBrowser((visitor, cookies) => clickTimes({ ...visitor, cookie: cookies.customer }));

/** In a world of its own, where it was said where Lighthouse is. */
async function byLighthouse(
  measure: (folder: string, origin: string, cookies: Cookies) => Promise<BenchRow[]>,
): Promise<BenchRow[]> {
  const { lighthouse } = values;
  if (!lighthouse) {
    console.error("Lighthouse was not asked: install it somewhere, and say where by --lighthouse FOLDER");
    return [];
  }
  return inWorld((origin, cookies) => measure(lighthouse, origin, cookies));
}

const slowPhone = () =>
  byLighthouse((folder, origin, { customer }) =>
    lighthouseRows(folder, origin, [
      judged("/sign-in", null, 1_200, 100, 2_506),
      judged("/hosts", customer, 1_400, 200, 2_742),
      judged("/hosts/101", customer, 2_000, 200, 4_118),
    ]),
  );

const accessibility = () =>
  byLighthouse((folder, origin, cookies) =>
    accessibilityRows(folder, origin, cookies, new RegExp(values.pages)),
  );

const judged = (path: string, cookie: string | null, lcpMs: number, tbtMs: number, peerLcpMs: number) => ({
  ...{ path, cookie, peerLcpMs },
  goals: { performance: 97, lcpMs, tbtMs },
});

const PARTS: Record<string, () => Promise<BenchRow[]>> = {
  weights,
  prices: requestPrices,
  clicks,
  lighthouse: slowPhone,
  accessibility,
  openings: firstOpeningRows,
  fleet: () => fleetRows(Number(values.hosts)),
  steady: () => steadyRows(Number(values.minutes)),
};

/** A part that can't be measured is said, and keeps none of the others. */
async function measured(what: string, measure: () => Promise<BenchRow[]>): Promise<BenchRow[]> {
  try {
    return await measure();
  } catch (error) {
    console.error(`The part "${what}" could not be measured:`, error);
    return [];
  }
}

async function main() {
  const wanted = values.only?.split(",") ?? Object.keys(PARTS);
  const rows: BenchRow[] = [];
  for (const [part, measure] of Object.entries(PARTS)) {
    if (wanted.includes(part)) rows.push(...(await measured(part, measure)));
  }
  printTable(rows);
  writeFileSync(values.json, `${JSON.stringify(asData(rows), null, 2)}\n`);
  console.log(`\n${rows.length} figures, in ${values.json} as well`);
}

async function signedIn(world: World): Promise<Cookies> {
  const cookie = async (username: string) => signInByForm(world.url, username, PASSWORD);
  return {
    nobody: null,
    customer: await cookie(await world.account({ userId: "10001" })),
    staff: await cookie(await world.account({ role: "admin" })),
  };
}

async function browserRows(visitor: Visitor, page: BenchedPage): Promise<BenchRow[]> {
  const weight = await pageWeight(visitor, page.path);
  const trips = await roundTrips(visitor, page.path, page.content);
  if (values.scripts) {
    console.log(page.path, weight.scripts.map(({ name, bytes }) => `\n  ${bytes} ${name}`).join(""));
  }
  const row = (
    what: string,
    value: number,
    goal: number | null,
    show: BenchRow["show"],
    peer?: number,
  ): BenchRow => ({ page: page.path, what, value, goal, show, peer });
  const count = String;
  return [
    row("JavaScript, gzip", weight.jsBytes, page.jsGoal, kilobytes, page.peer?.js),
    row("CSS, gzip", weight.cssBytes, CSS_GOAL, kilobytes),
    row("document, gzip", weight.documentBytes, null, kilobytes),
    row(
      "in all, gzip",
      weight.jsBytes + weight.cssBytes + weight.documentBytes,
      page.allGoal ?? null,
      kilobytes,
    ),
    row("web fonts", weight.fonts, 0, count),
    row("other origins", weight.foreign, 0, count),
    row("data requests after it", weight.dataRequests, 1, count),
    row("pages prefetched", weight.prefetches, null, count),
    row("round trips to content", trips, TRIPS_GOAL, (n) => n.toFixed(2), page.peer?.trips),
  ];
}

void main();
