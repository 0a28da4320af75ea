import { fold, matchesHost, wordsOf } from "@/lib/hosts/host-match";
import type { HostView } from "@/lib/hosts/host-view";
import { isRestricted, needsAttention } from "@/lib/operations/host-states";
import { changesState } from "@/lib/operations/operation-view";
import { inProgressOf } from "./host-look";

export const HOST_FILTERS = ["all", "attention", "running", "off", "working", "restricted"] as const;
export type HostFilter = (typeof HOST_FILTERS)[number];

/** Columns that the list can be sorted by. States and figures that change by themselves would move rows under a pointer. */
export const HOST_SORTS = ["host", "system", "address", "traffic"] as const;
export type HostSort = (typeof HOST_SORTS)[number];

/** What the address line says, so that a list can be sent to a colleague and read without JavaScript. */
export interface HostChoice {
  filter: HostFilter;
  query: string;
  /** Null: those that need attention first, then by name. */
  sort: { by: HostSort; descending: boolean } | null;
  /** Rows drawn. */
  shown: number;
}

/** Rows drawn at first, and more at each press: a customer with hundreds of hosts gets a page that stays quick. */
export const STEP = 50;

const QUERY_LIMIT = 100;

export function choiceFrom(search: Pick<URLSearchParams, "get">): HostChoice {
  const shown = Number(search.get("show"));
  const sort = search.get("sort") ?? "";
  const by = HOST_SORTS.find((known) => known === sort.replace(/^-/, ""));
  return {
    filter: HOST_FILTERS.find((known) => known === search.get("filter")) ?? "all",
    query: (search.get("q") ?? "").slice(0, QUERY_LIMIT),
    sort: by ? { by, descending: sort.startsWith("-") } : null,
    shown: Number.isSafeInteger(shown) && shown > STEP ? shown : STEP,
  };
}

/** The list's address for a choice; nothing in it where nothing was chosen. */
export function choiceHref({ filter, query, sort, shown }: HostChoice): string {
  const search = new URLSearchParams();
  if (filter !== "all") {
    search.set("filter", filter);
  }
  if (query.trim() !== "") {
    search.set("q", query);
  }
  if (sort) {
    search.set("sort", `${sort.descending ? "-" : ""}${sort.by}`);
  }
  if (shown > STEP) {
    search.set("show", String(shown));
  }
  return search.size === 0 ? "/hosts" : `/hosts?${search}`;
}

/** In one filter beside `all`, so that their counts add up; what asks for something comes before what is as usual. */
function filterOf(host: HostView): HostFilter | null {
  const { state } = host;
  const operation = inProgressOf(host);
  if (needsAttention(state)) {
    return "attention";
  }
  if (isRestricted(state)) {
    return "restricted";
  }
  if (state === "setting-up" || (operation !== null && changesState(operation.kind))) {
    return "working";
  }
  // The host does not run in any of these states, and Start is the next step in each.
  const isOff = state === "off" || state === "paused" || state === "saved";
  return isOff ? "off" : state === "running" ? "running" : null;
}

const isIn = (filter: HostFilter, host: HostView): boolean => filter === "all" || filterOf(host) === filter;

export function countHosts(hosts: readonly HostView[]): Record<HostFilter, number> {
  const count = (filter: HostFilter) => hosts.filter((host) => isIn(filter, host)).length;
  return {
    all: hosts.length,
    running: count("running"),
    off: count("off"),
    working: count("working"),
    attention: count("attention"),
    restricted: count("restricted"),
  };
}

/** Which hosts needed attention, or were restricted, when the page was made. A state that changes later moves no row under a pointer. */
export type Urgent = ReadonlySet<string>;

export const urgentOf = (hosts: readonly HostView[]): Urgent =>
  new Set(hosts.filter((host) => isIn("attention", host) || isIn("restricted", host)).map(({ id }) => id));

/** A column's next order: ascending, descending, and then the list's own. */
export function nextSort(sort: HostChoice["sort"], by: HostSort): HostChoice["sort"] {
  if (sort?.by !== by) {
    return { by, descending: false };
  }
  return sort.descending ? null : { by, descending: true };
}

const SORT_VALUE: Record<HostSort, (host: HostView) => string | number> = {
  host: ({ name }) => name,
  system: ({ system, region }) => [system.name, region].filter(Boolean).join("\n"),
  address: ({ addresses }) => addresses.main ?? addresses.shared?.publicAddress ?? "",
  traffic: ({ traffic }) => traffic.usedGb ?? -1,
};

function compareBy(by: HostSort, a: HostView, b: HostView): number {
  const [one, other] = [SORT_VALUE[by](a), SORT_VALUE[by](b)];
  return typeof one === "number" && typeof other === "number"
    ? one - other
    : names.compare(String(one), String(other));
}

/**
 * By filter and by every word of the search (name, note, address, system, region). Unless sorted by a column, those that
 * needed attention first, then favourites, then by name.
 */
export function chooseHosts(
  hosts: readonly HostView[],
  choice: Pick<HostChoice, "filter" | "query"> & Partial<Pick<HostChoice, "sort">>,
  urgent: Urgent = urgentOf(hosts),
  favourites: readonly string[] = [],
): HostView[] {
  const words = wordsOf(choice.query);
  const rank = ({ id }: HostView): number => (urgent.has(id) ? 0 : favourites.includes(id) ? 1 : 2);
  return hosts
    .filter((host) => isIn(choice.filter, host) && matchesHost(host, words))
    .sort((a, b) =>
      choice.sort
        ? (choice.sort.descending ? -1 : 1) * compareBy(choice.sort.by, a, b) || byName(a, b)
        : rank(a) - rank(b) || byName(a, b),
    );
}

// A fixed collation, so that server and browser sort alike whatever language each runs in.
const names = new Intl.Collator("en", { numeric: true });
const byName = (a: HostView, b: HostView): number =>
  names.compare(a.name, b.name) || names.compare(a.id, b.id);

/** Up to two names that a mistyped search may have meant: at most two letters off. */
export function closestHosts(hosts: readonly HostView[], query: string): HostView[] {
  const wanted = fold(query.trim());
  if (wanted.length < 3 || wanted.length > 40) {
    return [];
  }
  return hosts
    .map((host) => ({ host, off: distance(wanted, fold(host.name).slice(0, wanted.length + 2)) }))
    .filter(({ off }) => off <= 2)
    .sort((a, b) => a.off - b.off || byName(a.host, b.host))
    .slice(0, 2)
    .map(({ host }) => host);
}

/** Letters to change so that `from` becomes a beginning of `to`; two that changed places count as one. */
function distance(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      }
      next.push(best);
    }
    before = row;
    row = next;
  }
  return Math.min(...row);
}
