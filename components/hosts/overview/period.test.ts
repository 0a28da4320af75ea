import { describe, expect, it } from "vitest";
import { periodPassed } from "./period";

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
