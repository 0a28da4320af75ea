const MARK = "•••";
const LONGEST = 500;
const LONGEST_READ = 20_000;

/**
 * A text of the master's as it may be shown and kept: without secrets (a master that echoes what it was sent would
 * otherwise write them into our rows), without control and direction characters, and not endless.
 */
export function scrub(text: string, secrets: readonly string[]): string {
  let clean = text.slice(0, LONGEST_READ);
  for (const secret of secrets) {
    for (const form of new Set([secret, encodeURIComponent(secret)])) {
      clean = form === "" ? clean : replaceAll(clean, form);
    }
  }
  clean = clean
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what goes
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g, " ")
    .trim();
  const characters = [...clean];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : clean;
}

/** Whatever its case: a master may echo the signature in capitals. */
function replaceAll(text: string, part: string): string {
  const escaped = part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replace(new RegExp(escaped, "gi"), MARK);
}
