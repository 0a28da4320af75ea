/**
 * `npm run bench`: what the production build weighs and what a request costs, each figure beside its goal and the best peer's;
 * `docs/performance.md` says what they mean. Exits with 1 where one misses its goal or can't be measured. `--only PART,PART` measures some of it,
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
import { fairnessRows } from "./fairness";
import { firstOpeningRows } from "./first-openings";
import { fleetRows } from "./fleet-sync";
import { staffRows } from "./fleet-table";
import { lighthouseRows } from "./lighthouse";
import { liveRows } from "./live-latency";
import { pageWeight } from "./page-weight";
import { requestPrices } from "./request-price";
import { roundTrips } from "./round-trips";
import { steadyRows } from "./steady";
import { asData, type BenchRow, isMet, kilobytes, printTable } from "./table";

interface BenchedPage {
  path: string;
  who: "nobody" | "customer" | "staff";
  /** Seen as soon as the page has its content. */
  content: string;
  jsGoal: number | null;
  /** Of the best peer. */
  peer?: { js?: number; trips?: number };
}

const PAGES: BenchedPage[] = [
  {
    path: "/sign-in",
    who: "nobody",
    content: "input[name=password]",
    jsGoal: 150_000,
    peer: { js: 199_200, trips: 2 },
  },
  {
    path: "/hosts",
    who: "customer",
    content: "[data-host]",
    jsGoal: 195_000,
    peer: { js: 223_900, trips: 3 },
  },
  {
    path: "/hosts/101",
    who: "customer",
    content: "[data-state]",
    jsGoal: 200_000,
    peer: { js: 294_900, trips: 4 },
  },
  {
    path: "/hosts/101/monitor",
    who: "customer",
    content: "[data-state]",
    jsGoal: 295_000,
  },
  { path: "/hosts/101/network", who: "customer", content: "[data-state]", jsGoal: 200_000 },
  { path: "/account", who: "customer", content: "main h1", jsGoal: null },
  { path: "/admin/connection", who: "staff", content: "main h1", jsGoal: null },
];
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

const { lighthouse } = values;

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
    rows.push(await monitorRow(visitor.origin, cookies.customer, "a month, gzip", 30, 12_500));
    rows.push(await monitorRow(visitor.origin, cookies.customer, "a day, gzip", 1, 13_000));
    return rows;
  });

/** The figures of so many days: eight series in as many points as a wide screen shows. */
async function monitorRow(
  origin: string,
  cookie: string | null,
  what: string,
  days: number,
  goal: number,
): Promise<BenchRow> {
  const to = Math.floor(Date.now() / 1_000);
  const url = `${origin}/api/hosts/101/monitor?from=${to - days * 86_400}&to=${to}&points=900`;
  let body = "";
  do {
    body = await (await fetch(url, { headers: cookie ? { cookie } : {} })).text();
    // Days that RStack was not asked for before follow in later answers.
    await wait(500);
  } while (JSON.parse(body).pending > 0);
  const value = gzipSync(body, { level: 6 }).length;
  return { page: "/api/hosts/ID/monitor", what, value, goal, show: kilobytes };
}

const clicks = () => inBrowser((visitor, cookies) => clickTimes({ ...visitor, cookie: cookies.customer }));

const slowPhone = (folder: string) =>
  inWorld((origin, { customer }) =>
    lighthouseRows(folder, origin, [
      { path: "/sign-in", cookie: null, peerLcpMs: 2_506 },
      { path: "/hosts", cookie: customer, peerLcpMs: 2_742 },
      { path: "/hosts/101", cookie: customer, peerLcpMs: 4_118 },
    ]),
  );

const accessibility = (folder: string) =>
  inWorld((origin, cookies) => accessibilityRows(folder, origin, cookies, new RegExp(values.pages)));

/** Lighthouse's are measured where it was said where that is. */
const PARTS: Record<string, () => Promise<BenchRow[]>> = {
  weights,
  prices: requestPrices,
  fairness: fairnessRows,
  clicks,
  live: liveRows,
  openings: firstOpeningRows,
  fleet: () => fleetRows(Number(values.hosts)),
  staff: () => staffRows(Number(values.hosts)),
  steady: () => steadyRows(Number(values.minutes)),
  ...(lighthouse
    ? { lighthouse: () => slowPhone(lighthouse), accessibility: () => accessibility(lighthouse) }
    : {}),
};

/** A part that can't be measured is said, keeps none of the others, and fails the bench. */
async function measured(what: string, measure: () => Promise<BenchRow[]>): Promise<BenchRow[]> {
  try {
    return await measure();
  } catch (error) {
    console.error(`The part "${what}" could not be measured:`, error);
    process.exitCode = 1;
    return [];
  }
}

async function main() {
  const wanted = values.only?.split(",") ?? Object.keys(PARTS);
  const unknown = wanted.filter((part) => !(part in PARTS));
  if (unknown.length > 0) {
    throw new Error(`There is no part ${unknown.join(", ")}; there are: ${Object.keys(PARTS).join(", ")}`);
  }
  const rows: BenchRow[] = [];
  for (const [part, measure] of Object.entries(PARTS)) {
    if (wanted.includes(part)) rows.push(...(await measured(part, measure)));
  }
  printTable(rows);
  writeFileSync(values.json, `${JSON.stringify(asData(rows), null, 2)}\n`);
  const missed = rows.filter((row) => !isMet(row)).length;
  console.log(`\n${rows.length} figures, ${missed} missed their goal; in ${values.json} as well`);
  if (missed > 0) process.exitCode = 1;
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
    row("CSS, gzip", weight.cssBytes, null, kilobytes),
    row("document, gzip", weight.documentBytes, null, kilobytes),
    row("in all, gzip", weight.jsBytes + weight.cssBytes + weight.documentBytes, null, kilobytes),
    row("web fonts", weight.fonts, 0, count),
    row("other origins", weight.foreign, 0, count),
    row("data requests after it", weight.dataRequests, 1, count),
    row("pages prefetched", weight.prefetches, null, count),
    row("round trips to content", trips, TRIPS_GOAL, (n) => n.toFixed(2), page.peer?.trips),
  ];
}

void main();
