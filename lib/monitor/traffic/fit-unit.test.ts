import { describe, expect, it } from "vitest";
import {
  fitUnit,
  LEAST_PAIRS,
  NETWORK_UNIT_NAMES,
  NETWORK_UNITS,
  type NetworkUnit,
  type Pair,
} from "./fit-unit";

/** In [-1, 1], the same at each run. */
const noise = (seed: number) => Math.sin(seed * 12.9898 + 4.1414) ** 3;

/** Hosts of which each sends another part of its traffic, in samples of this unit. `counts`: GB counted of in and out. */
const pairsIn = (unit: NetworkUnit, counts: (inGb: number, outGb: number) => number, count = 60): Pair[] =>
  Array.from({ length: count }, (_, at) => {
    const [inGb, outGb] = [6 + (at % 7) * 3, 5 + (at % 5) * 6];
    const sum = (gb: number) => (gb * 1e9) / NETWORK_UNITS[unit];
    const grown = counts(inGb, outGb) * (1.03 + 0.08 * noise(at));
    return { inSum: sum(inGb), outSum: sum(outGb), grownGb: Math.round(grown) };
  });

describe("the unit of samples", () => {
  it.each(NETWORK_UNIT_NAMES)("is found where it is %s, with what the counter counts", (unit) => {
    for (const [counted, counts] of [
      ["both", (inGb: number, outGb: number) => inGb + outGb],
      ["out", (_: number, outGb: number) => outGb],
      ["in", (inGb: number) => inGb],
    ] as const) {
      const found = fitUnit(pairsIn(unit, counts));
      expect(found).toMatchObject({ verdict: "fits", counted, fit: { unit, counted } });
      expect(found.verdict === "fits" ? found.fit.ratio : 0).toBeCloseTo(1.03, 1);
    }
  });

  it("is found past resets and counters that were set by hand", () => {
    const pairs = pairsIn("kB/s", (inGb, outGb) => inGb + outGb);
    const odd = pairs.map((pair, at) => (at % 6 === 0 ? { ...pair, grownGb: pair.grownGb * 40 } : pair));
    expect(fitUnit(odd)).toMatchObject({ verdict: "fits", fit: { unit: "kB/s" } });
  });

  it("is not told from too little", () => {
    expect(fitUnit(pairsIn("kB/s", (a, b) => a + b, LEAST_PAIRS - 1))).toEqual({
      verdict: "few",
      pairs: LEAST_PAIRS - 1,
    });
  });

  it("is none where the counter is no sum of the samples", () => {
    expect(fitUnit(pairsIn("kB/s", (a, b) => (a + b) * 2.7)).verdict).toBe("none");
    const random = pairsIn("kB/s", (a, b) => a + b).map((pair, at) => ({
      ...pair,
      grownGb: Math.exp(3 + 3 * noise(at * 7)),
    }));
    expect(fitUnit(random).verdict).toBe("none");
  });

  it("is left open where two units fit as well", () => {
    // For each GB out, 6.5 come in: out alone in kB/s is the same as both ways in kbit/s.
    const pairs = Array.from({ length: 40 }, (_, at) => ({
      inSum: 6.5e6 * (at + 1),
      outSum: 1e6 * (at + 1),
      grownGb: 60 * (at + 1),
    }));
    expect(fitUnit(pairs)).toMatchObject({ verdict: "several", units: ["kbit/s", "kB/s"] });
  });

  it("is told without the direction where all hosts have the same share of it", () => {
    const even = Array.from({ length: 40 }, (_, at) => ({
      inSum: 1e4 * (at + 1),
      outSum: 1e6 * (at + 1),
      grownGb: 60 * (at + 1),
    }));
    expect(fitUnit(even)).toMatchObject({ verdict: "fits", counted: null, fit: { unit: "kB/s" } });
  });
});
