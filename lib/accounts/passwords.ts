import "server-only";
import { type Algorithm, hash, verify } from "@node-rs/argon2";
import { perProcess } from "../per-process";

/** OWASP's figures for argon2id; 90 ms on two small cores. */
const OPTIONS = {
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 47_104,
  timeCost: 1,
  parallelism: 1,
};
const PREFIX = "$argon2id$v=19$m=47104,t=1,p=1$";
const AT_ONCE = 2;

const gate = perProcess("password-gate", () => ({ running: 0, waiting: [] as (() => void)[] }));

/** Each run takes 46 MB and a core: more than two at once would starve the pages. */
async function gated<T>(work: () => Promise<T>): Promise<T> {
  if (gate.running >= AT_ONCE) {
    await new Promise<void>((resolve) => gate.waiting.push(resolve));
  } else {
    gate.running += 1;
  }
  try {
    return await work();
  } finally {
    const next = gate.waiting.shift();
    if (next) {
      next();
    } else {
      gate.running -= 1;
    }
  }
}

export const hashPassword = (password: string): Promise<string> => gated(() => hash(password, OPTIONS));

export const needsRehash = (passwordHash: string): boolean => !passwordHash.startsWith(PREFIX);

/** Takes as long for an account that is not there, or has no password yet, as for a wrong password. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  if (passwordHash === null) {
    await gated(() => hash(password, OPTIONS));
    return false;
  }
  return gated(() => verify(passwordHash, password).catch(() => false));
}
