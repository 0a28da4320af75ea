/** Control characters, bidirectional overrides and isolates, zero-width marks, and halves of a surrogate pair. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it takes out
const UNWANTED =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/gu;

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
