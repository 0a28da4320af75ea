import { z } from "zod";

/** NFKC and lower case: two names that look the same are the same account. */
export const nameKey = (name: string): string => name.normalize("NFKC").toLowerCase();

const PLAIN = /^[^@\s\p{C}]+$/u;

/**
 * A user name holds no `@`, so that it can't be somebody's e-mail address, and nothing invisible or blank. Its key holds
 * none either: a full-width `＠` would become an `@` there.
 */
export const Username = z
  .string()
  .min(1)
  .max(64)
  .refine((name) => PLAIN.test(name) && PLAIN.test(nameKey(name)), "no spaces, no @");

export const Email = z.email().max(254);
