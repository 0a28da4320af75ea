import { type BrowserContext, expect, type Page } from "@playwright/test";
import type { CustomerKind } from "../../../lib/operations/command-rules";
import type { World } from "../../support/world";
import { countIn, isConsole, KINDS, press } from "./kinds";
import { send } from "./wire";
import { consoleSays, type End, endSays, type Language, shortSays } from "./words";
import { allEnded, byHost, type Case, type Customer, inLanes } from "./world";

const LANGUAGES = ["en", "zh"] as const;
/** How every token of the simulator begins. */
const TOKEN = "canary-vnctoken-";

/** At a time: more would only wait for the processor. */
const LANES = 3;

/**
 * A tab with the page of a case's kind; a console that is to be ended is open in it. It has no stream; one that is deaf
 * asks for nothing either and keeps to what the server drew, so that its keys stay on whatever happens elsewhere.
 */
export async function openTab(
  { contexts }: Customer,
  { kind, vmid, host, language }: Case,
  { isDeaf, into }: { isDeaf?: boolean; into?: Page } = {},
): Promise<Page> {
  const page = into ?? (await contexts[language].newPage());
  if (isDeaf) await page.route("**/api/**", (route) => route.abort());
  await page.goto(`/hosts/${vmid}${KINDS[kind].path}`);
  if (kind === "end-console") {
    await press("open-console", { page, vmid, host, language });
    await atNode(page);
    await page.goto(`/hosts/${vmid}${KINDS[kind].path}`);
    await expect(page.locator("[data-console='open']")).toBeVisible();
  }
  return page;
}

/** A console that was opened is the node's page in that very tab. */
export const atNode = (page: Page) => page.waitForURL(({ pathname }) => !pathname.startsWith("/hosts/"));

/** Asks, and waits for the panel's answer, which comes before the operation has ended. */
export async function ask(page: Page, { kind, ...at }: Case): Promise<void> {
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await press(kind, { page, ...at });
  await answer;
}

/**
 * Asks for each kind in turn by its page's keys; what goes on is left to itself. Consoles keep the tab that tells of
 * them, all others share a tab for each lane.
 */
export async function askAll(customer: Customer): Promise<Page[]> {
  const shared: Page[] = [];
  const tabs = await inLanes(
    customer.cases,
    async (one, lane) => {
      const page = await openTab(customer, one, { into: isConsole(one.kind) ? undefined : shared[lane] });
      if (isConsole(one.kind)) {
        await press(one.kind, { page, ...one });
      } else {
        shared[lane] = page;
        await ask(page, one);
      }
      return page;
    },
    LANES,
  );
  await Promise.all(shared.filter(Boolean).map((page) => page.close()));
  return tabs;
}

/** The tabs in which consoles are asked for; none for the other kinds. */
export const openConsoleTabs = (customer: Customer): Promise<(Page | null)[]> =>
  inLanes(
    customer.cases,
    async (one) => (isConsole(one.kind) ? openTab(customer, one, { isDeaf: true }) : null),
    LANES,
  );

/** Asks for each kind as its page's form does, but for consoles, which are asked for by their keys. */
export async function sendAll(
  world: World,
  customer: Customer,
  tabs: readonly (Page | null)[],
): Promise<void> {
  await inLanes(
    [...customer.cases.entries()],
    async ([at, one]) => {
      const page = tabs[at];
      await (page ? press(one.kind, { page, ...one }) : send(world.url, customer, one));
    },
    LANES,
  );
}

interface Ending {
  /** Of all kinds but those that `except` names. */
  end: End;
  except?: Partial<Record<CustomerKind, End>>;
  refusal?: string;
  /** How often each command came, and did something. */
  calls: number;
  effects: number;
}

const endOf = ({ end, except }: Ending, kind: CustomerKind): End => except?.[kind] ?? end;

/** The host's page and Activity say the truth in both languages, and the master's journal agrees. */
export async function expectEnding(
  world: World,
  customer: Customer,
  tabs: readonly (Page | null)[],
  ending: Ending,
) {
  const { cases, readers } = customer;
  const hosts = cases.filter(({ kind }) => !isConsole(kind));
  await expectConsoles(customer, tabs, ending);
  await allEnded(world, customer);
  for (const language of LANGUAGES) {
    const strips = await stripsOf(readers[language], language, hosts);
    expect(
      byHost(hosts, (_, at) => strips[at]),
      `the hosts' pages (${language})`,
    ).toEqual(
      byHost(hosts, ({ kind, host }) => {
        const end = endOf(ending, kind);
        // Good news is told in passing, and stands in no page.
        const says =
          end === "done" ? { title: "", detail: "" } : endSays(language, end, kind, host, ending.refusal);
        return { ...says, outcome: end };
      }),
    );
    await expectActivity(readers[language], language, cases, ending);
  }
  const journal = await world.simulator.control.journal();
  expect(
    byHost(cases, ({ kind, vmid }) => countIn(journal, kind, vmid)),
    "the master's journal",
  ).toEqual(byHost(cases, () => ({ calls: ending.calls, effects: ending.effects })));
}

/** As the server draws them, read without showing each: a page opened in a browser takes several times as long. */
async function stripsOf(context: BrowserContext, language: Language, hosts: readonly Case[]) {
  const page = await context.newPage();
  const strips = await inLanes(
    hosts,
    async ({ vmid }) => {
      const answer = await context.request.get(`/hosts/${vmid}`, {
        headers: { accept: "text/html", "accept-language": language },
      });
      return page.evaluate(readStrip, await answer.text());
    },
    LANES,
  );
  await page.close();
  return strips;
}

/** What the head of a host's page tells of its operation once that has ended. */
export const stripIn = async (page: Page) => page.evaluate(readStrip, await page.content());

/** Runs in the browser. */
function readStrip(html: string) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const banner = page.querySelector("[data-banner]");
  return {
    outcome: page.querySelector("article [data-outcome]")?.getAttribute("data-outcome") ?? null,
    title: banner?.querySelector(".font-medium")?.textContent ?? "",
    detail: banner?.querySelector(".font-medium + span")?.textContent ?? "",
  };
}

export async function expectConsoles(
  { cases }: Customer,
  tabs: readonly (Page | null)[],
  { end, refusal }: Pick<Ending, "end" | "refusal">,
) {
  for (const [at, { kind, language }] of cases.entries()) {
    const page = tabs[at];
    if (page && isConsole(kind)) {
      await (kind === "open-console" && end === "done"
        ? atNode(page)
        : expectConsole(page, consoleSays(language, end, kind, refusal)));
    }
  }
}

/** In the tab where it was asked; a token stands in none. */
export async function expectConsole(page: Page, text: string | RegExp): Promise<void> {
  await expect(page.locator("main").getByText(text)).toBeVisible({ timeout: 30_000 });
  expect(await page.content()).not.toContain(TOKEN);
}

interface Row {
  text: string;
  outcome: string;
  short: string;
  /** Its details, behind an address of their own. */
  title: string;
  why: string[];
}

async function expectActivity(
  context: BrowserContext,
  language: Language,
  cases: readonly Case[],
  ending: Ending,
) {
  const { refusal } = ending;
  const page = await context.newPage();
  await expect(async () => {
    await page.goto("/activity");
    expect(await page.locator("[data-outcome=open], [data-outcome=checking]").count()).toBe(0);
  }).toPass({ timeout: 30_000 });
  const listed = await page.locator("[data-activity]").evaluateAll((all) =>
    all.map((row) => ({
      id: row.getAttribute("data-activity") ?? "",
      text: [...row.querySelectorAll("td")].map((cell) => cell.textContent).join("|"),
      outcome: row.getAttribute("data-outcome") ?? "",
      short: (row.querySelector("[data-short]")?.textContent ?? "").replace(/^ · /, ""),
    })),
  );
  const rows: Row[] = [];
  for (const { id, ...row } of listed) {
    await page.goto(`/activity?open=${id}`);
    const details = page.getByRole("dialog");
    const title = (await details.getByRole("heading").textContent()) ?? "";
    rows.push({ ...row, title, why: await details.locator("p").allInnerTexts() });
  }
  await page.close();
  const told = byHost(cases, ({ kind, host }) => {
    const name = KINDS[kind].name[language];
    const row = rows.find(({ text }) => text.includes(name) && text.split("|").includes(host));
    const end = endOf(ending, kind);
    const { title, detail } = endSays(language, end, kind, host, refusal);
    return (
      row && {
        outcome: row.outcome,
        short: row.short,
        missing: [title, detail].filter((one) => one && ![row.title, ...row.why].includes(one)),
      }
    );
  });
  expect(told, `Activity (${language})`).toEqual(
    byHost(cases, ({ kind }) => {
      const end = endOf(ending, kind);
      return { outcome: end, short: shortSays(language, end, refusal), missing: [] };
    }),
  );
}
