import { expectEnding, openConsoleTabs, sendAll } from "./support/check";
import { isConsole } from "./support/kinds";
import { startCustomer, strike, test } from "./support/world";

const LANGUAGES = (kind: Parameters<typeof isConsole>[0]) =>
  isConsole(kind) ? (["en", "zh"] as const) : (["en"] as const);

test.describe.configure({ timeout: 180_000 });

// A drill: `npm test` has the same of each kind in lib/hosts/every-command.test.ts.

// The answers are empty and the connections whole: after a few resets in a row the panel takes the master for one that
// can't be reached, and sends nothing more. `power.spec.ts` has the reset.

test("an answer lost after the work: of each kind one call, and done as soon as reading shows it", {
  tag: "@drill",
}, async ({ world, browser }) => {
  const customer = await startCustomer({ world, browser }, "after", undefined, LANGUAGES);
  const tabs = await openConsoleTabs(customer);
  await strike(world, customer.cases, { kind: "empty", when: "after" });
  await sendAll(world, customer, tabs);
  // A host that was reset shows as running before, after and all the while: then nobody can know.
  const except = { "force-restart": "unconfirmed" } as const;
  await expectEnding(world, customer, tabs, { end: "done", except, calls: 1, effects: 1 });
});

test("an answer lost before the work: of each kind one call, nothing sent again, and never called done", {
  tag: "@drill",
}, async ({ world, browser }) => {
  const customer = await startCustomer({ world, browser }, "before", undefined, LANGUAGES);
  const tabs = await openConsoleTabs(customer);
  await strike(world, customer.cases, { kind: "empty", when: "before" });
  await sendAll(world, customer, tabs);
  await expectEnding(world, customer, tabs, { end: "unconfirmed", calls: 1, effects: 0 });
});
