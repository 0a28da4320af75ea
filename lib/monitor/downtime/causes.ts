import type { HostState } from "@/lib/operations/host-states";
import { mergeSpans, type Span } from "../find-gaps";
import type { Downtime, DowntimeCause } from "./downtime-view";

/** A command that may turn a host off or on. Times are Unix seconds by the samples' clock, here and below. */
export interface PowerChange {
  by: Extract<DowntimeCause, "customer" | "schedule" | "support">;
  /** `back`: off for a while and on again by itself. */
  turns: "off" | "back" | "on";
  sentAt: number;
  endedAt: number | null;
  isDone: boolean;
}

/** A state as it was read, first and last. */
export interface Look {
  at: number;
  until: number;
  state: HostState;
}

export interface DowntimeEvidence {
  /** Oldest first, each after the one before it. */
  looks: readonly Look[];
  commands: readonly PowerChange[];
  maintenance: readonly Span[];
  silences: readonly Span[];
}

const NOBODYS: ReadonlySet<DowntimeCause> = new Set<DowntimeCause>(["unknown", "silence", "unclear"]);
/** The last sample before something lies up to a minute back, and comes late. */
const BRIEF = 90;
/** So long after its end a command's effect may first show. */
const AFTER_COMMAND = 180;
/** From the end of a start to the first sample. */
const BOOT = 300;
/** So long a state that was read holds, where none was read after it. */
const HOLDS = 900;

/** RStack turns a host off in these. */
const TURNED_OFF: { readonly [state in HostState]?: DowntimeCause } = {
  suspended: "suspension",
  "out-of-traffic": "traffic",
};
const NOT_RUNNING: ReadonlySet<HostState> = new Set<HostState>(["off", "paused", "saved", "setup-failed"]);
const RUNNING: ReadonlySet<HostState> = new Set<HostState>(["running", "over-traffic"]);

/** A state in which a host doesn't run for certain. */
export const isStopped = ({ state }: Pick<Look, "state">): boolean =>
  NOT_RUNNING.has(state) || TURNED_OFF[state] !== undefined;

/**
 * Whose the minutes without samples are, oldest first. Only where ledger, states or an announced maintenance agree did the host not
 * run; else many hosts' silence is RStack's, and the rest unclear. What is set up for the first time is left out. Pure.
 */
export function causesOf(gaps: readonly Span[], evidence: DowntimeEvidence): Downtime[] {
  return mergeSpans(gaps).flatMap((gap) => causesOfOne(gap, evidence));
}

function causesOfOne(gap: Span, { looks, commands, maintenance, silences }: DowntimeEvidence): Downtime[] {
  const related = commands
    .filter(
      ({ sentAt, endedAt }) =>
        sentAt < gap[1] && (endedAt ?? Number.POSITIVE_INFINITY) + AFTER_COMMAND >= gap[0],
    )
    .toSorted((a, b) => a.sentAt - b.sentAt);
  const seen = looks.map((look, at) => reachOf(look, looks[at - 1], looks[at + 1]));
  const events = eventsOf(related);
  const found: Downtime[] = [];
  /** Who turned it off, and since when it hasn't run. */
  let base: DowntimeCause | null = null;
  let since = gap[0];
  let judged = Number.NEGATIVE_INFINITY;
  /** Until when a command is on its way: that the host still runs then says nothing against it. */
  let going = Number.NEGATIVE_INFINITY;
  for (const [from, to] of pieces(gap, events, seen, [...maintenance, ...silences])) {
    const look = seen.find(({ reach }) => covers(reach, from))?.look;
    // A look that was asked just before a command may be answered after it.
    const isSeen = look !== undefined && look.at <= from - BRIEF;
    const isOff = look !== undefined && NOT_RUNNING.has(look.state);
    for (const event of events) {
      // What is off already is turned off by nobody.
      const counts: boolean = event.base === null || (base === null && !(isOff && isSeen));
      if (counts && event.at > judged && event.at <= from) {
        [base, going] = [event.base, event.until];
      }
    }
    judged = from;
    if (look && RUNNING.has(look.state) && from >= going) {
      [base, since] = [null, to];
    }
    const overlay = (look && TURNED_OFF[look.state]) ?? null;
    if (overlay && base !== "customer" && base !== "schedule") {
      base = overlay;
    }
    const isMaintained = maintenance.some(
      (span) => covers(span, from) && since >= span[0] - BRIEF && since < to,
    );
    base ??= isMaintained ? "maintenance" : null;
    const silent = silences.some((span) => covers(span, from)) ? "silence" : "unclear";
    if (look?.state !== "setting-up" || base !== null) {
      found.push({ from, to, cause: overlay ?? base ?? (isOff ? "unknown" : silent) });
    }
  }
  return joined(found);
}

/** Pieces that touch and have one cause, as one. What nobody did for less than samples can tell goes with what follows. */
function joined(found: readonly Downtime[]): Downtime[] {
  const all: Downtime[] = [];
  for (const piece of found) {
    const last = all.at(-1);
    const isBrief = last !== undefined && NOBODYS.has(last.cause) && last.to - last.from <= BRIEF;
    if (last?.to === piece.from && (isBrief || last.cause === piece.cause)) {
      Object.assign(last, { to: piece.to, cause: piece.cause });
    } else {
      all.push({ ...piece });
    }
  }
  return all;
}

const covers = ([from, to]: Span, time: number): boolean => from <= time && time < to;

/** A state that isn't running may have begun right after the look before, and end right before the next. */
function reachOf(look: Look, before: Look | undefined, next: Look | undefined): { look: Look; reach: Span } {
  if (RUNNING.has(look.state)) {
    return { look, reach: [look.at, look.until] };
  }
  const isAfterRunning = before === undefined || RUNNING.has(before.state);
  return {
    look,
    reach: [isAfterRunning ? (before?.until ?? look.at - HOLDS) : look.at, next?.at ?? look.until + HOLDS],
  };
}

/** From when on a command tells whose it is that the host is off, and from when on it is back; in their order. */
function eventsOf(
  commands: readonly PowerChange[],
): { at: number; until: number; base: DowntimeCause | null }[] {
  return commands
    .flatMap(({ by, turns, sentAt, endedAt, isDone }, place) => {
      const begin = { at: sentAt, until: endedAt ?? Number.POSITIVE_INFINITY, base: by };
      const back = { at: (endedAt ?? sentAt) + BOOT, until: Number.NEGATIVE_INFINITY, base: null };
      const isOvertaken = commands.some(
        (later, at) => at > place && later.turns !== "on" && later.sentAt <= back.at,
      );
      const isBack = isDone && turns !== "off" && endedAt !== null && !isOvertaken;
      return [...(turns === "on" ? [] : [begin]), ...(isBack ? [back] : [])];
    })
    .toSorted((a, b) => a.at - b.at);
}

/** The gap, cut wherever something begins or ends. */
function pieces(
  gap: Span,
  events: readonly { at: number; until: number }[],
  seen: readonly { look: Look; reach: Span }[],
  spans: readonly Span[],
): Span[] {
  const cuts = [
    ...events.flatMap(({ at, until }) => [at, until]),
    ...seen.flatMap(({ look, reach }) => [look.at, look.until, ...reach]),
    ...spans.flat(),
  ].filter((time) => time > gap[0] && time < gap[1]);
  const times = [gap[0], ...new Set(cuts.toSorted((a, b) => a - b)), gap[1]];
  return times.slice(1).map((to, at): Span => [times[at] ?? to, to]);
}

/** What is known of the samples of one host of a node. */
export interface Recorded {
  known: readonly Span[];
  gaps: readonly Span[];
}

const LEAST_HOSTS = 3;

/** When RStack told nothing of a node: half of the hosts that had samples, and at least three, miss them from the same minute on. */
export function silencesOf(hosts: readonly Recorded[]): Span[] {
  const all = hosts.map(({ known, gaps }) => ({ known: mergeSpans(known), gaps: mergeSpans(gaps) }));
  const starts = new Set(all.flatMap(({ gaps }) => gaps.map(([from]) => from)));
  const silences = [...starts].flatMap((start): Span[] => {
    const before = start - BRIEF - 1;
    const had = all.filter(
      ({ known, gaps }) =>
        known.some((span) => covers(span, before)) && !gaps.some((gap) => covers(gap, before)),
    );
    const ends = had
      .flatMap(({ gaps }) => gaps.find(([from]) => Math.abs(from - start) <= BRIEF)?.[1] ?? [])
      .toSorted((a, b) => a - b);
    const end = ends[Math.floor(ends.length / 2)];
    return end !== undefined && ends.length >= LEAST_HOSTS && ends.length * 2 >= had.length
      ? [[start, end]]
      : [];
  });
  return mergeSpans(silences);
}
