import { describe, expect, it } from "vitest";
import { type AlarmMemory, type AlarmRule, chartOf, type Figure, isQuiet, judge, NO_MEMORY } from "./judge";

const GAP = 150;
const CPU: AlarmRule = { kind: "cpu-above", value: 90, minutes: 10 };
/** A figure a minute from minute `from` on. */
const figures = (from: number, values: (number | null)[]): Figure[] =>
  values.map((value, at) => [(from + at) * 60, value]);
const times = (n: number, value: number) => Array.from({ length: n }, () => value);
const minutesOf = (given: Figure[], rule = CPU, memory: AlarmMemory = NO_MEMORY) =>
  judge(rule, memory, given, GAP).events.map(({ type, at }) => [type, at / 60]);

describe("going off", () => {
  it("takes the alarm's whole minutes, and not one less", () => {
    expect(minutesOf(figures(1, [...times(9, 95), 10]))).toEqual([]);
    expect(minutesOf(figures(1, times(10, 95)))).toEqual([["fired", 10]]);
  });

  it("takes a figure beyond the limit, and not one on it", () => {
    expect(minutesOf(figures(1, times(20, 90)))).toEqual([]);
    expect(minutesOf(figures(1, times(20, 90.1)))).toEqual([["fired", 10]]);
    const below: AlarmRule = { kind: "network-below", value: 5, minutes: 3 };
    expect(minutesOf(figures(1, times(20, 5)), below)).toEqual([]);
    expect(minutesOf(figures(1, times(20, 4.9)), below)).toEqual([["fired", 3]]);
    const traffic: AlarmRule = { kind: "traffic-above", value: 80, minutes: 0 };
    expect(minutesOf(figures(1, [79.9, 80]), traffic)).toEqual([["fired", 2]]);
  });

  it("is the same whatever portions the figures come in", () => {
    const all = figures(1, [...times(15, 99), ...times(12, 1), ...times(15, 99), ...times(30, 1)]);
    const whole = judge(CPU, NO_MEMORY, all, GAP);
    for (const size of [1, 4, 7]) {
      let memory = NO_MEMORY;
      const events = [];
      for (let at = 0; at < all.length; at += size) {
        // The samples of a day come again with each look.
        const part = judge(CPU, memory, all.slice(Math.max(0, at - 3), at + size), GAP);
        memory = part.memory;
        events.push(...part.events);
      }
      expect({ memory, events }).toEqual(whole);
    }
  });
});

describe("a gap", () => {
  it("fires nothing: what was counted before it is over", () => {
    expect(minutesOf([...figures(1, times(6, 95)), ...figures(12, times(6, 95))])).toEqual([]);
    expect(minutesOf([...figures(1, times(6, 95)), ...figures(12, times(10, 95))])).toEqual([["fired", 21]]);
  });

  it("resolves nothing either, and a sample that is late or can't be read is none", () => {
    expect(
      minutesOf([...figures(1, [...times(10, 95), ...times(3, 1)]), ...figures(90, times(3, 1))]),
    ).toEqual([["fired", 10]]);
    expect(minutesOf(figures(1, [...times(5, 95), null, ...times(4, 95)]))).toEqual([["fired", 10]]);
    expect(minutesOf(figures(1, [null, null, null]))).toEqual([]);
  });
});

describe("coming back", () => {
  it("takes five minutes, and one figure beyond the limit begins them anew", () => {
    const fired = times(10, 95);
    expect(minutesOf(figures(1, [...fired, ...times(4, 1), 95, ...times(4, 1)]))).toEqual([["fired", 10]]);
    expect(minutesOf(figures(1, [...fired, ...times(5, 1)]))).toEqual([
      ["fired", 10],
      ["resolved", 15],
    ]);
  });

  it("takes twice as long each time that it went off within two hours", () => {
    const flaps = Array.from({ length: 6 }, () => [...times(10, 95), ...times(6, 1)]).flat();
    const told = minutesOf(figures(1, flaps));
    // Each of six would be told twice; the second one lasts over the pauses of all that follow.
    expect(told).toEqual([
      ["fired", 10],
      ["resolved", 15],
      ["fired", 26],
    ]);
    expect(minutesOf(figures(1, [...flaps, ...times(10, 1)])).at(-1)).toEqual(["resolved", 100]);
  });
});

describe("quiet hours", () => {
  const night = { quietFrom: 22 * 60, quietTo: 7 * 60, timeZone: "Asia/Shanghai" };
  it.each([
    ["2026-12-02T13:59:59Z", false],
    ["2026-12-02T14:00:00Z", true],
    ["2026-12-02T22:59:59Z", true],
    ["2026-12-02T23:00:00Z", false],
  ])("past midnight, in the customer's zone: %s", (iso, quiet) => {
    expect(isQuiet(night, new Date(iso))).toBe(quiet);
  });

  it("within a day, and none", () => {
    const noon = { quietFrom: 12 * 60, quietTo: 13 * 60, timeZone: "UTC" };
    expect(isQuiet(noon, new Date("2026-12-02T12:30:00Z"))).toBe(true);
    expect(isQuiet(noon, new Date("2026-12-02T13:00:00Z"))).toBe(false);
    expect(isQuiet({ ...noon, quietFrom: null }, new Date("2026-12-02T12:30:00Z"))).toBe(false);
  });
});

it("draws figures as blocks, the largest of each column, with a space where nothing is known", () => {
  const given: Figure[] = [
    [0, 0],
    [60, 50],
    [119, 100],
    [180, null],
    [240, 100],
  ];
  expect(chartOf(given, 0, 300, 5)).toBe("▁█  █");
});
