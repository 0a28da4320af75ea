import { domainToUnicode } from "node:url";

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
export function scriptFaultOf(domain: string): "mixed-scripts" | "look-alike" | null {
  const labels = domainToUnicode(domain)
    .split(".")
    .filter((label) => /\P{ASCII}/u.test(label));
  if (labels.some((label) => !WRITINGS.some((writing) => writing.test(label)))) {
    return "mixed-scripts";
  }
  const zone = domainToUnicode(domain).split(".").at(-1) ?? "";
  return !CYRILLIC_ZONE.test(zone) && labels.some((label) => LIKE_LATIN.test(label)) ? "look-alike" : null;
}
