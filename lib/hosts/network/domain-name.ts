import { isIP } from "node:net";
import { domainToASCII, domainToUnicode } from "node:url";
import { getDomain, getPublicSuffix } from "tldts";
import type { DomainFault } from "./network-view";

export type CheckedDomain = { ok: true; domain: string } | { ok: false; fault: DomainFault };

const LONGEST = 253;
const LONGEST_LABEL = 63;
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
/** A last label that is a number makes any name an IPv4 address: 1.2.3.4, 0x7f.1, 127.1. */
const NUMBER = /^(?:[0-9]+|0x[0-9a-f]*)$/;
/** The dots that IDNA takes for one. */
const DOTS = /[。．｡]/g;
/** Letters, their marks, digits, hyphens: what is left out (`%`, soft hyphens, joiners) an encoder would drop or decode. */
const NAME = /^[\p{L}\p{M}\p{Nd}.-]+$/u;

/**
 * What a person typed as the name that the master is sent: A-labels, lower case, no dot at its end. `denied` are zones
 * (A-labels): they and all below them are refused.
 */
export function checkDomain(typed: string, denied: readonly string[]): CheckedDomain {
  const text = typed.trim().replace(DOTS, ".").replace(/\.$/, "");
  const early = faultOfText(text);
  if (early) {
    return { ok: false, fault: early };
  }
  const domain = domainToASCII(text).toLowerCase().replace(/\.$/, "");
  const fault = domain === "" ? "characters" : faultOfName(domain);
  if (fault) {
    return { ok: false, fault };
  }
  return denied.some((zone) => isWithin(domain, zone))
    ? { ok: false, fault: "denied" }
    : { ok: true, domain };
}

function faultOfText(text: string): DomainFault | null {
  if (text === "") {
    return "empty";
  }
  if (text.length > LONGEST) {
    return "too-long";
  }
  if (text.includes("*")) {
    return "wildcard";
  }
  if (isAddress(text)) {
    return "address";
  }
  if (/[/:@?#]/.test(text)) {
    return "more-than-a-name";
  }
  const labels = text.split(".");
  if (labels.some((label) => label.length > LONGEST_LABEL)) {
    return "too-long";
  }
  return NAME.test(text) && !labels.includes("") ? null : "characters";
}

function isAddress(text: string): boolean {
  // Other scripts have digits and dots of their own.
  const plain = text.normalize("NFKC").replace(/^\[|\]$/g, "");
  const last = plain.split(".").at(-1) ?? "";
  return isIP(plain) !== 0 || NUMBER.test(last.toLowerCase());
}

function faultOfName(domain: string): DomainFault | null {
  const labels = domain.split(".");
  if (isIP(domain) !== 0 || NUMBER.test(labels.at(-1) ?? "")) {
    return "address";
  }
  if (domain.length > LONGEST || labels.some((label) => label.length > LONGEST_LABEL)) {
    return "too-long";
  }
  if (labels.length < 2) {
    return "one-label";
  }
  if (!labels.every((label) => LABEL.test(label))) {
    return "characters";
  }
  return isPublicSuffix(domain) ? "public-suffix" : scriptFaultOf(domain);
}

/**
 * The name as people write it, for what the master lists in A-labels; null where that is the same, or where it could
 * pass for another name and so couldn't be bound here.
 */
export function writtenName(domain: string): string | null {
  const written = domainToUnicode(domain);
  const again = written === domain ? null : checkDomain(written, []);
  return again?.ok && again.domain === domain.toLowerCase() ? written : null;
}

/** A zone in which anybody may have a name, as `co.uk`: by the registries' part of the list, not the hosters' own. */
const isPublicSuffix = (domain: string): boolean =>
  getPublicSuffix(domain, { allowPrivateDomains: false, extractHostname: false, validateHostname: false }) ===
  domain;

/** The names above one (A-labels), up to the one that was registered: `a.b.x.co.uk` has `b.x.co.uk` and `x.co.uk`. */
export function namesAbove(domain: string): string[] {
  const registered = getDomain(domain, { allowPrivateDomains: true, extractHostname: false }) ?? domain;
  const labels = domain.split(".");
  return labels
    .slice(1)
    .map((_, index) => labels.slice(index + 1).join("."))
    .filter((name) => isWithin(name, registered));
}

const isWithin = (domain: string, zone: string): boolean => domain === zone || domain.endsWith(`.${zone}`);

/** Host names as zones to deny, in the form that `checkDomain` compares; addresses and what is no name are left out. */
export const zonesOf = (names: readonly string[]): string[] =>
  names
    .map((name) =>
      domainToASCII(name.trim().replace(/^\*?\./, ""))
        .toLowerCase()
        .replace(/\.$/, ""),
    )
    .filter((zone) => zone !== "" && isIP(zone) === 0 && !zone.startsWith("["));

// Names that pass for another one: after UTS 39, "highly restrictive", for each label by itself.

/** In use today, by Unicode's own list (UAX 31, tables 5 and 7). */
const ALONE =
  "Arabic Armenian Bengali Bopomofo Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Hangul Han Hebrew " +
  "Hiragana Kannada Katakana Khmer Lao Latin Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan " +
  "Adlam Balinese Bamum Batak Canadian_Aboriginal Chakma Cham Cherokee Javanese Kayah_Li Lepcha Limbu Lisu Mandaic " +
  "Meetei_Mayek Mongolian New_Tai_Lue Newa Nko Ol_Chiki Osage Saurashtra Sundanese Syriac Tai_Le Tai_Tham Tai_Viet " +
  "Tifinagh Vai Yi";
/** Written together: Japanese, Chinese and Korean, each with Latin letters in it. */
const TOGETHER = ["Latin Han Hiragana Katakana", "Latin Han Bopomofo", "Latin Han Hangul"];

const writtenIn = (scripts: string): RegExp => {
  const classes = ["Common", "Inherited", ...scripts.split(" ")].map((name) => `\\p{scx=${name}}`);
  return new RegExp(`^[${classes.join("")}]+$`, "u");
};
const WRITINGS = [...TOGETHER, ...ALONE.split(" ")].map(writtenIn);

/** Cyrillic letters that look like Latin ones. */
const LIKE_LATIN = /^[асԁеһіјӏорԛѕԝхуѵ0-9-]+$/u;
/** Zones where Cyrillic names are expected: Cyrillic ones, and those of countries that write in Cyrillic. */
const CYRILLIC_ZONE = /[\p{sc=Cyrillic}]|^(?:bg|by|kg|kz|me|mk|mn|rs|ru|su|tj|ua|uz)$/u;

/** `domain` in A-labels. Which rule one of its labels breaks; null where none does. */
function scriptFaultOf(domain: string): "mixed-scripts" | "look-alike" | null {
  const labels = domainToUnicode(domain)
    .split(".")
    .filter((label) => /\P{ASCII}/u.test(label));
  if (labels.some((label) => !WRITINGS.some((writing) => writing.test(label)))) {
    return "mixed-scripts";
  }
  const zone = domainToUnicode(domain).split(".").at(-1) ?? "";
  return !CYRILLIC_ZONE.test(zone) && labels.some((label) => LIKE_LATIN.test(label)) ? "look-alike" : null;
}
