import { askAll, expectEnding } from "./support/outcomes-check";
import { isConsole } from "./support/outcomes-kinds";
import { startCustomer, strike, test } from "./support/outcomes-world";

const LANGUAGES = (kind: Parameters<typeof isConsole>[0]) =>
  isConsole(kind) ? (["en", "zh"] as const) : (["en"] as const);

test.describe.configure({ timeout: 240_000 });

test("an answer lost after the work: of each kind one call, and done as soon as reading shows it", async ({
  world,
  browser,
}) => {
  const customer = await startCustomer({ world, browser }, "after", undefined, LANGUAGES);
  await strike(world, customer.cases, { kind: "reset", when: "after" });
  const tabs = await askAll(customer);
  // A host that was reset shows as running before, after and all the while: then nobody can know.
  const except = { "force-restart": "unconfirmed" } as const;
  await expectEnding(world, customer, tabs, { end: "done", except, calls: 1, effects: 1 });
});

test("an answer lost before the work: of each kind one call, nothing sent again, and never called done", async ({
  world,
  browser,
}) => {
  const customer = await startCustomer({ world, browser }, "before", undefined, LANGUAGES);
  await strike(world, customer.cases, { kind: "reset", when: "before" });
  const tabs = await askAll(customer);
  await expectEnding(world, customer, tabs, { end: "unconfirmed", calls: 1, effects: 0 });
});
