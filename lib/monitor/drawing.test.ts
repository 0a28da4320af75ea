import { expect, it } from "vitest";
import { DRAWN_LEVELS, drawingOf } from "./drawing";
import { bySeries } from "./samples";

const NOW = 1_800_000_000;

it("draws peaks, leaves gaps, and calls nothing 'now' that is old", () => {
  const times = Array.from({ length: 1_440 }, (_, at) => NOW - (1_440 - at) * 60 + 16).filter(
    (time) => time < NOW - 30_000 || time > NOW - 20_000,
  );
  const spike = times[50] ?? 0;
  const samples = {
    times,
    memoryTotal: times.map(() => 2_048),
    values: bySeries((series) => times.map((time) => (series === "cpu" && time === spike ? 80 : 4))),
  };
  const drawing = drawingOf(samples, NOW);
  expect(drawing.day.cpu).toMatchObject({ top: 80, last: 4, peak: 80, peakAt: spike });
  expect(Math.max(...drawing.day.cpu.line.map((level) => level ?? 0))).toBe(DRAWN_LEVELS);
  expect(drawing.day.cpu.line.filter((level) => level === null).length).toBeGreaterThan(10);
  expect(drawing.day.memory).toMatchObject({ top: 2_048, last: 4 });
  expect(drawing.day.disk.last).toBe(16);
  expect(drawing.day.network.last).toBe(8);
  expect(drawing.hour.line).toHaveLength(60);
  expect(drawing.hour.line.every((level) => level !== null)).toBe(true);
  expect(drawingOf(samples, NOW + 600).day.cpu.last).toBeNull();
});

it("draws means of disk and network, and tells the newest of them and the largest sample", () => {
  const times = Array.from({ length: 1_440 }, (_, at) => NOW - (1_440 - at) * 60 + 16);
  const samples = {
    times,
    memoryTotal: times.map(() => 2_048),
    // Ten in one minute, nothing in the next.
    values: bySeries((series) =>
      times.map((_, at) => (series === "up" ? (at === 700 ? 40 : (at % 2) * 10) : 0)),
    ),
  };
  const { network } = drawingOf(samples, NOW).day;
  expect(network).toMatchObject({ last: 5, peak: 40, peakAt: times[700] });
  expect(network.top).toBeGreaterThanOrEqual(5);
  expect(network.top).toBeLessThan(10);
  expect(network.line.at(-1)).toBe(Math.round((5 / network.top) * DRAWN_LEVELS));
});
