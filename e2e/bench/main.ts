/**
 * `npm run bench`: what the production build weighs and what a request costs, each figure beside its goal and the best peer's;
 * `docs/performance.md` says what they mean. Exits with 0 whatever it finds. `--scripts` lists the scripts, `--json FILE` says
 * where the figures go, `bench.json` where nothing is said.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { signInByForm } from "../support/wire";
import { PASSWORD, startWorld, USUAL_WAITS, type World } from "../support/world";
import { launch, type Visitor } from "./browser";
import { pageWeight } from "./page-weight";
import { requestPrices } from "./request-price";
import { roundTrips } from "./round-trips";
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
    allGoal: 290_000,
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
  },
});

async function weights(): Promise<BenchRow[]> {
  const browser = await launch();
  const world = await startWorld({ env: USUAL_WAITS }).catch(async (error: unknown) => {
    await browser.close();
    throw error;
  });
  try {
    const cookies = await signedIn(world);
    const rows: BenchRow[] = [];
    for (const page of PAGES) {
      rows.push(...(await browserRows({ browser, origin: world.url, cookie: cookies[page.who] }, page)));
    }
    return rows;
  } finally {
    await browser.close();
    await world.stop();
  }
}

/** A part that can't be measured is said, and keeps none of the others. */
async function measured(what: string, measure: () => Promise<BenchRow[]>): Promise<BenchRow[]> {
  try {
    return await measure();
  } catch (error) {
    console.error(`${what} could not be measured:`, error);
    return [];
  }
}

async function main() {
  const rows = [
    ...(await measured("What pages weigh", weights)),
    ...(await measured("What requests cost", requestPrices)),
  ];
  printTable(rows);
  writeFileSync(values.json, `${JSON.stringify(asData(rows), null, 2)}\n`);
  console.log(`\n${rows.length} figures, in ${values.json} as well`);
}

async function signedIn(world: World): Promise<Record<BenchedPage["who"], string | null>> {
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
