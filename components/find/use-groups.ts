import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { type FoundView, RECENT_LIMIT } from "@/lib/find/find-view";
import { type Asker, type Group, groupsOf, type Item, idOf } from "./groups";
import { openedAt } from "./opened";
import { hrefOfPage, pagesFor } from "./pages";
import { type FindAnswer, useFound } from "./use-found";
import { useMappings } from "./use-mappings";
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
  const named = useNamed(asker.role)(query);
  const asked = addressFor(query, named.target, recent);
  const answer = useFound(asked, opening, isOpen);
  const of = `${opening} ${query}`;
  const [at, setAt] = useState<{ of: string; id: string; host: string | null }>({ of, id: "", host: null });
  const here = at.of === of ? at : null;
  const found = answer?.found ?? NOTHING_YET;
  const isCurrent = answer?.asked === asked;
  const isNothing = isCurrent && answer.found !== null && isEmpty(answer.found);
  const mappings = useMappings(query, asker.role, isNothing);
  const pages = pagesFor(asker.role)
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
