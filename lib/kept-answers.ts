import "server-only";
import { LRUCache } from "lru-cache";
import { config } from "./config";
import type { Notice } from "./db/notice";
import { subscribe } from "./db/notify";
import { perProcess } from "./per-process";

/**
 * What answers are about, and so what makes them old before their time: `customers` a change of any customer's row, `fleet`
 * any operation. What an answer about a host is good for stands in its name (`aboutHost` in lib/hosts/host-answers.ts).
 */
export type AnswersAbout = "host" | "customers" | "fleet";

/** A promise holds all that its request held, its headers and its page too: so none is kept once the answer is there. */
type Asked = { answer: Promise<unknown> } | { value: unknown };

/** Rows and other values of each kind together, so that a few long lists don't fill the memory. */
const MOST_ROWS = 20_000;
const PURGE_MS = 60_000;

type Answers = LRUCache<string, Asked>;
interface Kept {
  answers: Record<AnswersAbout, Answers>;
  listening: boolean;
}

const kept = (): Kept =>
  perProcess("kept answers", () => {
    const empty = (): Answers => new LRUCache({ maxSize: MOST_ROWS });
    const answers = { host: empty(), customers: empty(), fleet: empty() };
    // What is over its time goes by itself only when it is asked for.
    const purge = () => Object.values(answers).forEach((each) => void each.purgeStale());
    setInterval(purge, PURGE_MS).unref();
    return { answers, listening: false };
  });

function listen(): Kept {
  const state = kept();
  if (!state.listening) {
    state.listening = true;
    subscribe(forgetBy);
  }
  return state;
}

function forgetBy({ type }: Notice): void {
  if (type === "resync") {
    for (const each of Object.values(kept().answers)) {
      each.clear();
    }
  } else if (type === "operation") {
    forgetAnswers("fleet");
  } else if (type === "customer") {
    forgetAnswers("customers");
  }
}

/** In this process; other instances hear of it by a notice. */
export function forgetAnswers(about: AnswersAbout): void {
  kept().answers[about].clear();
}

interface Question<T> {
  about: AnswersAbout;
  /** All that the answer depends on. */
  name: string;
  ask: () => Promise<T>;
  /** Whether a page may show this answer to the next who asks; a fault never is one. */
  isGood: (answer: T) => boolean;
}

/**
 * For what a page only shows: asked once in a while (`MIRROR_ANSWERS_SECONDS`), however many look. Never for what decides
 * on a command.
 */
export function keptAnswer<T>({ about, name, ask, isGood }: Question<T>): Promise<T> {
  if (config().mirror.answersMs === 0) {
    return ask();
  }
  const answers = listen().answers[about];
  const known = answers.get(name);
  if (known) {
    return ("value" in known ? Promise.resolve(known.value) : known.answer) as Promise<T>;
  }
  const answer = ask();
  const asked: Asked = { answer };
  keep(about, name, asked, 1);
  const settle = (value: T | null) => {
    // Forgotten meanwhile, or asked anew: what came may be older than what it was forgotten for.
    if (answers.peek(name) !== asked) {
      return;
    }
    answers.delete(name);
    if (value !== null && isGood(value)) {
      keep(about, name, { value }, sizeOf(value));
    }
  };
  answer.then(settle, () => settle(null));
  return answer;
}

/** Keeps what was read on another occasion. */
export function noteAnswer(about: AnswersAbout, name: string, answer: unknown): void {
  if (config().mirror.answersMs > 0) {
    listen();
    keep(about, name, { value: answer }, sizeOf(answer));
  }
}

const keep = (about: AnswersAbout, name: string, asked: Asked, size: number) =>
  kept().answers[about].set(name, asked, { ttl: config().mirror.answersMs, size });

/** An answer's rows, as far as it is a list. */
function sizeOf(answer: unknown): number {
  const value = typeof answer === "object" && answer && "value" in answer ? answer.value : null;
  return 1 + (Array.isArray(value) ? value.length : 0);
}
