interface MarkedProps {
  text: string;
  /** What was looked for, words with spaces between; none marks nothing. */
  words: string;
}

/** A text of what was found, with what was looked for marked. */
export function Marked({ text, words }: MarkedProps) {
  const parts = words
    .split(/\s+/)
    .filter(Boolean)
    // Longer ones first: a short one may be a part of it.
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return parts.length === 0
    ? text
    : text.split(new RegExp(`(${parts.join("|")})`, "iu")).map((part, at) =>
        // Every other one is what stood between two of them.
        at % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a text's pieces have no other name, and don't move
          <mark key={at}>{part}</mark>
        ) : (
          part
        ),
      );
}
