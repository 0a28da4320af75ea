import type { HostState } from "../../operations/host-states";
import { withSearch } from "../search-params";

/** Every host is in one of these, and in no two of them; what asks for something first. */
export const STATE_FILTERS = [
  "attention",
  "running",
  "off",
  "setting-up",
  "restricted",
  "not-checked",
] as const;
export type StateFilter = (typeof STATE_FILTERS)[number];

const BY_STATE: Partial<Record<HostState, StateFilter>> = {
  running: "running",
  off: "off",
  paused: "off",
  saved: "off",
  "setting-up": "setting-up",
  locked: "restricted",
  suspended: "restricted",
  unknown: "not-checked",
};

/** Where a host that is shown in this state is counted. */
export const filterOfState = (state: HostState): StateFilter => BY_STATE[state] ?? "attention";

/**
 * What hosts can be narrowed to. `restricted`: locked or suspended, which the provider does on purpose. `attention`: all else
 * that is not as usual. `setup-failed` is no status of the master's: its list says "setting up", and only who asked for the
 * host's state was told. `running`, `off` and `not-checked`: of those whose status is normal, what the panel last read.
 */
export const STATUS_FILTERS = [
  ...STATE_FILTERS,
  "setup-failed",
  "normal",
  "locked",
  "suspended",
  "over-traffic",
  "out-of-traffic",
] as const;
export type StatusFilter = (typeof STATUS_FILTERS)[number];

/** What each is called; message keys. */
export const STATUS_WORDS = {
  attention: "words.needsAttention",
  running: "host.state.running",
  off: "hosts.filter.off",
  "setting-up": "words.inProgress",
  restricted: "hosts.filter.restricted",
  "not-checked": "hosts.notChecked",
  "setup-failed": "host.state.setup-failed",
  normal: "fleet-hosts.status.normal",
  locked: "host.state.locked",
  suspended: "host.state.suspended",
  "over-traffic": "host.state.over-traffic",
  "out-of-traffic": "host.state.out-of-traffic",
} as const satisfies Record<StatusFilter, string>;

/** The vendor's codes. */
export const STATUS_CODES: Record<
  Exclude<StatusFilter, Exclude<StateFilter, "setting-up"> | "setup-failed">,
  string
> = {
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
  /** Looked for in name, id, guid, addresses, remark, and the customer's number, name, user name and email; "" is all. */
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

/** What the address says of it beside the page. */
export const chosenIn = ({ text, area, node, owner, image, status, sort, descending }: FleetQuery) => ({
  q: text || null,
  area,
  node,
  owner,
  image,
  status,
  sort: sort === "name" ? null : sort,
  dir: descending ? "desc" : null,
});

/** The table's address with `change` made to the choice; another choice begins at the first page. */
export function fleetHref(query: FleetQuery, change: Partial<FleetQuery> = {}): string {
  const changed = { ...query, page: 1, ...change };
  const page = changed.page > 1 ? String(changed.page) : null;
  return withSearch("/admin/hosts", { ...chosenIn(changed), page });
}

export const isNarrowed = ({ text, area, node, owner, image, status }: FleetQuery): boolean =>
  [text, area, node, owner, image, status].some(Boolean);
