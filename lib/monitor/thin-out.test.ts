import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findGaps, mergeSpans, type Span, spansBetween } from "./find-gaps";
import { bySeries, GAP_SECONDS, type Samples, SERIES } from "./samples";
import { thinOut } from "./thin-out";
import { fromWire, toWire } from "./wire";

const FROM = 1_700_000_000;
const samplesAt = (times: number[], value: (at: number) => number | null): Samples => ({
  times,
  memoryTotal: times.map(() => 1_024),
  values: bySeries(() => times.map((_, at) => value(at))),
});

const randomSamples = fc
  .array(
    fc.tuple(fc.integer({ min: 1, max: 4_000 }), fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }))),
    {
      maxLength: 600,
    },
  )
  .map((rows) => {
    let time = FROM;
    const times = rows.map(([step]) => {
      time += step;
      return time;
    });
    return samplesAt(times, (at) => rows[at]?.[1] ?? null);
  });

describe("thinning out", () => {
  it("keeps the smallest and largest value of every pixel column, of all series", () => {
    fc.assert(
      fc.property(randomSamples, fc.integer({ min: 1, max: 120 }), (samples, columns) => {
        const to = (samples.times.at(-1) ?? FROM) + 1;
        const width = (to - FROM) / columns;
        const columnOf = (time: number) => Math.min(columns - 1, Math.floor((time - FROM) / width));
        const extremes = (times: number[], lows: (number | null)[], highs: (number | null)[]) => {
          const found = new Map<number, [number, number]>();
          times.forEach((time, at) => {
            const [low, high] = [lows[at] ?? null, highs[at] ?? null];
            if (low !== null && high !== null) {
              const before = found.get(columnOf(time)) ?? [low, high];
              found.set(columnOf(time), [Math.min(before[0], low), Math.max(before[1], high)]);
            }
          });
          return found;
        };
        const thin = thinOut(samples, FROM, to, columns);
        for (const series of SERIES) {
          const { low, high } = thin.series[series];
          const all = samples.values[series];
          expect(extremes(thin.times, low, high ?? low)).toEqual(extremes(samples.times, all, all));
        }
        expect(thin.times.length).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it("tells the mean of each column, and the average and 95th percentile of all samples", () => {
    const times = Array.from({ length: 1_000 }, (_, at) => FROM + at * 60);
    const samples = samplesAt(times, (at) => at % 100);
    const { cpu } = thinOut(samples, FROM, FROM + 60_000, 10).series;
    expect(cpu).toMatchObject({ average: 49.5, p95: 94 });
    expect(cpu.mean).toEqual(Array.from({ length: 10 }, () => 49.5));
    expect(thinOut(samples, FROM, FROM + 60_000, 1_000).series.cpu).toMatchObject({ mean: null, p95: 94 });
    expect(
      thinOut(
        samplesAt([], () => 1),
        FROM,
        FROM + 1,
        10,
      ).series.cpu,
    ).toMatchObject({ average: null, p95: null });
  });

  it("loses no lone spike of one minute in 30 days, by more than a pixel of 132", () => {
    const times = Array.from({ length: 43_200 }, (_, at) => FROM + at * 60);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 43_199 }), (spike) => {
        const samples = samplesAt(times, (at) => (at === spike ? 97.3 : 3));
        const { series, times: at } = fromWire(toWire(thinOut(samples, FROM, FROM + 30 * 86_400, 870)));
        const highs = (series.cpu.high ?? series.cpu.low).map((value) => value ?? 0);
        const top = highs.indexOf(Math.max(...highs));
        expect(Math.abs((highs[top] ?? 0) - 97.3)).toBeLessThan(100 / 132);
        expect(Math.abs((at[top] ?? 0) - (FROM + spike * 60))).toBeLessThan((30 * 86_400) / 300);
      }),
      { numRuns: 12 },
    );
  });

  it("over the wire every value stays within a 400th of its series' largest, and every time exact", () => {
    fc.assert(
      fc.property(randomSamples, fc.integer({ min: 1, max: 120 }), (samples, columns) => {
        const thin = thinOut(samples, FROM, (samples.times.at(-1) ?? FROM) + 1, columns);
        const back = fromWire(JSON.parse(JSON.stringify(toWire(thin))));
        expect(back.times).toEqual(thin.times);
        for (const side of ["low", "high", "mean"] as const) {
          const [was, is] = [
            thin.series.cpu[side] ?? thin.series.cpu.low,
            back.series.cpu[side] ?? back.series.cpu.low,
          ];
          const largest = Math.max(
            0,
            ...(thin.series.cpu.high ?? thin.series.cpu.low).map((value) => value ?? 0),
          );
          was.forEach((value, at) => {
            expect(is[at] === null).toBe(value === null);
            expect(Math.abs((is[at] ?? 0) - (value ?? 0))).toBeLessThanOrEqual(largest / 400 + 1e-9);
          });
        }
      }),
    );
  });
});

describe("gaps", () => {
  it("are named where no sample came for more than two and a half minutes, and nowhere else", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 200 }), (steps) => {
        let time = FROM;
        const times = steps.map((step) => {
          time += step;
          return time;
        });
        const to = time + 1;
        const wanted: Span[] = [];
        [FROM, ...times, to].reduce((last, next) => {
          if (next - last > GAP_SECONDS) {
            wanted.push([last, next]);
          }
          return next;
        });
        expect(findGaps(times, [[FROM, to]])).toEqual(wanted);
      }),
    );
  });

  it("are only where it is known that nothing came", () => {
    expect(findGaps([], [])).toEqual([]);
    expect(
      findGaps(
        [1_000, 1_060],
        [
          [1_000, 1_100],
          [2_000, 3_000],
        ],
      ),
    ).toEqual([[2_000, 3_000]]);
    expect(
      spansBetween(
        [0, 3_000],
        [
          [1_000, 1_100],
          [2_000, 2_500],
        ],
      ),
    ).toEqual([
      [0, 1_000],
      [1_100, 2_000],
      [2_500, 3_000],
    ]);
    expect(
      mergeSpans([
        [5, 9],
        [1, 3],
        [3, 5],
        [9, 9],
      ]),
    ).toEqual([[1, 9]]);
  });
});
