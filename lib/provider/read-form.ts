import { accentOf } from "./accent";
import { type LegalLink, MOST_LEGAL_LINKS, parseLegalLink } from "./link";
import { parseLinkPattern } from "./link-pattern";
import { isLetters } from "./provider-view";
import type { SettingChanges } from "./settings";

/** What staff typed on the settings page, made into changes. An empty field takes the setting back. */

export const FORM_FAULTS = ["bad-name", "bad-letters", "bad-link", "bad-legal", "bad-times"] as const;

/** `at`: the field that it is about. */
export type Read = { ok: true; changes: SettingChanges } | { ok: false; fault: string; at?: string };

export function readLook(typed: { name: string; letters: string; accent: string }): Read {
  const [name, letters, accent] = [
    typed.name.trim(),
    typed.letters.trim(),
    typed.accent.trim().toLowerCase(),
  ];
  if (name.length > 40 || /\p{C}/u.test(name)) {
    return { ok: false, fault: "bad-name", at: "name" };
  }
  if (letters !== "" && !isLetters(letters)) {
    return { ok: false, fault: "bad-letters", at: "letters" };
  }
  const made = accent === "" ? null : accentOf(accent);
  if (made && !made.ok) {
    return { ok: false, fault: made.fault, at: "accent" };
  }
  return { ok: true, changes: { name: name || null, letters: letters || null, accent: accent || null } };
}

export const LINK_NAMES = ["support", "order", "pay"] as const;
export type TypedLinks = Record<(typeof LINK_NAMES)[number], string> & { legal: LegalLink[] };

export function readLinks(typed: TypedLinks): Read {
  const changes: SettingChanges = {};
  for (const name of LINK_NAMES) {
    const link = typed[name].trim() === "" ? null : parseLinkPattern(typed[name]);
    if (link === null && typed[name].trim() !== "") {
      return { ok: false, fault: "bad-link", at: name };
    }
    changes[name] = link;
  }
  const isGiven = ({ en, zh, href }: LegalLink) => `${en}${zh}${href}`.trim() !== "";
  const bad = typed.legal.findIndex((link) => isGiven(link) && parseLegalLink(link) === null);
  if (bad !== -1) {
    return { ok: false, fault: "bad-legal", at: `href${bad}` };
  }
  const legal = typed.legal.filter(isGiven).flatMap((link) => parseLegalLink(link) ?? []);
  if (legal.length > MOST_LEGAL_LINKS) {
    return { ok: false, fault: "bad-legal" };
  }
  changes.legal = legal.length === 0 ? null : legal;
  return { ok: true, changes };
}
