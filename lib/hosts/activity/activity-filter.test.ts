import { expect, it } from "vitest";
import { COMMAND_GROUPS, kindsIn, OPERATION_KINDS } from "../../operations/command-rules";
import { ALL_ACTIVITY, activityFilterFrom, activityHref } from "./activity-filter";

it("survives the way into the address and back", () => {
  const after = "0a0b0c0d-0000-4000-8000-000000000001";
  const chosen = { q: "web 1", kind: "power", outcome: "attention", host: "101", after } as const;
  const href = activityHref("/activity", chosen);
  expect(href).toBe(`/activity?q=web+1&kind=power&outcome=attention&host=101&after=${after}`);
  expect(activityFilterFrom(Object.fromEntries(new URLSearchParams(href.split("?")[1])))).toEqual(chosen);
  expect(activityHref("/activity", ALL_ACTIVITY)).toBe("/activity");
});

it("ignores unknown values", () => {
  const wrong = { kind: "toString", outcome: ["done", "in-progress"], host: "101 or 1=1", after: "'" };
  expect(activityFilterFrom(wrong)).toEqual(ALL_ACTIVITY);
});

it("offers every command once, in the order of the rules", () => {
  expect(COMMAND_GROUPS.flatMap((group) => kindsIn(group))).toEqual(OPERATION_KINDS);
});
