import { askAll, expectConsoles, expectEnding, openConsoleTabs, sendAll } from "./support/check";
import { isConsole } from "./support/kinds";
import { startCustomer, strike, test } from "./support/world";

/** What a click on a console comes to is told in its own tab alone: in each language. */
const LANGUAGES = (kind: Parameters<typeof isConsole>[0]) =>
  isConsole(kind) ? (["en", "zh"] as const) : (["en"] as const);

test.describe.configure({ timeout: 180_000 });

test("done: of each kind one call and one effect, and the page says so in both languages", async ({
  world,
  browser,
}) => {
  const customer = await startCustomer({ world, browser }, "done", undefined, LANGUAGES);
  const tabs = await askAll(customer);
  await expectEnding(world, customer, tabs, { end: "done", calls: 1, effects: 1 });
});

// A refusal and a silent master take one way through the code, whatever the kind: hosts/power.spec.ts has one of each.
test("refused: of each kind one call and no effect, and the page gives the master's own words", {
  tag: "@drill",
}, async ({ world, browser }) => {
  const refusal = "node is being serviced 44";
  const customer = await startCustomer({ world, browser }, "refused", undefined, LANGUAGES);
  const tabs = await openConsoleTabs(customer);
  await strike(world, customer.cases, { kind: "refuse", when: "before", text: refusal });
  await sendAll(world, customer, tabs);
  await expectEnding(world, customer, tabs, { end: "refused", refusal, calls: 1, effects: 0 });
});

test("not sent: while the master can't be reached no call of any kind leaves, and the page says that nothing has changed", {
  tag: "@drill",
}, async ({ world, browser }) => {
  const customer = await startCustomer({ world, browser }, "unsent", undefined, LANGUAGES);
  const tabs = await openConsoleTabs(customer);
  await world.simulator.setListening(false);
  try {
    await sendAll(world, customer, tabs);
    await expectConsoles(customer, tabs, { end: "not-sent" });
  } finally {
    await world.simulator.setListening(true);
  }
  await expectEnding(world, customer, tabs, { end: "not-sent", calls: 0, effects: 0 });
});
