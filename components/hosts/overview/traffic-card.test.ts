import { describe, expect, it } from "vitest";
import { periodPassed, trafficLastsUntil } from "./traffic-card";

const at = (iso: string) => Date.parse(iso);

describe("how much of the traffic's month is over", () => {
  it("is told from the reset a month later", () => {
    expect(periodPassed(at("2026-11-16T00:00:00Z"), "2026-12-01T00:00:00Z")).toBeCloseTo(0.5, 5);
  });

  it("takes the last day of a shorter month", () => {
    expect(periodPassed(at("2026-02-28T00:00:00Z"), "2026-03-31T00:00:00Z")).toBe(0);
  });

  it("is not told of a reset that has passed or lies far ahead", () => {
    expect(periodPassed(at("2026-12-02T00:00:00Z"), "2026-12-01T00:00:00Z")).toBeNull();
    expect(periodPassed(at("2026-01-01T00:00:00Z"), "2026-12-01T00:00:00Z")).toBeNull();
    expect(periodPassed(0, "soon")).toBeNull();
  });
});

describe("how long the traffic lasts at its rate", () => {
  const [mid, reset] = [at("2026-11-16T00:00:00Z"), "2026-12-01T00:00:00Z"];

  it("is the day on which the limit is reached", () => {
    // 750 of 1,000 GB in 15 days: the rest lasts 5 more.
    expect(trafficLastsUntil(mid, reset, 750, 1000)).toBe(at("2026-11-21T00:00:00Z"));
  });

  it("is no day where the reset comes first", () => {
    expect(trafficLastsUntil(mid, reset, 400, 1000)).toBe("lasts");
    expect(trafficLastsUntil(mid, reset, 0, 1000)).toBe("lasts");
  });

  it("is not told from less than a day, without a month, or once it is used up", () => {
    expect(trafficLastsUntil(at("2026-11-01T23:00:00Z"), reset, 1, 1000)).toBeNull();
    expect(trafficLastsUntil(at("2026-12-02T00:00:00Z"), reset, 1, 1000)).toBeNull();
    expect(trafficLastsUntil(mid, reset, 1000, 1000)).toBeNull();
  });
});
