/** Links that a provider sets: to its shop, its desk, its terms. Pure. */

export interface LegalLink {
  en: string;
  zh: string;
  href: string;
}

/** As many as fit in a line at the foot of a page. */
export const MOST_LEGAL_LINKS = 4;
const LONGEST_HREF = 500;
const LONGEST_NAME = 40;

/** What a link may be: nothing that runs in the page, nothing in clear, no password in it. */
const SCHEMES: ReadonlySet<string> = new Set(["https:", "mailto:", "tel:"]);

/** The link as it may stand in a page; null for anything but https, mailto and tel. */
export function parseLink(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_HREF || /[\s\p{C}]/u.test(trimmed) || !URL.canParse(trimmed)) {
    return null;
  }
  const url = new URL(trimmed);
  if (!SCHEMES.has(url.protocol) || url.username !== "" || url.password !== "") {
    return null;
  }
  const named = url.protocol === "https:" ? url.hostname !== "" : url.pathname !== "";
  return named ? url.href : null;
}

/** Null where a name is missing or too long, or the link is none. */
export function parseLegalLink({ en, zh, href }: LegalLink): LegalLink | null {
  const link = parseLink(href);
  const names = [en.trim(), zh.trim()];
  const [first = "", second = ""] = names;
  const good = names.every((name) => name !== "" && name.length <= LONGEST_NAME && !/\p{C}/u.test(name));
  return link && good ? { en: first, zh: second, href: link } : null;
}

/** `Terms/服务条款=https://…; Privacy/隐私政策=https://…`; null where an entry can't be read or there are too many. */
export function parseLegalLinks(text: string): LegalLink[] | null {
  const entries = text.split(/;\s+|;$|\n/).filter((entry) => entry.trim() !== "");
  const links = entries.map((entry) => {
    const [, en = "", zh, href = ""] = /^([^/=]+)(?:\/([^=]+))?=(.+)$/.exec(entry.trim()) ?? [];
    return parseLegalLink({ en, zh: zh ?? en, href });
  });
  return links.length > MOST_LEGAL_LINKS || links.includes(null) ? null : links.flatMap((link) => link ?? []);
}
