import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { measureProcess, metrics } from "./instruments";

const rules = readFileSync("deploy/prometheus-rules.yml", "utf8");
const page = readFileSync("docs/alerts.md", "utf8");

it("rules and page name only figures that the panel tells", async () => {
  measureProcess();
  const told = new Set((await metrics().registry.getMetricsAsJSON()).map(({ name }) => name));
  const named = [...(rules + page).matchAll(/\b(?:panel|nodejs|process)_[a-z0-9_]+/g)].map(([name]) => name);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !told.has(name))).toEqual([]);
});

it("the page says what to do at each alert, and at no other", () => {
  const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map((match) => match[1]);
  const explained = [...page.matchAll(/^\| `(\w+)` +\|/gm)].map((match) => match[1]);
  expect(explained.filter((name) => name?.startsWith("Panel"))).toEqual(alerts);
});
