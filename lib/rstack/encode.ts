import { createHash, randomBytes } from "node:crypto";
import type { Action } from "./catalogue/action";

const PUBLIC = ["api_sign", "api_random", "api_timestamp", "api_language", "api_type", "action"] as const;
export const RESERVED_KEYS: ReadonlySet<string> = new Set([...PUBLIC, "subvaction"]);

/** Parameters whose values must not come back to us in a refusal's text. */
const SECRET_KEYS = ["password", "password1", "password2", "vmpass"];

export interface Signer {
  secret: string;
  /** Milliseconds since 1970. */
  now(): number;
  random?(): string;
}

export type CallParams = Readonly<Record<string, string>>;

/** The checked parameters as they go over the wire, or why they can't. Says which parameter, never its value. */
export function checkParams(action: Action, input: unknown): { params: CallParams } | { invalid: string } {
  const parsed = action.params.safeParse(input);
  if (!parsed.success) {
    return { invalid: parsed.error.issues.map((issue) => issue.path.join(".") || issue.code).join(", ") };
  }
  const params: Record<string, string> = {};
  for (const [key, value] of Object.entries(parsed.data as Record<string, unknown>)) {
    if (RESERVED_KEYS.has(key)) {
      return { invalid: key };
    }
    if (typeof value === "string") {
      params[key] = value;
    }
  }
  return { params };
}

/**
 * One form body: the public parameters, the sub-action, then the action's own, each key once. Signed here, so that
 * each attempt gets a signature of its own. `secrets` is what must be taken out of any text that comes back.
 */
export function encodeBody(
  action: Action,
  params: CallParams,
  language: "en" | "zh-CN",
  signer: Signer,
): { body: string; secrets: string[] } {
  const random = signer.random?.() ?? apiRandom();
  const timestamp = apiTimestamp(signer.now());
  const sign = apiSign(signer.secret, random, timestamp);
  const form = new URLSearchParams({
    api_sign: sign,
    api_random: random,
    api_timestamp: timestamp,
    api_language: language === "zh-CN" ? "chinese" : "",
    api_type: "hyper",
    action: action.action,
  });
  if (action.subvaction !== null) {
    form.set("subvaction", action.subvaction);
  }
  for (const [key, value] of Object.entries(params)) {
    if (form.has(key)) {
      throw new Error(`The parameter ${key} is there already`);
    }
    form.set(key, value);
  }
  const own = SECRET_KEYS.map((key) => params[key]).filter((value) => value !== undefined);
  return { body: form.toString(), secrets: [signer.secret, sign, ...own] };
}

const LETTERS = "ghijklmnopqrstuv";

/**
 * 32 characters, new for each attempt. The last one is a letter: the master hashes random and timestamp without a
 * mark between them, and a random number that ended in digits could be cut elsewhere to move the time.
 */
export function apiRandom(bytes: (size: number) => Buffer = randomBytes): string {
  const source = bytes(17);
  return source.toString("hex", 0, 16).slice(0, 31) + LETTERS.charAt((source[16] ?? 0) % LETTERS.length);
}

/** `md5(secret + random + timestamp)` in lower-case hex: the vendor's, and all that it signs. */
export const apiSign = (secret: string, random: string, timestamp: string): string =>
  createHash("md5").update(`${secret}${random}${timestamp}`, "utf8").digest("hex");

/** The vendor wants ten digits of Unix seconds. */
export const apiTimestamp = (nowMs: number): string => String(Math.floor(nowMs / 1000)).padStart(10, "0");
