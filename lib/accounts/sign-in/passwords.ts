import "server-only";
import { availableParallelism } from "node:os";
import { type Algorithm, hash, verify } from "@node-rs/argon2";
import { FairQueue, type QueueTurn } from "../../fair-queue";
import { perProcess } from "../../per-process";

/** OWASP's figures for argon2id; 90 ms on two small cores. */
const OPTIONS = {
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 47_104,
  timeCost: 1,
  parallelism: 1,
};
const PREFIX = "$argon2id$v=19$m=47104,t=1,p=1$";
/** The most that wait in each lane. */
const LONGEST_QUEUE = 20;
const TURN_MS = 100;
/**
 * Each run takes 46 MB and a core, of which pages need one; and one of Node's four worker threads, which read files and look
 * up names as well.
 */
const atOnce = () => Math.min(2, Math.max(1, availableParallelism() - 1));

const queue = () =>
  perProcess("password-queue", () => new FairQueue({ known: 1, stranger: atOnce() }, LONGEST_QUEUE, TURN_MS));

/** Work that hashes a password, in its turn. Throws what `queueFullSeconds` and `isCallerGone` tell. */
export const inPasswordTurn = <T>(turn: QueueTurn, work: () => Promise<T>): Promise<T> =>
  queue().run(turn, work);

/** For people who are signed in or came with a link. */
const PROVEN = { lane: "known", network: "", address: "" } as const;

/** Waits for its turn; may throw what `queueFullSeconds` tells. */
export const hashPassword = (password: string): Promise<string> =>
  inPasswordTurn(PROVEN, () => hash(password, OPTIONS));

export const needsRehash = (passwordHash: string): boolean => !passwordHash.startsWith(PREFIX);

/** Waits for its turn, as `hashPassword` does: for people who are signed in. */
export const verifyPassword = (passwordHash: string | null, password: string): Promise<boolean> =>
  inPasswordTurn(PROVEN, () => verifyInTurn(passwordHash, password));

/**
 * Within `inPasswordTurn`. Takes as long for an account that is not there, or has no password yet, as for a wrong
 * password.
 */
export async function verifyInTurn(passwordHash: string | null, password: string): Promise<boolean> {
  if (passwordHash === null) {
    await hash(password, OPTIONS);
    return false;
  }
  return verify(passwordHash, password).catch(() => false);
}
