import { accentOf } from "./accent";
import { type LegalLink, MOST_LEGAL_LINKS, parseLegalLink, parseLink } from "./link";
import { parseLinkPattern } from "./link-pattern";
import { isLetters } from "./provider-view";
import type { SettingChanges } from "./settings";

/** What staff typed on the settings page, made into changes. An empty field takes the setting back. */

export const FORM_FAULTS = ["bad-name", "bad-letters", "bad-link", "bad-legal", "bad-times"] as const;

export type Read = { ok: true; changes: SettingChanges } | { ok: false; fault: string };

export function readLook(typed: { name: string; letters: string; accent: string }): Read {
  const [name, letters, accent] = [
    typed.name.trim(),
    typed.letters.trim(),
    typed.accent.trim().toLowerCase(),
  ];
  if (name.length > 40 || /\p{C}/u.test(name)) {
    return { ok: false, fault: "bad-name" };
  }
  if (letters !== "" && !isLetters(letters)) {
    return { ok: false, fault: "bad-letters" };
  }
  const made = accent === "" ? null : accentOf(accent);
  if (made && !made.ok) {
    return { ok: false, fault: made.fault };
  }
  return { ok: true, changes: { name: name || null, letters: letters || null, accent: accent || null } };
}

export const LINK_NAMES = ["support", "order", "pay"] as const;
type LinkName = (typeof LINK_NAMES)[number];
export type TypedLinks = Record<LinkName, string> & { legal: LegalLink[] };

/** Whoever asks for help may have no number yet. */
const readLink = (name: LinkName, text: string): string | null =>
  name === "support" ? parseLink(text) : parseLinkPattern(text);

export function readLinks(typed: TypedLinks): Read {
  const changes: SettingChanges = {};
  for (const name of LINK_NAMES) {
    const link = typed[name].trim() === "" ? null : readLink(name, typed[name]);
    if (link === null && typed[name].trim() !== "") {
      return { ok: false, fault: "bad-link" };
    }
    changes[name] = link;
  }
  const given = typed.legal.filter(({ en, zh, href }) => `${en}${zh}${href}`.trim() !== "");
  const legal = given.map(parseLegalLink);
  if (given.length > MOST_LEGAL_LINKS || legal.includes(null)) {
    return { ok: false, fault: "bad-legal" };
  }
  changes.legal = given.length === 0 ? null : legal.flatMap((link) => link ?? []);
  return { ok: true, changes };
}
