import { tokensOf } from "./read-query";

/** A text with what was typed marked in it. */
export function Marked({ text, query }: { text: string; query: string }) {
  const tokens = tokensOf(query)
    .toSorted((a, b) => b.length - a.length)
    .map((token) => token.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (tokens.length === 0) {
    return text;
  }
  return text.split(new RegExp(`(${tokens.join("|")})`, "giu")).map((part, at) =>
    // What the pattern caught stands at every second place.
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text's pieces have no other name, and don't move
      <mark key={at}>{part}</mark>
    ) : (
      part
    ),
  );
}
