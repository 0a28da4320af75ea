import type { Forecast } from "./traffic-view";

const DAY_MS = 86_400_000;
/** Fewer say nothing about how days differ. */
export const LEAST_DAYS = 5;
/** Nine of ten lie within so many deviations. */
const NINE_OF_TEN = 1.645;

/**
 * Where a counter leads by `end` from `usedGb` at `now` (ms since 1970), after what whole days added lately, in GB. Null where
 * there are too few of them. The range widens with what is left, and with how little the days' mean is known.
 */
export function forecastOf(
  dailyGb: readonly number[],
  { usedGb, now, end }: { usedGb: number; now: number; end: number },
): Forecast | null {
  const count = dailyGb.length;
  if (count < LEAST_DAYS || end <= now) {
    return null;
  }
  const left = (end - now) / DAY_MS;
  const mean = dailyGb.reduce((sum, gb) => sum + gb, 0) / count;
  const variance = dailyGb.reduce((sum, gb) => sum + (gb - mean) ** 2, 0) / (count - 1);
  const range = NINE_OF_TEN * Math.sqrt(variance * (left + left ** 2 / count));
  const gb = usedGb + mean * left;
  return { until: new Date(end).toISOString(), gb, lowGb: Math.max(usedGb, gb - range), highGb: gb + range };
}
