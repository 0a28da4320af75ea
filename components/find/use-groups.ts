import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import type { Role } from "@/lib/accounts/sessions/viewer";
import { type FoundMapping, type FoundMappings, type FoundView, RECENT_LIMIT } from "@/lib/find/find-view";
import { mappingIn } from "@/lib/find/mapping-text";
import { type Asker, type Group, groupsOf, type Item, idOf, isStaffRole } from "./groups";
import { openedAt } from "./opened";
import { hrefOfPage, pagesFor } from "./pages";
import { type FindAnswer, pause, useFound } from "./use-found";
import { useNamed } from "./use-named";

interface Asked {
  query: string;
  opening: number;
  isOpen: boolean;
  /** Paths, the newest first. */
  recent: readonly string[];
  asker: Asker;
}

interface Grouped {
  groups: Group[];
  answer: FindAnswer | null;
  /** The answer is that to this very query. */
  isCurrent: boolean;
  /** What Enter would choose: the first, until a person goes to another. */
  active: Item | null;
  point: (item: Item | undefined) => void;
  /** To the next in all groups, or the one before. */
  move: (by: number) => void;
  /** To the first of the next group, or of the one before. */
  moveGroup: (by: number) => void;
  /** Asks RStack where a port leads. */
  askMappings: (text: string) => void;
  /** What came of that, where it is nothing to choose. */
  note: "noMapping" | "noAnswer" | null;
}

export const optionId = (item: Item): string => `find-${idOf(item)}`;

/** What is known for the query by now, until its own answer is here as the last one has it; and where one is in it. */
export function useGroups({ query, opening, isOpen, recent, asker }: Asked): Grouped {
  const path = usePathname();
  const named = useNamed(asker)(query);
  const asked = addressFor(query, named.target, recent);
  const answer = useFound(asked, opening, isOpen);
  const of = `${opening} ${query}`;
  const [at, setAt] = useState<{ of: string; id: string; host: string | null }>({ of, id: "", host: null });
  const here = at.of === of ? at : null;
  const found = answer?.found ?? NOTHING_YET;
  const isCurrent = answer?.asked === asked;
  const isNothing = isCurrent && answer.found !== null && isEmpty(answer.found);
  const mappings = useMappings(query, asker.role, isNothing);
  const pages = pagesFor(asker)
    .filter((page) => hrefOfPage(page) !== path)
    .toSorted((a, b) => placeIn(recent, hrefOfPage(a)) - placeIn(recent, hrefOfPage(b)));
  const groups = groupsOf(
    { query, found, named, pages, recent, mappings: mappings.items, chosen: here?.host ?? null },
    asker,
  );
  const all = groups.flatMap(({ items }) => items);
  const known = all.findIndex((item) => idOf(item) === here?.id);
  const index = Math.max(0, known);
  const active = all[index] ?? null;
  useEffect(() => {
    if (known > -1 && active) {
      document.getElementById(optionId(active))?.scrollIntoView({ block: "nearest" });
    }
  });
  const point = (item: Item | undefined) => {
    if (item) {
      // The actions shown stay those of the host from which one went to them.
      setAt({ of, id: idOf(item), host: item.what === "host" ? item.host.id : (here?.host ?? null) });
    }
  };
  const moveGroup = (by: number) => {
    const group = groups.findIndex(({ items }) => active !== null && items.includes(active));
    point(groups[(group + by + groups.length) % groups.length]?.items[0]);
  };
  return {
    groups,
    answer,
    isCurrent,
    active,
    point,
    move: (by) => point(all[(index + by + all.length) % all.length]),
    moveGroup,
    askMappings: mappings.ask,
    note: mappings.note,
  };
}

/** Until the first answer, and where it failed: pages are known without one. */
const NOTHING_YET: FoundView = {
  hosts: [],
  hostCount: 0,
  targets: [],
  customers: [],
  operations: [],
  masterDown: false,
};

const isEmpty = ({ hosts, customers, operations }: FoundView): boolean =>
  [hosts, customers, operations].every(({ length }) => length === 0);

/** Last where it isn't among them. */
const placeIn = (paths: readonly string[], path: string): number =>
  paths.includes(path) ? paths.indexOf(path) : paths.length;

function addressFor(query: string, target: string | null, recent: readonly string[]): string {
  const asked = new URLSearchParams(query === "" ? [] : [["q", query]]);
  if (target !== null) {
    asked.set("host", target);
  }
  const opened = recent.flatMap((path) => openedAt(path) ?? []);
  for (const [name, what] of [["recent", "host"] as const, ["customer", "customer"] as const]) {
    const ids = opened.flatMap((one) => (one.what === what ? one.id : []));
    for (const id of [...new Set(ids)].slice(0, RECENT_LIMIT)) {
      asked.append(name, id);
    }
  }
  return asked.toString();
}

/** What is still being typed is asked for by nobody. */
const PAUSE_MS = 300;

interface MappingsTold {
  items: Item[];
  ask: (text: string) => void;
  /** What came of asking, where that is nothing to choose; a message key of `find`. */
  note: "noMapping" | "noAnswer" | null;
}

/**
 * Where a port or domain leads, for staff: RStack is asked after the database was. A port could be a number of anything:
 * where something else was found by it, it is asked for once that is chosen.
 */
function useMappings(query: string, role: Role, foundNothingElse: boolean): MappingsTold {
  const [asked, setAsked] = useState({ text: "", times: 0 });
  const meant = isStaffRole(role) ? mappingIn(query) : null;
  const isAsked = asked.text === query;
  const isMeant = meant?.what === "domain" || (meant !== null && (foundNothingElse || isAsked));
  const { data: here, isError } = useQuery({
    queryKey: ["mappings", query, asked.times],
    enabled: isMeant,
    staleTime: 0,
    queryFn: async ({ signal }) => {
      await pause(isAsked ? 0 : PAUSE_MS, signal);
      return read(query, signal);
    },
  });
  const failed = isError || here?.failed === true;
  const isOffered = meant?.what === "port" && (here === undefined || failed);
  return {
    items: isOffered
      ? [{ what: "ask-mappings", text: query }]
      : (here?.mappings ?? NONE).map((mapping) => ({ what: "mapping", mapping })),
    ask: (text) => setAsked(({ times }) => ({ text, times: times + 1 })),
    note: failed ? "noAnswer" : here?.mappings.length === 0 && meant?.what === "port" ? "noMapping" : null,
  };
}
const NONE: FoundMapping[] = [];

async function read(text: string, signal: AbortSignal): Promise<FoundMappings> {
  const response = await fetch(`/api/find/mappings?${new URLSearchParams({ q: text })}`, { signal });
  return response.ok ? ((await response.json()) as FoundMappings) : { mappings: [], failed: true };
}
