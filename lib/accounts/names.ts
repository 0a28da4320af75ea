import { z } from "zod";

/** NFKC and lower case: two names that look the same are the same account. */
export const nameKey = (name: string): string => name.normalize("NFKC").toLowerCase();

const PLAIN = /^[^@\s\p{C}]+$/u;

/**
 * No `@`, so that a user name can never be somebody's e-mail address; nothing that is invisible or blank. In its key
 * neither: a full-width `＠` would become one there, and nobody could sign in by it.
 */
export const Username = z
  .string()
  .min(1)
  .max(64)
  .refine((name) => PLAIN.test(name) && PLAIN.test(nameKey(name)), "no spaces, no @");

export const Email = z.email().max(254);
