import { describe, expect, it } from "vitest";
import { offsetOf } from "@/lib/rstack/clock-offset";
import { dayAt, dayStart, daysBetween, hasEnded } from "./calendar";

const at = (iso: string) => Date.parse(iso) / 1000;

describe("the master's calendar", () => {
  it("has its days in its own zone", () => {
    expect(dayAt(at("2026-11-24T15:59:59Z"), 480)).toBe("20261124");
    expect(dayAt(at("2026-11-24T16:00:00Z"), 480)).toBe("20261125");
    expect(dayStart("20261125", 480)).toBe(at("2026-11-24T16:00:00Z"));
    expect(dayAt(at("2026-01-01T02:00:00Z"), -300)).toBe("20251231");
  });

  it("names every day that a range may touch, also where clocks were changed since", () => {
    const days = (from: string, to: string) => daysBetween(at(from), at(to), 60);
    expect(days("2026-11-24T12:00:00Z", "2026-11-24T13:00:00Z")).toEqual(["20261124"]);
    expect(days("2026-11-24T12:00:00Z", "2026-11-24T23:00:00Z")).toEqual(["20261124"]);
    expect(days("2026-11-24T12:00:00Z", "2026-11-24T23:00:01Z")).toEqual(["20261124", "20261125"]);
    // An hour after midnight of this zone may be before midnight of the summer's.
    expect(days("2026-07-01T23:30:00Z", "2026-07-02T12:00:00Z")).toEqual(["20260701", "20260702"]);
    expect(daysBetween(at("2026-10-25T00:00:00Z"), at("2026-11-24T00:00:00Z"), 0)).toHaveLength(31);
  });

  it("works out the zone from a sample's two clocks", () => {
    const sample = (masterClock: string | null) => ({ unixSeconds: 1_661_702_416, masterClock });
    expect(offsetOf(sample("2022-08-29 00:00:16"))).toBe(480);
    expect(offsetOf(sample("2022-08-28 21:30:16"))).toBe(330);
    expect(offsetOf(sample("2022/8/28 11:00:20"))).toBe(-300);
    expect(offsetOf(sample("yesterday"))).toBeNull();
    expect(offsetOf(sample(null))).toBeNull();
    expect(offsetOf(sample("2022-09-29 00:00:16"))).toBeNull();
  });

  it("a day is over only when it is over in the master's zone, and in every zone where that isn't known", () => {
    const ended = (iso: string, offsets: (number | null)[]) => hasEnded("20261124", at(iso), offsets);
    expect(ended("2026-11-24T16:02:59Z", [480])).toBe(false);
    expect(ended("2026-11-24T16:03:00Z", [480])).toBe(true);
    // The day's own samples and the panel's knowledge differ by a change of clocks: the later end counts.
    expect(ended("2026-11-24T22:30:00Z", [120, 60])).toBe(false);
    expect(ended("2026-11-24T23:03:00Z", [120, 60])).toBe(true);
    expect(ended("2026-11-25T11:00:00Z", [null, null])).toBe(false);
    expect(ended("2026-11-25T12:03:00Z", [null])).toBe(true);
  });
});
