/** Control and format characters (bidirectional overrides, zero-width marks), line separators, halves of a pair. */
const UNWANTED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * A text of the master's as it may be kept and shown: it can't reorder what stands around it, and PostgreSQL takes it
 * (no NUL, no lone surrogates). Null where nothing is left. Cut at `max` characters.
 */
export function cleanText(text: string | null, max = 200): string | null {
  if (text === null) {
    return null;
  }
  const clean = text.replace(UNWANTED, "").trim();
  return clean === "" ? null : [...clean.slice(0, max * 2)].slice(0, max).join("");
}

/** For `ilike`: a part of a text, with nothing in it that matches anything else. */
export const likePart = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;
