import "server-only";
import { inArray, sql } from "drizzle-orm";
import { config } from "@/lib/config";
import { database, poolCounts } from "@/lib/db/connection";
import { callBudget, mirrorSyncs } from "@/lib/db/master-schema";
import { writeFault } from "@/lib/db/reach/availability";
import { operations } from "@/lib/db/schema";
import { readProfile } from "@/lib/hosts/mirror/profile";
import { ownBuild } from "@/lib/instances";
import { watchedHosts } from "@/lib/live/poll-host";
import { openStreams } from "@/lib/live/stream-hub";
import { callQueue, master } from "@/lib/master";
import { metrics } from "@/lib/metrics/instruments";
import { countHeld } from "@/lib/operations/held";
import { lostLogLines } from "@/lib/process/log-output";

/** Prometheus asks every 15 s and waits for ten: without a database the rest is told all the same. */
const DATABASE_LIMIT_MS = 3_000;

/** What the process counted, and how things stand now, as Prometheus reads it. Never rejects. */
export async function renderMetrics(): Promise<string> {
  measureInstance();
  const { registry, up, writable } = metrics();
  const answered = await Promise.race([
    readShared().then(
      (shared) => tellShared(shared),
      () => false,
    ),
    new Promise<false>((resolve) => setTimeout(resolve, DATABASE_LIMIT_MS, false).unref()),
  ]);
  if (!answered) {
    forgetShared();
  }
  up.set(answered ? 1 : 0);
  writable.set(writeFault() === null ? 1 : 0);
  return registry.metrics();
}

/** What this instance knows of itself. */
function measureInstance(): void {
  const { connections, streams, watched, breaker, clockSkew, budgetWaiting, budgetRate, logLost, build } =
    metrics();
  for (const { name, total, idle, waiting } of poolCounts()) {
    connections.set({ pool: name, state: "busy" }, total - idle);
    connections.set({ pool: name, state: "idle" }, idle);
    connections.set({ pool: name, state: "waiting" }, waiting);
  }
  streams.set(openStreams());
  watched.set(watchedHosts().length);
  const health = master().health();
  for (const state of ["closed", "open", "half-open"] as const) {
    breaker.set({ state }, health.breaker === state ? 1 : 0);
  }
  if (health.clockSkewMs !== null) {
    clockSkew.set(health.clockSkewMs / 1000);
  }
  budgetWaiting.set(callQueue().length);
  logLost.reset();
  logLost.inc(lostLogLines());
  budgetRate.set(config().rstack.callsPerSecond);
  build.set({ build: ownBuild() }, 1);
}

type Shared = Awaited<ReturnType<typeof readShared>>;

/** What all instances share. */
async function readShared() {
  const [open, held, profile, [list], [budget]] = await Promise.all([
    database()
      .select({
        kind: operations.kind,
        count: sql<number>`count(*)::int`,
        seconds: sql<number>`extract(epoch from now() - min(${operations.startedAt}))::float8`,
      })
      .from(operations)
      .where(inArray(operations.outcome, ["open", "checking"]))
      .groupBy(operations.kind),
    countHeld(),
    readProfile(),
    database()
      .select({ age: sql<number | null>`extract(epoch from now() - max(${mirrorSyncs.finishedAt}))::float8` })
      .from(mirrorSyncs),
    database().select({ tokens: callBudget.tokens }).from(callBudget),
  ]);
  return { open, held, profile, listAge: list?.age ?? null, tokens: budget?.tokens ?? null };
}

function tellShared({ open, held, profile, listAge, tokens }: Shared): true {
  forgetShared();
  const shown = metrics();
  for (const { kind, count, seconds } of open) {
    shown.open.set({ kind }, count);
    shown.oldestOpen.set({ kind }, seconds);
  }
  shown.held.set(held);
  if (profile?.lastAnswerAt) {
    shown.lastAnswer.set((Date.now() - profile.lastAnswerAt.getTime()) / 1000);
  }
  if (profile?.lastAnswerAt || profile?.downSince) {
    shown.masterUp.set(profile.downSince ? 0 : 1);
  }
  if (listAge !== null) {
    shown.mirrorAge.set(listAge);
  }
  if (tokens !== null) {
    shown.budgetLeft.set(tokens);
  }
  return true;
}

/** A figure that isn't known is left out: an old one would read like a new one. */
function forgetShared(): void {
  const { open, oldestOpen, held, lastAnswer, masterUp, mirrorAge, budgetLeft } = metrics();
  for (const gauge of [open, oldestOpen]) {
    gauge.reset();
  }
  for (const gauge of [held, lastAnswer, masterUp, mirrorAge, budgetLeft]) {
    gauge.remove();
  }
}
