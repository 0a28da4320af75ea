import { z } from "zod";

/** NFKC and lower case: two names that look the same are the same account. */
export const nameKey = (name: string): string => name.normalize("NFKC").toLowerCase();

/** No `@`, so that a user name can never be somebody's e-mail address; nothing that is invisible or blank. */
export const Username = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[^@\s\p{C}]+$/u, "no spaces, no @");

export const Email = z.email().max(254);
