import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { type MasterProfile, writeProfile } from "@/lib/hosts/mirror/profile";
import { dayAt } from "../calendar";
import { mergeSpans, type Span } from "../find-gaps";
import { clockOf } from "../master-clock";
import { isStopped } from "./causes";
import { readEvidence } from "./read-evidence";

/** How many minutes hosts were seen not to run, how many of these lack samples, and how many hosts that were; looked at when (ms). */
const StoppedSamples = z.object({
  ...{ minutes: z.number(), missed: z.number(), hosts: z.number(), at: z.number() },
});
type StoppedSamples = z.output<typeof StoppedSamples>;

const LEARN_DAYS = 14;
const MOST_HOSTS = 100;
/** Fewer are no evidence. */
const LEAST_MINUTES = 60;
const LEAST_HOSTS = 2;
const MOST_RECORDED = 0.05;

const LEARN_MS = 3_600_000;
/** Until it is known. */
const LEARN_SOON_MS = 300_000;

const keptOf = (profile: MasterProfile | null): StoppedSamples | null =>
  StoppedSamples.safeParse(profile?.stoppedSamples).data ?? null;

/** Whether it is known that a host that doesn't run lacks samples. */
export function lacksSamples(profile: MasterProfile | null): boolean {
  const { minutes = 0, missed = 0, hosts = 0 } = keptOf(profile) ?? {};
  return minutes >= LEAST_MINUTES && hosts >= LEAST_HOSTS && missed >= minutes * (1 - MOST_RECORDED);
}

/** Holds what states said against samples, over hosts that were seen stopped lately, and keeps what that says. At most so often. */
export async function learnStopped(profile: MasterProfile | null, now = Date.now()): Promise<void> {
  if (now - (keptOf(profile)?.at ?? 0) < (lacksSamples(profile) ? LEARN_MS : LEARN_SOON_MS)) {
    return;
  }
  const stopped = sql`(t.id in (select x.id from tenancies x join hosts y on y.vm_id = x.vm_id
      where x.until is null and not y.power_up limit ${MOST_HOSTS})
    or t.id in (select tenancy_id from host_states where at > now() - ${LEARN_DAYS} * interval '1 day'
      and state_word <> 'running' order by at desc limit ${MOST_HOSTS}))`;
  const { now: seconds, likelyOffset } = clockOf(profile);
  const hosts = await readEvidence(stopped, dayAt(seconds - LEARN_DAYS * 86_400, likelyOffset), profile);
  const sums = { minutes: 0, missed: 0, hosts: 0, at: now };
  for (const { looks, known, gaps } of hosts) {
    const off = looks.filter(isStopped).flatMap(({ at, until }) => within([at, until], known));
    const seen = secondsOf(off);
    sums.minutes += seen / 60;
    sums.missed += secondsOf(off.flatMap((span) => within(span, gaps))) / 60;
    sums.hosts += seen >= 300 ? 1 : 0;
  }
  await writeProfile({ stoppedSamples: sums });
}

const secondsOf = (spans: readonly Span[]): number => spans.reduce((sum, [from, to]) => sum + to - from, 0);

/** What of a span these cover. */
const within = ([from, to]: Span, spans: readonly Span[]): Span[] =>
  mergeSpans(spans)
    .map((span): Span => [Math.max(from, span[0]), Math.min(to, span[1])])
    .filter((span) => span[1] > span[0]);
