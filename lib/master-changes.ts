import { log } from "./log";
import { outsideRequest } from "./request-context";
import type { CallRecord } from "./rstack/retrying-caller";

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
