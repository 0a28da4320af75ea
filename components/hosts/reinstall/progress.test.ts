import { expect, it } from "vitest";
import type { OperationView } from "@/lib/operations/operation-view";
import { railOf } from "./progress";

const inProgress = {
  outcome: "open",
  startedAt: "2026-11-25T12:00:00Z",
  acceptedAt: "2026-11-25T12:00:01Z",
  endedAt: null,
} as const;
const at = (minute: number) => `2026-11-25T12:0${minute}:00Z`;
const rail = (own: Partial<OperationView>, withPassword = false) =>
  railOf({ ...inProgress, steps: [], ...own }, withPassword).map(({ name, stands, from, until }) =>
    [name, stands, from?.slice(14, 19), until?.slice(14, 19)].filter(Boolean).join(" "),
  );

it("waits from the master's 0 on, until a step is seen", () => {
  expect(rail({})).toEqual(["waiting now 00:01", "copying to-come", "starting to-come", "done to-come"]);
});

it("counts a step that went by between two looks as past, and gives its time to the one before", () => {
  const steps = [
    { name: "waiting", at: at(1) },
    { name: "starting", at: at(4) },
  ] as const;
  expect(rail({ steps: [...steps] })).toEqual([
    "waiting past 01:00 04:00",
    "copying past 04:00",
    "starting now 04:00",
    "done to-come",
  ]);
});

it("has the password's step where one is set, also on a device that only hears of it then", () => {
  const steps = [{ name: "password", at: at(5) }] as const;
  expect(rail({}, true).map((line) => line.split(" ")[0])).toContain("password");
  expect(rail({ steps: [...steps] }).at(-2)).toBe("password now 05:00");
});

it("is past altogether once it is done, and stays at the password where that isn't sure", () => {
  const done = { outcome: "done", endedAt: at(6) } as const;
  expect(rail({ ...done, steps: [{ name: "done", at: at(6) }] }).at(-1)).toBe("done past 06:00 06:00");
  expect(rail({ ...done, steps: [{ name: "password", at: at(5) }] }).slice(-2)).toEqual([
    "password now 05:00 06:00",
    "done to-come 06:00",
  ]);
});
