import { expect, it } from "vitest";
import { OPERATION_KINDS } from "../../operations/operation-view";
import { ALL_ACTIVITY, activityFilterFrom, activityHref, KIND_GROUPS } from "./activity-filter";

it("is what the address says, there and back", () => {
  const after = "0a0b0c0d-0000-4000-8000-000000000001";
  const chosen = { kind: "power", outcome: "attention", host: "101", after } as const;
  const href = activityHref("/activity", chosen);
  expect(href).toBe(`/activity?kind=power&outcome=attention&host=101&after=${after}`);
  expect(activityFilterFrom(Object.fromEntries(new URLSearchParams(href.split("?")[1])))).toEqual(chosen);
  expect(activityHref("/activity", ALL_ACTIVITY)).toBe("/activity");
});

it("takes nothing that it doesn't know", () => {
  const wrong = { kind: "toString", outcome: ["done", "going"], host: "101 or 1=1", after: "'" };
  expect(activityFilterFrom(wrong)).toEqual(ALL_ACTIVITY);
});

it("has a place for every kind, and one place alone", () => {
  expect(Object.values(KIND_GROUPS).flat().sort()).toEqual([...OPERATION_KINDS].sort());
});
