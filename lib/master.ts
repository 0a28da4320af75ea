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

/** A refusal can be about what was asked; so many in a row, of different actions, are about the caller. */
const REFUSED_IN_A_ROW = 5;
/** The time travels in whole seconds, and a clock near the edge must not write a line with each call. */
const CLOCK_OFF_MS = 30_000;
const CLOCK_RIGHT_MS = 15_000;

/**
 * Logs how the master's ways with this instance change, one line for each change. That it is silent or answers again is
 * known to all instances and logged once: `writeSummary` does.
 */
export class MasterChanges {
  #refused: string[] = [];
  #refuses = false;
  #clockIsOff = false;

  record({ action, fault, clockSkewMs }: Pick<CallRecord, "action" | "fault" | "clockSkewMs">): void {
    if (fault?.kind === "refused") {
      this.#refused.push(action);
      const isAboutAll = this.#refused.length >= REFUSED_IN_A_ROW && new Set(this.#refused).size > 1;
      if (isAboutAll && !this.#refuses) {
        this.#refuses = true;
        warn({ action, clockSkewMs }, "the master refuses every call: see Connection, or run npm run check");
      }
      this.#refused = this.#refused.slice(-REFUSED_IN_A_ROW);
    } else if (fault === null) {
      this.#refused = [];
      if (this.#refuses) {
        this.#refuses = false;
        info({ action }, "the master takes calls again");
      }
    }
    if (clockSkewMs !== null) {
      this.#noteClock(clockSkewMs);
    }
  }

  breaker(isOpen: boolean): void {
    if (isOpen) {
      warn({}, "no calls are sent to the master for now");
    } else {
      info({}, "calls are sent to the master again");
    }
  }

  #noteClock(skewMs: number): void {
    const off = Math.abs(skewMs);
    if (!this.#clockIsOff && off >= CLOCK_OFF_MS) {
      this.#clockIsOff = true;
      warn({ skewMs }, "the master's clock is off");
    } else if (this.#clockIsOff && off <= CLOCK_RIGHT_MS) {
      this.#clockIsOff = false;
      info({ skewMs }, "the master's clock is right again");
    }
  }
}

const warn = (fields: object, text: string): void => outsideRequest(() => log.warn(fields, text));
const info = (fields: object, text: string): void => outsideRequest(() => log.info(fields, text));
