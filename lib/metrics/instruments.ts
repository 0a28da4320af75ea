import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { perProcess } from "../per-process";
import type { CallRecord } from "../rstack/retrying-caller";

// What a process counts of itself, for /api/metrics. Labels come from lists that end: no name of a person, no id and no
// address ever stands in one.

const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export const metrics = () => perProcess("metrics", make);

function make() {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `panel_${name}`, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge({ name: `panel_${name}`, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Histogram({ name: `panel_${name}`, help, labelNames, buckets: SECONDS, registers });
  return {
    registry,
    requests: counter("http_requests_total", "Requests that were answered.", ["method", "route", "status"]),
    requestSeconds: histogram(
      "http_request_duration_seconds",
      "From the whole head of a request to the end of its answer; without event streams.",
      ["route"],
    ),
    calls: counter("master_calls_total", "Calls to the master, each attempt.", ["action", "outcome"]),
    callFaults: counter("master_call_faults_total", "Calls without a usable answer, by cause.", ["cause"]),
    callSeconds: histogram("master_call_duration_seconds", "Calls that were sent to the master.", ["action"]),
    ended: counter("operations_ended_total", "Operations that this instance ended.", ["kind", "outcome"]),
    signIns: counter("sign_ins_total", "Sign-ins by what came of them.", ["outcome"]),
    refusals: counter("action_refusals_total", "Forms that were refused, by code.", ["code"]),
    up: gauge("database_up", "1 while the database answers."),
    writable: gauge("database_writable", "0 while the database takes nothing down, such as on a full disk."),
    connections: gauge("database_connections", "Connections of this instance to the database.", [
      "pool",
      "state",
    ]),
    open: gauge("operations_open", "Operations in progress, of all instances.", ["kind"]),
    oldestOpen: gauge("operations_oldest_open_seconds", "Age of the oldest operation in progress.", ["kind"]),
    held: gauge("operations_held", "Operations that wait for staff after a restore, of all instances."),
    streams: gauge("live_streams", "Event streams open in this instance."),
    watched: gauge("live_watched_hosts", "Hosts that this instance polls because somebody looks at them."),
    mirrorAge: gauge("mirror_age_seconds", "Since the newest host list was read from the master."),
    masterUp: gauge("master_up", "1 while the master answers, 0 while it is silent; of all instances."),
    lastAnswer: gauge("master_last_answer_seconds", "Since the master's last answer, of all instances."),
    clockSkew: gauge("master_clock_skew_seconds", "The panel's clock minus the master's."),
    breaker: gauge("master_breaker", "1 for the state that this instance's breaker is in.", ["state"]),
    budgetLeft: gauge("master_budget_calls_left", "Calls that may go at once, of all instances."),
    budgetRate: gauge("master_budget_calls_per_second", "RSTACK_RATE."),
    budgetWaiting: gauge("master_budget_waiting", "Calls of this instance that wait for the budget."),
    logLost: counter("log_lines_lost_total", "Log lines that could not be written.", []),
    build: gauge("build_info", "The build that this instance serves.", ["build"]),
  };
}

/** Adds the process's own: processor, memory, open files, event-loop delay, garbage collection. */
export const measureProcess = (): void =>
  perProcess("metrics of the process", () => {
    const { registry } = metrics();
    collectDefaultMetrics({ register: registry });
    // Gauges that are named like counters, each beside one with a label for the kind.
    for (const what of ["handles", "requests", "resources"]) {
      registry.removeSingleMetric(`nodejs_active_${what}_total`);
    }
  });

/** `seconds` is null for an event stream, which lasts as long as somebody looks. */
export function countRequest(
  { method, route, status }: { method: string; route: string; status: number },
  seconds: number | null,
): void {
  metrics().requests.inc({ method, route, status });
  if (seconds !== null) {
    metrics().requestSeconds.observe({ route }, seconds);
  }
}

export function countCall({ action, fault, ms }: Pick<CallRecord, "action" | "fault" | "ms">): void {
  const { calls, callFaults, callSeconds } = metrics();
  calls.inc({ action, outcome: fault?.kind ?? "answered" });
  if (fault !== null && fault.kind !== "refused") {
    callFaults.inc({ cause: fault.cause });
  }
  if (fault?.kind !== "not-sent") {
    callSeconds.observe({ action }, ms / 1000);
  }
}

export const countEnd = (kind: string, outcome: string): void => metrics().ended.inc({ kind, outcome });

export const countSignIn = (outcome: string): void => metrics().signIns.inc({ outcome });

export const countRefusal = (code: string): void => metrics().refusals.inc({ code });
