import { expect, it } from "vitest";
import { longestOf, monthsOf } from "./downtime-view";

const at = (iso: string) => Date.parse(iso) / 1000;
const off = (from: string, to: string, cause: "customer" | "silence" = "customer") => ({
  ...{ from: at(from), to: at(to), cause, goesOn: to === "2026-12-02T02:00:00Z" },
});

it("sums minutes by month of the zone, past midnight and a change of clocks", () => {
  const found = [
    off("2026-10-25T00:00:00Z", "2026-10-25T03:00:00Z"),
    off("2026-10-31T22:30:00Z", "2026-11-01T00:30:00Z"),
  ];
  expect(monthsOf(found, "Europe/Berlin")).toEqual([
    { month: "2026-11", minutes: 90, causes: [{ cause: "customer", minutes: 90 }] },
    { month: "2026-10", minutes: 210, causes: [{ cause: "customer", minutes: 210 }] },
  ]);
  expect(monthsOf(found, "Asia/Shanghai").map(({ month, minutes }) => [month, minutes])).toEqual([
    ...[
      ["2026-11", 120],
      ["2026-10", 180],
    ],
  ]);
});

it("counts a silence as no time that the host was off, and tells it beside", () => {
  const found = [off("2026-12-01T00:00:00Z", "2026-12-01T01:00:00Z", "silence")];
  expect(monthsOf(found, "UTC")).toEqual([
    { month: "2026-12", minutes: 0, causes: [{ cause: "silence", minutes: 60 }] },
  ]);
});

it("lists the longest first, and one that goes on without an end", () => {
  const found = [
    off("2026-12-01T00:00:00Z", "2026-12-01T01:00:00Z"),
    off("2026-12-02T00:00:00Z", "2026-12-02T02:00:00Z"),
  ];
  const listed = longestOf(found, 5);
  expect(listed.map(({ minutes, to }) => [minutes, to])).toEqual([
    ...[
      [120, null],
      [60, "2026-12-01T01:00:00.000Z"],
    ],
  ]);
  expect(longestOf(found, 1)).toHaveLength(1);
});
