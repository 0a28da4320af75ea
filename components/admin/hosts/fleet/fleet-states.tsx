"use client";

import { useFormatter } from "next-intl";
import { useSyncExternalStore } from "react";
import { useHosts } from "@/components/hosts/live/hosts-live";
import { SegmentedFilter } from "@/components/ui/form/segmented";
import { Glyph } from "@/components/ui/glyph";
import {
  type FleetQuery,
  filterOfState,
  fleetHref,
  STATE_FILTERS,
  type StateFilter,
} from "@/lib/fleet/hosts/fleet-query";
import type { FleetCounts } from "@/lib/fleet/hosts/fleet-status";
import type { HostState } from "@/lib/operations/host-states";
import { STATE_LOOKS } from "./state-looks";
import "./fleet-states.css";

interface FleetStatesProps {
  /** Accessible name, and what each choice is called. */
  words: Record<StateFilter | "label" | "all", string>;
  query: FleetQuery;
  counts: FleetCounts;
  /** The list's, with where each is counted in those. */
  hosts: readonly { id: string; counted: StateFilter; state: HostState }[];
}

/** How many hosts are in each state that some are in, of what else was chosen; each leads to those. */
export function FleetStates({ words, query, counts: counted, hosts }: FleetStatesProps) {
  const format = useFormatter();
  const counts = useCounts(counted, hosts);
  const shown = STATE_FILTERS.filter((filter) => counts[filter] > 0 || query.status === filter);
  return (
    <div className="fleet-states">
      <SegmentedFilter
        label={words.label}
        segments={[
          {
            href: fleetHref(query, { status: null }),
            label: words.all,
            count: format.number(counts.all),
            current: query.status === null,
          },
          ...shown.map((filter) => ({
            href: fleetHref(query, { status: filter }),
            label: words[filter],
            count: format.number(counts[filter]),
            current: query.status === filter,
            mark: (
              <span className={`tone-${STATE_LOOKS[filter].tone}`}>
                <Glyph shape={STATE_LOOKS[filter].shape} small toned />
              </span>
            ),
          })),
        ]}
      />
    </div>
  );
}

/** The rows' states as they are shown: what the stream told since is counted at once. */
function useCounts(counted: FleetCounts, hosts: FleetStatesProps["hosts"]): FleetCounts {
  const { cache } = useHosts();
  const states = (live: boolean) =>
    hosts.map(({ id, state }) => (live && cache.host(id)?.state) || state).join();
  const shown = useSyncExternalStore(
    cache.subscribe,
    () => states(true),
    () => states(false),
  ).split(",");
  const counts = { ...counted };
  for (const [at, host] of hosts.entries()) {
    counts[host.counted] -= 1;
    counts[filterOfState(shown[at] as HostState)] += 1;
  }
  return counts;
}
