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
    for (const form of formsOf(secret)) {
      clean = form === "" ? clean : replaceAll(clean, form);
    }
  }
  clean = clean.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  const characters = [...clean];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : clean;
}

/** As it was given, as it went over the wire, and as a page or a JSON text would write it. */
const formsOf = (secret: string): Set<string> =>
  new Set([
    secret,
    encodeURIComponent(secret),
    new URLSearchParams([["", secret]]).toString().slice(1),
    secret.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;"),
    JSON.stringify(secret).slice(1, -1),
  ]);

/** Whatever its case: a master may echo the signature in capitals. */
function replaceAll(text: string, part: string): string {
  const escaped = part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replace(new RegExp(escaped, "gi"), MARK);
}
