import { fold, matchesHost, wordsOf } from "@/lib/hosts/host-match";
import type { HostView } from "@/lib/hosts/host-view";
import { isRestricted, needsAttention } from "@/lib/operations/host-states";
import { changesState } from "@/lib/operations/operation-view";
import { inProgressOf } from "./host-look";

export const HOST_FILTERS = ["all", "attention", "running", "off", "working", "restricted"] as const;
export type HostFilter = (typeof HOST_FILTERS)[number];

/** Columns that the list can be sorted by. States and figures that change by themselves would move rows under a pointer. */
export const HOST_SORTS = ["host", "system", "address", "traffic", "paidUntil"] as const;
export type HostSort = (typeof HOST_SORTS)[number];

/** What the list can be narrowed by, beside its segments. */
export const HOST_NARROWINGS = ["system", "region", "tag", "traffic"] as const;
export type HostNarrowing = (typeof HOST_NARROWINGS)[number];

/** Percent of the traffic limit: the one choice of `traffic`. */
export const TRAFFIC_OVER = "80";

/** What the address line says, so that a list can be sent to a colleague and read without JavaScript. */
export interface HostChoice {
  filter: HostFilter;
  query: string;
  narrowed: Partial<Record<HostNarrowing, string>>;
  /** Null: by name. */
  sort: { by: HostSort; descending: boolean } | null;
  /** Rows drawn. */
  shown: number;
}

/** Rows drawn at first, and more at each press: a customer with hundreds of hosts gets a page that stays quick. */
export const STEP = 50;

const TEXT_LIMIT = 100;

export function choiceFrom(search: Pick<URLSearchParams, "get">): HostChoice {
  const shown = Number(search.get("show"));
  const sort = search.get("sort") ?? "";
  const by = HOST_SORTS.find((known) => known === sort.replace(/^-/, ""));
  return {
    filter: HOST_FILTERS.find((known) => known === search.get("filter")) ?? "all",
    query: (search.get("q") ?? "").slice(0, TEXT_LIMIT),
    narrowed: Object.fromEntries(
      HOST_NARROWINGS.flatMap((kind) => {
        const value = search.get(kind)?.slice(0, TEXT_LIMIT);
        return value && (kind !== "traffic" || value === TRAFFIC_OVER) ? [[kind, value]] : [];
      }),
    ),
    sort: by ? { by, descending: sort.startsWith("-") } : null,
    shown: Number.isSafeInteger(shown) && shown > STEP ? shown : STEP,
  };
}

/** What the address says of a choice, without the number of rows; null where nothing was chosen. */
export const chosenOf = ({ filter, query, narrowed, sort }: HostChoice): Record<string, string | null> => ({
  filter: filter === "all" ? null : filter,
  q: query.trim() === "" ? null : query,
  ...Object.fromEntries(HOST_NARROWINGS.map((kind) => [kind, narrowed[kind] ?? null])),
  sort: sort && `${sort.descending ? "-" : ""}${sort.by}`,
});

/** The list's address for a choice, with a change to it; nothing in it where nothing was chosen. */
export function choiceHref(choice: HostChoice, change: Record<string, string | null> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...chosenOf(choice), ...change })) {
    if (value !== null) {
      search.set(name, value);
    }
  }
  if (choice.shown > STEP) {
    search.set("show", String(choice.shown));
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

export const isInFilter = (filter: HostFilter, host: HostView): boolean =>
  filter === "all" || filterOf(host) === filter;

export function countHosts(hosts: readonly HostView[]): Record<HostFilter, number> {
  const counts = { all: hosts.length, running: 0, off: 0, working: 0, attention: 0, restricted: 0 };
  for (const host of hosts) {
    const filter = filterOf(host);
    if (filter) {
      counts[filter] += 1;
    }
  }
  return counts;
}

/** A column's next order: ascending, descending, and then the list's own, which is by name. */
export function nextSort(sort: HostChoice["sort"], by: HostSort): HostChoice["sort"] {
  const now = sort ?? { by: "host", descending: false };
  if (now.by === by) {
    return now.descending ? null : { by, descending: true };
  }
  return by === "host" ? null : { by, descending: false };
}

const SORT_VALUE: Record<HostSort, (host: HostView) => string | number> = {
  host: ({ name }) => name,
  system: ({ system, region }) => [system.name, region].filter(Boolean).join("\n"),
  address: ({ addresses }) => addresses.main ?? addresses.shared?.publicAddress ?? "",
  traffic: ({ traffic }) => traffic.usedGb ?? -1,
  paidUntil: ({ paidUntil }) => (paidUntil ? Date.parse(paidUntil) : Number.MAX_VALUE),
};

function compareBy(by: HostSort, a: HostView, b: HostView): number {
  const [one, other] = [SORT_VALUE[by](a), SORT_VALUE[by](b)];
  return typeof one === "number" && typeof other === "number"
    ? one - other
    : names.compare(String(one), String(other));
}

/** What a host can be found by of that kind. */
export function narrowingValues(kind: Exclude<HostNarrowing, "traffic">, host: HostView): string[] {
  const one = kind === "system" ? host.system.name : host.region;
  return kind === "tag" ? host.tags : one ? [one] : [];
}

function isNarrowedTo(kind: HostNarrowing, value: string, host: HostView): boolean {
  if (kind === "traffic") {
    const { usedGb, limitGb } = host.traffic;
    return usedGb !== null && limitGb !== null && limitGb > 0 && usedGb > (limitGb * Number(value)) / 100;
  }
  return narrowingValues(kind, host).includes(value);
}

/** By every word of the search (name, note, address, system, region) and by what the list is narrowed to, in its order; the segment is left to `isInFilter`. */
export function findHosts(
  hosts: readonly HostView[],
  { query, narrowed, sort }: Pick<HostChoice, "query" | "narrowed" | "sort">,
): HostView[] {
  const words = wordsOf(query);
  const kinds = HOST_NARROWINGS.filter((kind) => narrowed[kind] !== undefined);
  const sign = sort?.descending ? -1 : 1;
  return hosts
    .filter(
      (host) =>
        matchesHost(host, words) && kinds.every((kind) => isNarrowedTo(kind, narrowed[kind] ?? "", host)),
    )
    .sort((a, b) => (sort ? sign * compareBy(sort.by, a, b) : 0) || byName(a, b));
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
