import type { Settings } from "../control/types";
import type { Dialect } from "../wire/dialect";
import type { SimHost } from "./host";
import { hashed } from "./random";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** What one kB/s is in the unit of the samples. */
const PER_KB: Record<Dialect["network"], number> = {
  "kB/s": 1,
  "B/s": 1000,
  "kbit/s": 8,
  "Mbit/s": 0.008,
  "kB/min": 60,
};

export const wasOn = (host: SimHost, at: number): boolean =>
  host.switched.findLast((entry) => entry.at <= at)?.on ?? host.wasOn;

/** What a host sends and gets in that minute, in kB/s. `at` and `offset` in ms. */
export function drawnTraffic(host: SimHost, at: number, offset: number): { up: number; down: number } {
  const wave = 0.5 - 0.5 * Math.cos(((at + offset) % DAY) * ((2 * Math.PI) / DAY));
  const minute = Math.floor(at / MINUTE);
  const whole = (part: number, top: number) =>
    Math.floor(hashed(host.seed + part, minute) ** 3 * top * (0.2 + wave));
  return { up: whole(8, 2000), down: whole(9, 900) };
}

export const figureIn = (unit: Dialect["network"], kbPerSecond: number): number =>
  Number((kbPerSecond * PER_KB[unit]).toFixed(6));

interface Counted {
  from: number;
  until: number;
  gb: number;
}
const counted = new WeakMap<SimHost, Counted>();
/** A month's traffic from its first day on is more than most hosts of the demo may have. */
const STARTED = Date.now();

/** bwusage at `now` (ms): what it stood at, and what was counted since the month began, not quite as the samples have it. */
export function usedGb(
  host: SimHost,
  now: number,
  settings: Pick<Settings, "dialect" | "timeZoneMinutes">,
): number {
  const { counter } = settings.dialect;
  if (counter === "still") return host.bwusage;
  const offset = settings.timeZoneMinutes * MINUTE;
  const local = new Date(now + offset);
  const month = Math.max(
    Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), 1) - offset,
    counter === "onward" ? STARTED : 0,
  );
  const before = counted.get(host);
  const kept =
    before && before.from === month && before.until <= now ? before : { from: month, until: month, gb: 0 };
  const sum = { ...kept };
  for (; sum.until + MINUTE <= now; sum.until += MINUTE) {
    if (!wasOn(host, sum.until)) continue;
    const { up, down } = drawnTraffic(host, sum.until, offset);
    const noise = 1 + 0.2 * (hashed(host.seed + 10, Math.floor(sum.until / MINUTE)) - 0.5) + 0.03;
    sum.gb += ((counter === "out" ? up : up + down) * 60 * noise) / 1e6;
  }
  counted.set(host, sum);
  return host.bwusage + Math.floor(sum.gb);
}
