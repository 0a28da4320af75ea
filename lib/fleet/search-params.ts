/** What a page is given of its address. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** A value that stands once; '' for none, and for one that stands twice. */
export const one = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const uuidOf = (value: string | string[] | undefined): string | null =>
  UUID.test(one(value)) ? one(value) : null;

/** A day, `YYYY-MM-DD`, that there is. */
export function dayOf(value: string | string[] | undefined): string | null {
  const text = one(value);
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(time) ? null : text;
}

/** A page's number, counted from 1. */
export const pageOf = (value: string | string[] | undefined): number =>
  Math.min(100_000, Math.max(1, Math.trunc(Number(one(value))) || 1));

/** `path` with what was chosen, and nothing in it that wasn't. What it has after `#` stays last. */
export function withSearch(path: string, chosen: Record<string, string | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(chosen)) {
    if (value) {
      search.set(name, value);
    }
  }
  const [page = "", part] = path.split("#");
  const found = search.size === 0 ? page : `${page}?${search}`;
  return part === undefined ? found : `${found}#${part}`;
}
