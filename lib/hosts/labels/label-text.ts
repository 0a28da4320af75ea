import { cleanText } from "../clean-text";

/** Characters (code points). */
export const LONGEST_NAME = 60;
export const LONGEST_NOTE = 500;

/** What a customer calls a host and writes about it; null where they gave none. */
export interface HostLabel {
  name: string | null;
  note: string | null;
}

/** With the tags, which the list's bulk actions give. */
export interface KeptLabel extends HostLabel {
  tags: readonly string[];
}

export const NO_LABEL: KeptLabel = { name: null, note: null, tags: [] };

/** As it is kept: one line, without marks that nobody sees. `too-long` is said rather than cut. */
function lineOf(text: string, longest: number): string | null | "too-long" {
  const line = cleanText(text.replace(/\s+/g, " "), longest + 1);
  return line !== null && [...line].length > longest ? "too-long" : line;
}

/** Empty means: remove. The faults are message keys of `labels.fault`, by field. */
export function readLabel(given: {
  name: string;
  note: string;
}): { ok: true; label: HostLabel } | { ok: false; fields: Record<string, string> } {
  const name = lineOf(given.name, LONGEST_NAME);
  const note = lineOf(given.note, LONGEST_NOTE);
  const tooLong = Object.entries({ name, note }).filter(([, line]) => line === "too-long");
  return tooLong.length > 0
    ? { ok: false, fields: Object.fromEntries(tooLong.map(([field]) => [field, "too-long"])) }
    : { ok: true, label: { name, note } };
}
