import type { LegalLink } from "./link";

/** What a panel is called whose provider gave it no name. */
export const PANEL_NAME = "RStack Panel";

/** What the provider made of the panel: read by pages, may travel to a browser. */
export interface ProviderView {
  name: string;
  mark: Mark;
  /** `#rrggbb` as it was given; null: the panel's own. */
  accent: string | null;
  /** Where a customer asks for help. */
  support: string | null;
  /** Where hosts are ordered; `fillLink` makes it a customer's. */
  order: string | null;
  /** Where bills are paid; likewise. */
  pay: string | null;
  legal: LegalLink[];
}

export type Mark = { kind: "letters"; text: string } | { kind: "picture"; src: string };

/** The last two have a time, are told to the customers whose hosts stand there, and keep alarms silent. */
export const TONES = ["plain", "warning", "maintenance", "incident"] as const;
export type Tone = (typeof TONES)[number];
export type NoticeKind = Extract<Tone, "maintenance" | "incident">;
export const isNotice = (tone: Tone): tone is NoticeKind => tone === "maintenance" || tone === "incident";

export interface AnnouncementView {
  id: string;
  en: string;
  zh: string;
  tone: Tone;
  /** `all`, `area:ID` or `node:ID`; of staff alone. */
  scope: string;
  /** ISO 8601. */
  from: string;
  until: string | null;
}

const clusters = new Intl.Segmenter("en", { granularity: "grapheme" });
const signsOf = (text: string): string[] => [...clusters.segment(text)].map(({ segment }) => segment);

/** One or two signs that can be seen. */
export const isLetters = (text: string): boolean => {
  const signs = signsOf(text);
  return signs.length > 0 && signs.length <= 2 && !/[\s\p{C}]/u.test(text);
};

/** The mark of a provider that chose none: the first sign of its name. */
export const firstLetter = (name: string): string => signsOf(name.trim())[0]?.toUpperCase() ?? "R";
