import type { BrowserContext } from "@playwright/test";
import { expect } from "../support/test";
import { callAction, exportedActions } from "../support/wire";
import type { World } from "../support/world";
import { atNode, expectConsole, openTab } from "./support/check";
import { ALL_KINDS, commandOf, countIn, isConsole, KINDS, press } from "./support/kinds";
import { send } from "./support/wire";
import { consoleSays, kindSays, type Language, waitSays } from "./support/words";
import { allEnded, byHost, type Case, inLanes, startCustomer, test } from "./support/world";

/** So few that their commands, held back by the master, leave room in the panel's lane for commands. */
const LANES = 3;

test.describe.configure({ timeout: 180_000 });

const countsOf = async (world: World, cases: readonly Case[]) => {
  const journal = await world.simulator.control.journal();
  return byHost(cases, ({ kind, vmid }) => countIn(journal, kind, vmid));
};

/** What a page of the host says while one goes, as the server draws it. */
async function expectInProgress(
  context: BrowserContext,
  language: Language,
  { kind, vmid, host }: Case,
): Promise<void> {
  const page = await context.newPage();
  await page.goto(`/hosts/${vmid}${KINDS[kind].path}`);
  await expect(page.locator("article[data-host] [data-operation]")).toHaveText(
    kindSays(language, kind, host).inProgress,
  );
  await expect(page.locator("article[data-host]")).toContainText(waitSays(language, "other"));
  await page.close();
}

test("a second one while one of each kind runs: answered as busy, nothing sent, and the page says in both languages what goes on", {
  tag: "@drill",
}, async ({ world, browser }) => {
  const kinds = ALL_KINDS.filter((kind) => !isConsole(kind));
  const customer = await startCustomer({ world, browser }, "second", kinds);
  const power = exportedActions().find(({ name }) => name === "command")?.id ?? "";
  await inLanes(
    customer.cases,
    async (one) => {
      // The command is done, and its answer comes once this is taken away: the test decides when, and not the clock.
      const held = await world.simulator.control.addFault({
        kind: "silence",
        match: commandOf(one.kind, one.vmid),
      });
      const first = send(world.url, customer, one);
      await expect.poll(async () => (await countsOf(world, [one]))[one.host]?.calls).toBe(1);
      const form = { vmid: one.vmid, kind: "stop", formKey: crypto.randomUUID() };
      const second = await callAction({ origin: world.url, cookie: customer.cookie }, power, form);
      expect(second.text, one.kind).toContain('"code":"busy"');
      await Promise.all([
        expectInProgress(customer.readers.en, "en", one),
        expectInProgress(customer.readers.zh, "zh", one),
      ]);
      await world.simulator.control.removeFaults(held.id);
      await first;
    },
    LANES,
  );
  await allEnded(world, customer);
  expect(await countsOf(world, customer.cases)).toEqual(
    byHost(customer.cases, () => ({ calls: 1, effects: 1 })),
  );
});

/** Two ends at once: one of them may be told before it is seen that it was. */
const whatIsSo = (language: Language) =>
  new RegExp(
    (["done", "unconfirmed"] as const).map((end) => consoleSays(language, end, "end-console")).join("|"),
  );

test("a second console is nobody's in the way: it is opened too, and either tab ends it", {
  tag: "@drill",
}, async ({ world, browser }) => {
  const customer = await startCustomer({ world, browser }, "twice", ALL_KINDS.filter(isConsole));
  await inLanes(
    customer.cases,
    async (one) => {
      const tabs = [await openTab(customer, one)];
      if (one.kind === "open-console") {
        tabs.push(await openTab(customer, { ...one, language: "zh" }));
      } else {
        const page = await customer.contexts.zh.newPage();
        await page.goto(`/hosts/${one.vmid}/console/window`);
        tabs.push(page);
      }
      const languages = ["en", "zh"] as const;
      await Promise.all(
        tabs.map((page, at) => press(one.kind, { page, ...one, language: languages[at] ?? "en" })),
      );
      for (const [at, page] of tabs.entries()) {
        await (one.kind === "open-console"
          ? atNode(page)
          : expectConsole(page, whatIsSo(languages[at] ?? "en")));
      }
    },
    2,
  );
  expect(await countsOf(world, customer.cases)).toEqual(
    byHost(customer.cases, () => ({ calls: 2, effects: 2 })),
  );
});
