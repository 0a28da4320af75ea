import { createHash, randomBytes } from "node:crypto";

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
