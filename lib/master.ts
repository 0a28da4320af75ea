import "server-only";
import { randomUUID } from "node:crypto";
import { config } from "@/lib/config";
import { databaseCallBudget } from "@/lib/db/call-budget";
import type { CallQueue } from "@/lib/db/call-queue";
import { database } from "@/lib/db/connection";
import { publish } from "@/lib/db/notify";
import { forgetAnswers } from "@/lib/kept-answers";
import { perProcess } from "@/lib/per-process";
import { currentRequest, outsideRequest } from "@/lib/request-context";
import { createMasterClient } from "@/lib/rstack/client";
import type { MasterClient } from "@/lib/rstack/master-client";
import type { CallRecord, LearntFacts } from "@/lib/rstack/retrying-caller";
import { log } from "./log";
import { CallRecorder } from "./master-call-log";
import { MasterChanges } from "./master-changes";
import { readLearnt, writeSummary } from "./master-profile";
import { countCall } from "./metrics/instruments";

/** The one client of a process, with the budget of all instances, and its calls recorded. */
export function master(): MasterClient {
  return perProcess("master", () => {
    const { rstack } = config();
    const recorder = callRecorder();
    const changes = new MasterChanges();
    const client = createMasterClient({
      ...rstack,
      budget: callQueue(),
      language: () => currentRequest()?.language,
      onCall: (call) => {
        recorder.record(call);
        countCall(call);
        changes.record(call);
        tellUnreadable(call);
        forgetWhatChanged(call);
      },
      onBreaker: (isOpen) => changes.breaker(isOpen),
      onSecret: (name) => outsideRequest(() => log.info(`the master takes ${name}`)),
      learnt: learntFacts,
    });
    return {
      ...client,
      async close() {
        await client.close();
        await recorder.flush();
      },
    };
  });
}

/** Before whoever sent a command draws a page: what was kept of the master's answers may be over. */
function forgetWhatChanged({ kind, action }: CallRecord): void {
  if (kind === "query") {
    return;
  }
  forgetAnswers("fleet");
  if (action.startsWith("user_")) {
    forgetAnswers("customers");
    publish(database(), { type: "customer" }).catch((err) =>
      log.warn({ err }, "other instances may show a customer's data of a minute ago"),
    );
  }
}

/** Where the calls of this process wait for the budget. */
export const callQueue = (): CallQueue =>
  perProcess("call-queue", () => databaseCallBudget(database, config().rstack.callsPerSecond));

const LEARNT_MS = 2_000;

/** Read from the database now and then. What is not known is not learnt; never rejects. */
function learntFacts(): Promise<LearntFacts> {
  const kept = perProcess("learnt of the master", () => ({
    at: Number.NEGATIVE_INFINITY,
    facts: Promise.resolve<LearntFacts>({ utcOffsetMinutes: null, hostFilters: new Set() }),
  }));
  if (performance.now() - kept.at >= LEARNT_MS) {
    const before = kept.facts;
    kept.at = performance.now();
    kept.facts = readLearnt(database()).catch(() => before);
  }
  return kept.facts;
}

const TELL_AGAIN_MS = 600_000;

/** An answer that can't be read is told in the log: which action, why, and once in ten minutes for each. */
function tellUnreadable({ action, fault }: CallRecord): void {
  if (fault?.kind !== "protocol") {
    return;
  }
  const told = perProcess("unreadable answers told", () => new Map<string, number>());
  const key = `${action} ${fault.cause}`;
  if (performance.now() - (told.get(key) ?? Number.NEGATIVE_INFINITY) >= TELL_AGAIN_MS) {
    told.set(key, performance.now());
    log.warn(
      { action, cause: fault.cause, detail: fault.detail },
      "an answer of the master's could not be read: run npm run check",
    );
  }
}

/** Writes what was recorded and not yet written; for the shutdown and for tests. Never rejects. */
export const flushCalls = (): Promise<void> => callRecorder().flush();

const callRecorder = (): CallRecorder =>
  perProcess("call-recorder", () => {
    const instance = randomUUID();
    return new CallRecorder((summary) => writeSummary(database(), instance, summary));
  });
