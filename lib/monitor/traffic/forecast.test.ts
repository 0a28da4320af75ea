import { expect, it } from "vitest";
import { forecastOf, LEAST_DAYS } from "./forecast";

const DAY = 86_400_000;
const at = { usedGb: 100, now: 0, end: 10 * DAY };
/** A host that is busier on five days of seven, the same at each run. */
const dayOf = (day: number) => (day % 7 < 5 ? 12 : 4) + 3 * Math.sin(day * 12.9898) ** 3;

it("goes on as the days did, and knows no range where all are the same", () => {
  expect(forecastOf([5, 5, 5, 5, 5, 5], at)).toEqual({
    ...{ until: "1970-01-11T00:00:00.000Z", gb: 150, lowGb: 150, highGb: 150 },
  });
});

it("is not told from too few days, or once the period is over", () => {
  expect(forecastOf(Array(LEAST_DAYS - 1).fill(5), at)).toBeNull();
  expect(forecastOf([5, 5, 5, 5, 5], { ...at, now: at.end })).toBeNull();
});

it("never lies below what is used already", () => {
  expect(forecastOf([0, 0, 0, 0, 400], at)?.lowGb).toBe(100);
});

it("has the truth in its range nine times of ten", () => {
  let [within, all] = [0, 0];
  for (let from = 0; from < 300; from++) {
    const days = (first: number, count: number) => Array.from({ length: count }, (_, n) => dayOf(first + n));
    const forecast = forecastOf(days(from, 28), at);
    const truth = 100 + days(from + 28, 10).reduce((sum, gb) => sum + gb, 0);
    within += forecast && truth >= forecast.lowGb && truth <= forecast.highGb ? 1 : 0;
    all += 1;
  }
  expect(within / all).toBeGreaterThan(0.9);
});
