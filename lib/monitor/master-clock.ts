import "server-only";
import { type MasterProfile, readProfile, writeProfile } from "@/lib/hosts/mirror/profile";
import { offsetOf } from "@/lib/rstack/clock-offset";
import type { MonitorSample } from "@/lib/rstack/master-client";
import { dayAt, GUESSED_OFFSET_MINUTES } from "./calendar";

export interface MasterClock {
  /** Unix seconds by the master's own clock. */
  now: number;
  /** Minutes ahead of UTC; null until a sample told. */
  offset: number | null;
  /** The same, or the guess until then. */
  likelyOffset: number;
}

/** What time it is at the master, as far as its answers told. */
export const readMasterClock = async (): Promise<MasterClock> => clockOf(await readProfile());

export function clockOf(
  profile: Pick<MasterProfile, "clockSkewMs" | "utcOffsetMinutes"> | null,
): MasterClock {
  const offset = profile?.utcOffsetMinutes ?? null;
  return {
    now: Math.floor((Date.now() - (profile?.clockSkewMs ?? 0)) / 1000),
    offset,
    likelyOffset: offset ?? GUESSED_OFFSET_MINUTES,
  };
}

/** The newest sample whose clock can be read. */
export function offsetIn(rows: readonly MonitorSample[]): number | null {
  for (const row of rows.toReversed()) {
    const offset = offsetOf(row);
    if (offset !== null) {
      return offset;
    }
  }
  return null;
}

/**
 * Keeps the offset that a day's samples told. A past day's counts only where none is known yet, since clocks may have been
 * changed since. Today is meant by the old clock or the new one: around midnight they name different days.
 */
export async function learnOffset(clock: MasterClock, told: number | null, day: string): Promise<void> {
  if (told === null || told === clock.offset) {
    return;
  }
  const ofToday = [told, clock.likelyOffset].some((offset) => day === dayAt(clock.now, offset));
  if (ofToday || clock.offset === null) {
    await writeProfile({ utcOffsetMinutes: told, utcOffsetAt: new Date() });
  }
}
