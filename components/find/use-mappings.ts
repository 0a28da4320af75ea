import { useEffect, useState } from "react";
import type { Role } from "@/lib/accounts/sessions/viewer";
import type { FoundMapping, FoundMappings } from "@/lib/find/find-view";
import { mappingIn } from "@/lib/find/mapping-text";
import { type Item, isStaffRole } from "./groups";

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
export function useMappings(query: string, role: Role, foundNothingElse: boolean): MappingsTold {
  const [asked, setAsked] = useState({ text: "", times: 0 });
  const [told, setTold] = useState({ text: "", mappings: NONE, failed: false });
  const meant = isStaffRole(role) ? mappingIn(query) : null;
  const isAsked = asked.text === query;
  const isMeant = meant?.what === "domain" || (meant !== null && (foundNothingElse || isAsked));
  const wanted = isMeant ? query : "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: each asking asks anew
  useEffect(() => {
    if (wanted === "") {
      return;
    }
    const stop = new AbortController();
    const ask = () =>
      read(wanted, stop.signal).then(
        (found) => setTold({ ...found, text: wanted }),
        () => stop.signal.aborted || setTold({ text: wanted, mappings: NONE, failed: true }),
      );
    const timer = setTimeout(ask, isAsked ? 0 : PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted, asked.times]);
  const here = meant && told.text === query ? told : null;
  const isOffered = meant?.what === "port" && (here === null || here.failed);
  return {
    items: isOffered
      ? [{ what: "ask-mappings", text: query }]
      : (here?.mappings ?? NONE).map((mapping) => ({ what: "mapping", mapping })),
    ask: (text) => setAsked(({ times }) => ({ text, times: times + 1 })),
    note: here?.failed
      ? "noAnswer"
      : here?.mappings.length === 0 && meant?.what === "port"
        ? "noMapping"
        : null,
  };
}
const NONE: FoundMapping[] = [];

async function read(text: string, signal: AbortSignal): Promise<FoundMappings> {
  const response = await fetch(`/api/find/mappings?${new URLSearchParams({ q: text })}`, { signal });
  return response.ok ? ((await response.json()) as FoundMappings) : { mappings: [], failed: true };
}
