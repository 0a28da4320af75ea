import { setTimeout as sleep } from "node:timers/promises";
import { BudgetExhausted } from "./budget";
import type { Action } from "./catalogue/action";
import { type ActionName, CATALOGUE, type ParamsOf, type ReplyOf } from "./catalogue/catalogue";
import { classify, type Reply } from "./classify";
import { type CallParams, checkParams, encodeBody } from "./encode";
import type { Guard, Lane } from "./guard";
import { type CallLimits, isWorthAnother, LEAST_TRY_MS, RetryAllowance, retryDelayMs } from "./limits";
import type { CallBudget, CallOptions, CommandOptions } from "./master-client";
import type { Fault, NotSentCause, Outcome } from "./outcome";
import type { RowReading } from "./rows/raw-row";
import { scrub } from "./scrub";
import type { Secrets } from "./secrets";
import type { HttpAnswer, Transport, TransportFault } from "./transport";

/** One attempt, for statistics: of its parameters the host alone, without any text that holds the others. */
export interface CallRecord {
  action: string;
  /** The host that was asked about. */
  vmId?: string;
  kind: "query" | "command";
  /** Null for an answer that was read. */
  fault: Fault | null;
  ms: number;
  /** When it ended, milliseconds since 1970. */
  at: number;
  clockSkewMs: number | null;
}

export interface CallerParts {
  secrets: Secrets;
  transport: Transport;
  guard: Guard;
  budget: CallBudget;
  limits: Record<Lane, CallLimits>;
  now(): number;
  random(): number;
  /** For calls that name no language of their own. */
  language(): CallOptions["language"];
  onCall(record: CallRecord): void;
  onAnswer(action: Action, bytes: Uint8Array): void;
  facts: MasterFacts;
}

/** What is known of how this master answers. */
export interface MasterFacts {
  /** By action: our name of a column → this master's. */
  columns: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What was learnt from its answers; asked for each answer, so it must be quick. Never rejects. */
  learnt(): Promise<LearntFacts>;
}

export interface LearntFacts {
  /** Minutes that its clock is ahead of UTC; null until an answer told. */
  utcOffsetMinutes: number | null;
  /** Lists that were seen to look at `vmid`, so that a row which names no host is the asked one's. */
  hostFilters: ReadonlySet<string>;
}

/** `beforeSend` counts for commands alone. */
type Options = CallOptions & Partial<Pick<CommandOptions, "beforeSend">>;
type Parse<T> = (bytes: Uint8Array) => Reply<T> | Promise<Reply<T>>;
type Attempt<T> = Outcome<T> & { fault: Fault | null; bytes: number };

/** Sends actions: waits for the budget, a place and the breaker, signs, sends, reads, and for queries tries again. */
export class RetryingCaller {
  /** Panel clock minus the master's `Date`, from the newest answer that had one. */
  clockSkewMs: number | null = null;
  readonly #retries = new RetryAllowance();

  constructor(readonly parts: CallerParts) {}

  call<Name extends ActionName>(
    name: Name,
    params: ParamsOf<Name>,
    options: Options,
  ): Promise<Outcome<ReplyOf<Name>>> {
    const action: Action = CATALOGUE[name];
    const parse: Parse<ReplyOf<Name>> = async (bytes) =>
      classify(action.reply, bytes, await this.readingOf(action)) as Reply<ReplyOf<Name>>;
    return this.callWith(action, params, options, action.kind, parse);
  }

  /** How this master writes the rows of an action. */
  async readingOf({ action }: Action): Promise<RowReading> {
    const { utcOffsetMinutes } = await this.parts.facts.learnt();
    return { utcOffsetMinutes, renamed: this.parts.facts.columns[action] ?? {} };
  }

  /** An answer that was read as far as its rows go, and whose rows say too little to be used. */
  unread(action: Action, fault: Extract<Fault, { kind: "protocol" }>): { ok: false; fault: Fault } {
    this.#record(action, fault, 0, null);
    return failed(fault);
  }

  /** With another reading of the answer and another lane: the whole-fleet listing. */
  async callWith<T>(
    action: Action,
    input: unknown,
    options: Options,
    lane: Lane,
    parse: Parse<T>,
  ): Promise<Outcome<T>> {
    const checked = checkParams(action, input);
    if ("invalid" in checked) {
      return notSent("invalid-parameters", checked.invalid);
    }
    if (action.kind === "command" && this.parts.secrets.needsShowing(performance.now())) {
      await this.call("test", {}, { priority: options.priority, signal: options.signal });
    }
    const limits = this.parts.limits[lane];
    const endsAt = performance.now() + limits.totalMs;
    let bytesLeft = limits.maxBytes;
    this.#retries.earn();
    for (let retry = 0; ; retry++) {
      const left = { ...limits, totalMs: endsAt - performance.now(), maxBytes: bytesLeft };
      const attempt = await this.#withEither(action, checked.params, options, lane, left, parse);
      bytesLeft -= attempt.bytes;
      const delay = retryDelayMs(retry, this.parts.random);
      const again =
        attempt.fault !== null &&
        action.kind === "query" &&
        retry < limits.retries &&
        isWorthAnother(attempt.fault) &&
        endsAt - performance.now() > delay + LEAST_TRY_MS &&
        bytesLeft > 0 &&
        this.#retries.spend();
      if (!again || !(await pause(delay, options.signal))) {
        return attempt.ok ? read(attempt) : { ok: false, fault: attempt.fault };
      }
    }
  }

  /** A query that is refused may have been signed with the wrong one of two secrets. */
  async #withEither<T>(
    action: Action,
    params: CallParams,
    options: Options,
    lane: Lane,
    limits: CallLimits,
    parse: Parse<T>,
  ): Promise<Attempt<T>> {
    const { secrets } = this.parts;
    const { inUse, other } = secrets;
    const first = await this.#attempt(action, params, options, lane, limits, parse, inUse.secret);
    if (first.ok && action.kind === "query") {
      secrets.shown(inUse, performance.now());
    }
    if (first.ok || action.kind === "command" || !other || first.fault.kind !== "refused") {
      return first;
    }
    const second = await this.#attempt(action, params, options, lane, limits, parse, other.secret);
    if (second.ok) {
      secrets.shown(other, performance.now());
    }
    return second.ok ? second : { ...first, bytes: first.bytes + second.bytes };
  }

  async #attempt<T>(
    action: Action,
    params: CallParams,
    options: Options,
    lane: Lane,
    limits: CallLimits,
    parse: Parse<T>,
    secret: string,
  ): Promise<Attempt<T>> {
    const { budget, guard } = this.parts;
    const signal = options.signal ?? new AbortController().signal;
    const startedAt = performance.now();
    const waitMs = () =>
      Math.max(0, Math.min(limits.waitMs, limits.totalMs) - (performance.now() - startedAt));
    try {
      if (guard.isShut()) {
        return this.#unsent(action, "breaker-open");
      }
      await budget.take(options.priority, waitMs(), signal);
    } catch (error) {
      return this.#unsent(action, signal.aborted ? "cancelled" : "budget", error);
    }
    // What the caller checks last has calls and limits of its own: its time is not the command's.
    let checkedMs = 0;
    const send = () => {
      const totalMs = Math.max(1, limits.totalMs - (performance.now() - startedAt - checkedMs));
      return this.#send(action, params, options, lane, { ...limits, totalMs }, signal, parse, secret);
    };
    const beforeSend = action.kind === "command" ? options.beforeSend : undefined;
    const before =
      beforeSend &&
      (async () => {
        const checksAt = performance.now();
        const may = await beforeSend();
        checkedMs = performance.now() - checksAt;
        return may;
      });
    const result = await guard.run(lane, { ms: waitMs(), signal }, send, before);
    return typeof result === "string" ? this.#unsent(action, result) : result;
  }

  async #send<T>(
    action: Action,
    params: CallParams,
    options: Options,
    lane: Lane,
    limits: CallLimits,
    signal: AbortSignal,
    parse: Parse<T>,
    secret: string,
  ): Promise<Attempt<T>> {
    const { now, transport, onAnswer } = this.parts;
    const language = options.language ?? this.parts.language() ?? "en";
    const { body, secrets } = encodeBody(action, params, language, { secret, now });
    const sentAt = now();
    const startedAt = performance.now();
    const result = await transport.post(body, limits, { fresh: lane === "command", signal });
    const ms = performance.now() - startedAt;
    if (!("cause" in result)) {
      onAnswer(action, result.bytes);
    }
    const clockSkewMs = this.#noteClock(result.masterNow, sentAt + ms / 2);
    const outcome =
      "cause" in result
        ? failed(faultOf(result, action, secrets))
        : outcomeOf(await parse(result.bytes), action, secrets, clockSkewMs);
    const fault = outcome.ok ? null : outcome.fault;
    this.#record(action, fault, ms, clockSkewMs, params.vmid);
    return { ...outcome, fault, bytes: sizeOf(result) } as Attempt<T>;
  }

  /** The header tells whole seconds: on average half of one more has passed. */
  #noteClock(masterNow: number | null, answeredAt: number): number | null {
    if (masterNow === null) {
      return null;
    }
    this.clockSkewMs = Math.round(answeredAt - masterNow - 500);
    return this.clockSkewMs;
  }

  #unsent(action: Action, cause: NotSentCause, error?: unknown): Attempt<never> {
    const detail = error === undefined || error instanceof BudgetExhausted ? "" : nameOf(error);
    const outcome = notSent(cause, detail);
    this.#record(action, outcome.fault, 0, null);
    return { ...outcome, bytes: 0 };
  }

  #record(action: Action, fault: Fault | null, ms: number, clockSkewMs: number | null, vmId?: string): void {
    const name = action.subvaction === null ? action.action : `${action.action}.${action.subvaction}`;
    const at = this.parts.now();
    const host = vmId === undefined ? {} : { vmId };
    this.parts.onCall({
      ...{ action: name, kind: action.kind, ...host },
      ...{ fault, ms: Math.round(ms), at, clockSkewMs },
    });
  }
}

const sizeOf = (result: HttpAnswer | TransportFault) =>
  typeof result.bytes === "number" ? result.bytes : result.bytes.length;
const nameOf = (error: unknown) => (error instanceof Error ? error.name : "");

const read = <T>({ value, emptyBody }: { value: T; emptyBody?: true }): Outcome<T> =>
  emptyBody ? { ok: true, value, emptyBody } : { ok: true, value };
const failed = (fault: Fault): { ok: false; fault: Fault } => ({ ok: false, fault });
const notSent = (cause: NotSentCause, detail: string) => failed({ kind: "not-sent", cause, detail });

/** False: the caller left meanwhile. */
async function pause(ms: number, signal?: AbortSignal): Promise<boolean> {
  return sleep(ms, true, { signal }).catch(() => false);
}

function faultOf(result: TransportFault, action: Action, secrets: string[]): Fault {
  const detail = scrub(result.detail, secrets);
  return result.sent
    ? answerFault(action, result.cause, detail)
    : { kind: "not-sent", cause: result.cause, detail };
}

type AnswerCause = Extract<Fault, { kind: "unknown" }>["cause"];
type ProtocolFaultCause = Extract<Fault, { kind: "protocol" }>["cause"];

/** A command whose answer can't be read may have been carried out: unknown, whatever the answer looked like. */
function answerFault(action: Action, cause: AnswerCause, detail: string): Fault {
  return action.kind === "command" || !isProtocol(cause)
    ? { kind: "unknown", cause, detail }
    : { kind: "protocol", cause, detail };
}

const isProtocol = (cause: AnswerCause): cause is ProtocolFaultCause =>
  !["answer-timeout", "body-timeout", "reset", "cancelled", "too-large"].includes(cause);

function outcomeOf<T>(reply: Reply<T>, action: Action, secrets: string[], skew: number | null): Outcome<T> {
  switch (reply.kind) {
    case "value":
      return read(reply);
    case "refused":
      return failed({ kind: "refused", text: scrub(reply.text, secrets), clockSkewMs: skew });
    case "protocol":
      return failed(answerFault(action, reply.cause, reply.detail ?? `${action.action}: ${reply.cause}`));
  }
}
