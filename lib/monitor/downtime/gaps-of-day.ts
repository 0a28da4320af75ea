import type { MasterProfile } from "@/lib/hosts/mirror/profile";
import { dayEnd, dayStart } from "../calendar";
import type { UnsummedDay } from "../day-rows";
import { findGaps, type Span } from "../find-gaps";
import { clockOf } from "../master-clock";

const MINUTE = 60;

/** What is known of a day (Unix seconds) that was read then; nothing from before the tenancy. Null: nothing of it. */
export function knownOfDay(
  { day, complete, readSeconds, sinceSeconds }: Omit<UnsummedDay, "tenancyId" | "readAt" | "samples">,
  profile: Pick<MasterProfile, "clockSkewMs" | "utcOffsetMinutes"> | null,
): Span | null {
  const { likelyOffset } = clockOf(profile);
  const since = Math.ceil(sinceSeconds - (profile?.clockSkewMs ?? 0) / 1000);
  const end = dayEnd(day, likelyOffset);
  const from = Math.max(dayStart(day, likelyOffset), since);
  const to = complete ? end : Math.min(end, Math.floor(readSeconds));
  return from < to ? [from, to] : null;
}

/** Where a day lacks samples: from the last one to a minute before the next, since each tells of the minute before it. */
export function gapsOfDay(
  kept: Omit<UnsummedDay, "tenancyId" | "readAt">,
  profile: Pick<MasterProfile, "clockSkewMs" | "utcOffsetMinutes"> | null,
): Span[] {
  const known = knownOfDay(kept, profile);
  if (!known) {
    return [];
  }
  const times = kept.samples.times.filter((time) => time >= known[0]);
  return findGaps(times, [known]).map(([from, to]) => [from, to < known[1] ? to - MINUTE : to]);
}
