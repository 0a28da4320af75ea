import { expect, it, vi } from "vitest";
import { compactHeap, type HeapReading, watchHeap } from "./return-memory";

const MB = 1_000_000;

/** Looks every 10 s at a heap of so many MB, under so much load of a core; returns how often it was compacted, to 100 MB. */
function compactedOf(looks: [megabytes: number, load: number][]): number {
  const reading: HeapReading = { at: 0, cpuMs: 0, heapBytes: 100 * MB };
  const compact = vi.fn(() => {
    reading.heapBytes = 100 * MB;
  });
  const look = watchHeap(() => ({ ...reading }), compact);
  for (const [megabytes, load] of looks) {
    reading.at += 10_000;
    reading.cpuMs += 10_000 * load;
    reading.heapBytes = megabytes * MB;
    look();
  }
  return compact.mock.calls.length;
}

it("compacts the heap once after a peak, when the load is over", () => {
  expect(
    compactedOf([
      [180, 0.9],
      [200, 0.9],
      [200, 0.05],
      [200, 0.05],
      [100, 0.05],
      [100, 0.05],
    ]),
  ).toBe(1);
});

it("compacts nothing under load, nor in a short pause of it", () => {
  expect(
    compactedOf([
      [200, 0.9],
      [200, 0.05],
      [200, 0.9],
      [200, 0.05],
      [200, 0.9],
    ]),
  ).toBe(0);
});

it("leaves a heap alone that has hardly grown", () => {
  expect(
    compactedOf([
      [120, 0.05],
      [120, 0.05],
      [120, 0.05],
    ]),
  ).toBe(0);
});

it("does not try again where what is held is in use", () => {
  const reading: HeapReading = { at: 0, cpuMs: 0, heapBytes: 100 * MB };
  const compact = vi.fn();
  const look = watchHeap(() => ({ ...reading }), compact);
  reading.heapBytes = 200 * MB;
  for (let n = 0; n < 8; n += 1) {
    reading.at += 10_000;
    look();
  }
  expect(compact).toHaveBeenCalledTimes(1);
});

it("gives back pages of which little is in use", () => {
  let all: object[] = Array.from({ length: 600_000 }, (_, at) => ({ at, text: `number ${at}` }));
  const full = process.memoryUsage().heapTotal;
  // One in fifty stays: hardly a page is empty.
  all = all.filter((_, at) => at % 50 === 0);
  compactHeap();
  expect(process.memoryUsage().heapTotal).toBeLessThan(full - 20 * MB);
  expect(all).toHaveLength(12_000);
});
