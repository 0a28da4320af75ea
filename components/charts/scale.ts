/** The smallest round number that is not below `value`: 1, 1.2, 1.5, 2, 3, 4, 5, 6, 8 and their tens. */
export function roundTop(value: number): number {
  if (!(value > 0)) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 1.2, 1.5, 2, 3, 4, 5, 6, 8, 10].find((one) => one * power >= value * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(3));
}

/** Where the nearest of ascending times stands; -1 where there are none. */
export function nearestIndex(times: readonly number[], time: number): number {
  if (times.length === 0) {
    return -1;
  }
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const before = times[low - 1];
  return before !== undefined && time - before < (times[low] ?? 0) - time ? low - 1 : low;
}

/** How many digits a value is told with behind its point. */
export const digitsOf = (value: number): number => (value < 1 ? 2 : value < 10 ? 1 : 0);
