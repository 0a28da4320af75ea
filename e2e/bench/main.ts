/** `npm run bench`: what the production build weighs and how fast it answers, beside its goals. `--scripts` lists them. */
import { signInByForm } from "../support/wire";
import { PASSWORD, startWorld, USUAL_WAITS, type World } from "../support/world";
import { launch, type Visitor } from "./browser";
import { pageSpeed } from "./page-speed";
import { pageWeight } from "./page-weight";
import { roundTrips } from "./round-trips";
import { type BenchRow, kilobytes, milliseconds, printTable } from "./table";

interface BenchedPage {
  path: string;
  who: "nobody" | "customer" | "staff";
  /** Seen as soon as the page has its content. */
  content: string;
  jsGoal: number | null;
  /** Of scripts, styles and document together. */
  allGoal?: number;
  perSecondGoal?: number;
}

const PAGES: BenchedPage[] = [
  { path: "/sign-in", who: "nobody", content: "input[name=password]", jsGoal: 145_000 },
  { path: "/hosts", who: "customer", content: "[data-host]", jsGoal: 165_000 },
  { path: "/hosts/101", who: "customer", content: "[data-state]", jsGoal: 175_000, perSecondGoal: 150 },
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
/** Of one customer's list over all the hosts of a large master: measured against a small one by a test of its own. */
const SPEED_PAGES = PAGES.filter(({ path }) => ["/hosts", "/hosts/101", "/account"].includes(path));

async function main() {
  const world = await startWorld({ env: USUAL_WAITS });
  const browser = await launch();
  try {
    const cookies = await signedIn(world);
    const rows: BenchRow[] = [];
    for (const page of PAGES) {
      rows.push(...(await browserRows({ browser, origin: world.url, cookie: cookies[page.who] }, page)));
    }
    for (const page of SPEED_PAGES) {
      rows.push(...(await speedRows(world, page, cookies[page.who])));
    }
    printTable(rows);
  } finally {
    await browser.close();
    await world.stop();
  }
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
  if (process.argv.includes("--scripts")) {
    console.log(page.path, weight.scripts.map(({ name, bytes }) => `\n  ${bytes} ${name}`).join(""));
  }
  const row = (what: string, value: number, goal: number | null, show: BenchRow["show"]): BenchRow => {
    return { page: page.path, what, value, goal, show };
  };
  const count = String;
  return [
    row("JavaScript, gzip", weight.jsBytes, page.jsGoal, kilobytes),
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
    row("round trips to content", trips, TRIPS_GOAL, (n) => n.toFixed(2)),
  ];
}

async function speedRows(world: World, page: BenchedPage, cookie: string | null): Promise<BenchRow[]> {
  const { control } = world.simulator;
  const since = (await control.journal()).last;
  const speed = await pageSpeed(world.url + page.path, cookie, world.panel.process.pid);
  const calls = (await control.journal({ since })).calls.filter(({ action }) => action !== "user");
  const perSecond = { value: speed.perSecond, goal: page.perSecondGoal ?? null, least: true };
  return [
    { page: page.path, what: "warm, median", value: speed.medianMs, goal: null, show: milliseconds },
    { page: page.path, what: "warm, p95", value: speed.p95Ms, goal: 250, show: milliseconds },
    { page: page.path, what: "pages a second", ...perSecond, show: (n) => n.toFixed(0) },
    ...(speed.cpuMs === null
      ? []
      : [
          {
            page: page.path,
            what: "the panel's processor time",
            value: speed.cpuMs,
            goal: null,
            show: milliseconds,
          },
        ]),
    { page: page.path, what: "calls of the master for them", value: calls.length, goal: null, show: String },
  ];
}

void main();
