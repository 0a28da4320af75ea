/**
 * What the row's status can be asked for. `attention`: all that is not as usual. `setup-failed` is no status of the
 * master's: its list says "setting up", and only who asked for the host's state was told.
 */
export const STATUS_FILTERS = [
  "attention",
  "setting-up",
  "setup-failed",
  "normal",
  "locked",
  "suspended",
  "over-traffic",
  "out-of-traffic",
] as const;
export type StatusFilter = (typeof STATUS_FILTERS)[number];

/** The vendor's codes. */
export const STATUS_CODES: Record<Exclude<StatusFilter, "attention" | "setup-failed">, string> = {
  "setting-up": "0",
  locked: "1",
  normal: "2",
  suspended: "-1",
  "over-traffic": "-2",
  "out-of-traffic": "-3",
};
export const STATUS_OF_CODE = new Map(
  Object.entries(STATUS_CODES).map(([word, code]) => [code, word as keyof typeof STATUS_CODES]),
);

export const SORTS = ["name", "id", "owner", "node", "image", "traffic"] as const;
export type Sort = (typeof SORTS)[number];

/** What the address line of the staff's table says. */
export interface FleetQuery {
  /** Looked for in name, id, guid, addresses, and the customer's number, name, user name and email; "" is all. */
  text: string;
  area: string | null;
  node: string | null;
  owner: string | null;
  image: string | null;
  status: StatusFilter | null;
  sort: Sort;
  descending: boolean;
  /** Counts from 1. */
  page: number;
}

type Search = Record<string, string | string[] | undefined>;

const ROW_ID = /^[1-9][0-9]{0,9}$/;
const MOST_PAGES = 100_000;

/** What isn't known counts as not chosen. */
export function fleetQueryFrom(search: Search): FleetQuery {
  const text = (name: string, max = 64): string => {
    const value = search[name];
    return typeof value === "string" ? value.trim().slice(0, max) : "";
  };
  const id = (name: string) => (ROW_ID.test(text(name)) ? text(name) : null);
  const page = Number(text("page"));
  return {
    text: text("q", 100),
    area: id("area"),
    node: id("node"),
    owner: text("owner") || null,
    image: id("image"),
    status: STATUS_FILTERS.find((known) => known === text("status")) ?? null,
    sort: SORTS.find((known) => known === text("sort")) ?? "name",
    descending: text("dir") === "desc",
    page: Number.isInteger(page) && page >= 1 && page <= MOST_PAGES ? page : 1,
  };
}

/** The table's address with `change` made to the choice; another choice begins at the first page. */
export function fleetHref(query: FleetQuery, change: Partial<FleetQuery> = {}): string {
  const { text, area, node, owner, image, status, sort, descending, page } = { ...query, page: 1, ...change };
  const search = new URLSearchParams();
  const put = (name: string, value: string | null) => value && search.set(name, value);
  put("q", text);
  put("area", area);
  put("node", node);
  put("owner", owner);
  put("image", image);
  put("status", status);
  put("sort", sort === "name" ? null : sort);
  put("dir", descending ? "desc" : null);
  put("page", page > 1 ? String(page) : null);
  return search.size === 0 ? "/admin/hosts" : `/admin/hosts?${search}`;
}

export const isNarrowed = ({ text, area, node, owner, image, status }: FleetQuery): boolean =>
  [text, area, node, owner, image, status].some(Boolean);
