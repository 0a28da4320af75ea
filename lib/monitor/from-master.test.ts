import { expect, test } from "vitest";
import type { MonitorSample } from "@/lib/rstack/master-client";
import { dayBounds, dayStart } from "./calendar";
import { samplesOf } from "./fetch-day";
import { joinSamples } from "./samples";

const UTC8 = 480;
const sampleAt = (unixSeconds: number): MonitorSample => ({
  unixSeconds,
  masterClock: null,
  cpuPercent: 1,
  memoryUsed: null,
  memoryTotal: null,
  memoryPercent: null,
  systemRead: null,
  systemWrite: null,
  dataRead: null,
  dataWrite: null,
  networkUp: null,
  networkDown: null,
  systemVersion: null,
});
const read = (day: string, times: number[]) => samplesOf(times.map(sampleAt), { ...dayBounds(day, [UTC8]) });

test("a sample of another time than the day's, by a clock that went wrong, hides no later day", () => {
  const first = dayStart("20260301", UTC8);
  const second = dayStart("20260302", UTC8);
  const wrong = 9_999_999_999;
  const days = [
    read("20260301", [100_000_000, first, first + 60, wrong]),
    read("20260302", [second, second + 60]),
  ];
  expect(joinSamples(days).times).toEqual([first, first + 60, second, second + 60]);
});

test("a day whose clocks were changed keeps its first and its last minute", () => {
  const begins = dayStart("20260301", UTC8);
  const times = [begins - 3_600, begins + 25 * 3_600 - 60];
  expect(read("20260301", times).times).toEqual(times);
});

test("where no zone is known, a day holds what may be of it anywhere on earth", () => {
  const times = [dayStart("20260301", 14 * 60), dayStart("20260302", -12 * 60) - 60];
  expect(samplesOf(times.map(sampleAt), dayBounds("20260301", [null])).times).toEqual(times);
});

test.each([
  ["the vendor's sample, a full machine by its figures", [1024, 1024, 0], 0],
  ["a percent that contradicts the figures", [4096, 4096, 25], 1024],
  ["a percent that is the figures, rounded", [333, 1000, 33], 333],
  ["no percent", [333, 1000, null], 333],
  ["a percent without a total", [333, null, 10], 333],
  ["a percent that is none", [333, 1000, 400], 333],
  ["a total and a percent alone", [null, 1000, 40], 400],
])("memory of %s", (_, [used, total, percent], expected) => {
  const row = { ...sampleAt(1_000_000), memoryUsed: used, memoryTotal: total, memoryPercent: percent };
  const { values } = samplesOf([row as MonitorSample], { from: 0, to: 2_000_000 });
  expect(values.memory).toEqual([expected]);
});
