"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useInProgress } from "@/components/hosts/operate/use-in-progress";
import { State } from "@/components/ui/state";
import type { HostState } from "@/lib/operations/host-states";
import { changesState, type OperationView } from "@/lib/operations/operation-view";
import { inProgressOf, signOfHost } from "../host-look";
import { Elapsed, useNow } from "../time/clock";
import { useTimes } from "../time/use-times";
import { useHosts } from "./hosts-live";
import { useToldHost } from "./use-host-data";
import { useKnown } from "./use-known";

/** A younger state is as good as live. */
const YOUNG_MS = 120_000;

interface LiveMarkProps {
  id: string;
  /** As the server knew it. */
  state: HostState;
  /** When that was read from the master (ISO 8601); null where nobody looked yet. */
  at: string | null;
  /** What the panel did with it then. */
  work: Pick<OperationView, "kind" | "startedAt"> | null;
}

/** A host's state in a list of the staff's: kept true by the stream while its row is watched. */
export function LiveMark({ id, state, at, work }: LiveMarkProps) {
  const t = useTranslations();
  const doing = useInProgress();
  const times = useTimes();
  const now = useNow();
  const host = useToldHost(id);
  const inProgress = host ? inProgressOf(host) : work;
  const working = inProgress && changesState(inProgress.kind) ? inProgress : null;
  const shown = host?.state ?? state;
  const seen = host?.stateAsOf ?? at;
  const old = seen !== null && now - Date.parse(seen) > YOUNG_MS;
  return (
    <State
      sign={signOfHost(shown, working)}
      note={working ? <Elapsed from={working.startedAt} /> : old ? times.since(seen) : null}
    >
      <span data-state={shown} data-operation={inProgress?.kind}>
        {working
          ? doing(working.kind)
          : seen === null && shown === "unknown"
            ? t("hosts.notChecked")
            : t(`host.state.${shown}`)}
      </span>
    </State>
  );
}

interface WatchHostsProps {
  /** With the state that the server drew of each. */
  hosts: readonly { id: string; state: HostState }[];
  /** The page counts them by state: once they have other states than were counted, it is drawn anew. */
  counted: boolean;
}

/** A list's states come one after the other. */
const SETTLED_MS = 2_000;

/** The hosts that a list shows are read, at the pace of lists, for as long as it is before somebody's eyes. */
export function WatchHosts({ hosts, counted }: WatchHostsProps) {
  const { watch, cache } = useHosts();
  const { refresh } = useRouter();
  const wanted = hosts
    .map(({ id }) => id)
    .toSorted()
    .join(",");
  useEffect(() => {
    watch({ open: null, list: wanted === "" ? [] : wanted.split(",") });
    return () => watch({ open: null, list: [] });
  }, [watch, wanted]);
  const changed = useKnown(
    cache,
    (known) =>
      hosts
        .flatMap(({ id, state }) => {
          const now = known.hosts.get(id)?.state ?? state;
          return now === state ? [] : `${id} ${now}`;
        })
        .join(","),
    "",
  );
  // Where the server goes on telling another state than the stream, it isn't asked again for that.
  const askedFor = useRef("");
  useEffect(() => {
    if (!counted || changed === "" || changed === askedFor.current) {
      return;
    }
    const timer = setTimeout(() => {
      askedFor.current = changed;
      refresh();
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [counted, changed, refresh]);
  return null;
}
