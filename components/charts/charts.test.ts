import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wallClock } from "@/lib/i18n/wall-clock";
import { plotRows } from "./plot-rows";
import { nearestIndex, roundTop } from "./scale";
import { boundsOfDay, ticksBetween, timeOfWall } from "./zone-time";

const at = (iso: string) => Date.parse(iso) / 1000;

describe("times in a zone", () => {
  it("a day has 23, 24 or 25 hours, and begins at midnight there", () => {
    const hours = (day: string, zone: string) => {
      const bounds = boundsOfDay(day, zone);
      return bounds ? (bounds.to - bounds.from) / 3_600 : null;
    };
    expect(hours("2026-11-12", "Europe/Berlin")).toBe(24);
    expect(hours("2026-03-29", "Europe/Berlin")).toBe(23);
    expect(hours("2026-10-25", "Europe/Berlin")).toBe(25);
    expect(boundsOfDay("2026-11-12", "Asia/Shanghai")?.from).toBe(at("2026-11-11T16:00:00Z"));
    expect(boundsOfDay("2026-13-12", "UTC")).toBeNull();
    expect(boundsOfDay("x", "UTC")).toBeNull();
  });

  it("a clock's time and the moment lead to each other, whatever the zone", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at("2024-01-01T00:00:00Z"), max: at("2030-01-01T00:00:00Z") }),
        fc.constantFrom(
          "Europe/Berlin",
          "America/New_York",
          "Asia/Kolkata",
          "Asia/Shanghai",
          "Pacific/Chatham",
        ),
        (time, zone) => {
          const wall = wallClock(time, zone);
          // An hour that the clocks show twice has two moments.
          expect(wallClock(timeOfWall(wall, zone), zone)).toBe(wall);
        },
      ),
    );
  });

  it("ticks are round times of the zone, in order, within, and not too many", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 600, max: 31 * 86_400 }),
        fc.integer({ min: 2, max: 32 }),
        fc.constantFrom("Europe/Berlin", "Asia/Kolkata", "UTC"),
        (span, most, zone) => {
          const from = at("2026-10-10T09:17:00Z");
          const { step, times } = ticksBetween(from, from + span, most, zone);
          expect(times.length).toBeLessThanOrEqual(most + 1);
          expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
          for (const time of times) {
            expect(time >= from && time <= from + span).toBe(true);
            expect(wallClock(time, zone) % Math.min(step, 86_400)).toBe(0);
          }
        },
      ),
    );
  });
});

describe("plots", () => {
  it("a scale ends at the next round number", () => {
    expect([0, 0.7, 1, 11, 19, 72, 101, 1_900].map(roundTop)).toEqual([1, 0.8, 1, 12, 20, 80, 120, 2_000]);
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (value) => {
        expect(roundTop(value)).toBeGreaterThanOrEqual(value * (1 - 1e-6));
        expect(roundTop(value)).toBeLessThanOrEqual(value * 1.51);
      }),
    );
  });

  it("the nearest point is found", () => {
    expect(nearestIndex([], 5)).toBe(-1);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 1_000 }), { minLength: 1 }),
        fc.integer(),
        (some, time) => {
          const times = some.toSorted((a, b) => a - b);
          const best = Math.min(...times.map((one) => Math.abs(one - time)));
          expect(Math.abs((times[nearestIndex(times, time)] ?? Number.NaN) - time)).toBe(best);
        },
      ),
    );
  });

  it("a line and its band end at a gap; the line is the mean, the band from smallest to largest", () => {
    const rows = plotRows(
      [10, 20, 100, 110],
      [
        { name: "a", low: [1, 2, 3, 4], high: [5, 6, 7, 8], mean: [2, 3, 4, 5] },
        { name: "b", low: [1, 1, null, 1], high: null, mean: null },
      ],
      [[20, 100]],
    );
    expect(rows.map(({ t }) => t)).toEqual([10, 20, 60, 100, 110]);
    expect(rows.map(({ a }) => a)).toEqual([2, 3, null, 4, 5]);
    expect(rows.map((row) => row["a-band"])).toEqual([[1, 5], [2, 6], null, [3, 7], [4, 8]]);
    expect(rows.map(({ b }) => b)).toEqual([1, 1, null, null, 1]);
    expect(rows[0]).not.toHaveProperty("b-band");
  });
});
