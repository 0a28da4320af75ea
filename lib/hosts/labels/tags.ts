/** Characters (code points). */
const LONGEST_TAG = 24;
/** Of one host. */
export const MOST_TAGS = 10;

const WORD = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u;

/** One word in lower case, without the `#` that people may type before it; null for anything else. */
export function readTag(text: string): string | null {
  const tag = text.normalize("NFKC").trim().replace(/^#/, "").toLowerCase();
  return WORD.test(tag) && [...tag].length <= LONGEST_TAG ? tag : null;
}
