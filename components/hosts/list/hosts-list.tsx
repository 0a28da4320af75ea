"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense, useCallback, useDeferredValue, useEffect, useState } from "react";
import { MasterLine, shownFrom } from "@/components/shell/master-line";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/components/ui/form/answered";
import { Icon } from "@/components/ui/icon";
import { late } from "@/components/ui/late";
import type { BatchLimits } from "@/lib/hosts/batch/batch-view";
import type { HostListView, HostView } from "@/lib/hosts/host-view";
import type { BatchFormAction } from "../batch/batch-target";
import {
  choiceFrom,
  choiceHref,
  chooseHosts,
  HOST_SORTS,
  type HostChoice,
  type HostSort,
  nextSort,
  STEP,
  urgentOf,
} from "../filter-hosts";
import { useHosts } from "../live/hosts-live";
import { useHostList, useMasterDown } from "../live/use-host-data";
import { LiveLine } from "../live-line";
import { useOffered } from "../offered";
import { useLost, useRefreshWhenBack } from "../use-lost";
import { useRedraw } from "../use-redraw";
import { HostRow } from "./host-row";
import { chooseByLink, HostsBar } from "./hosts-bar";
import { countPicked, PickBox, type Picking, StarForms, usePicked } from "./picking";

const NoHosts = late(async () => (await import("./no-hosts")).NoHosts);
const NoMatch = late(async () => (await import("./no-match")).NoMatch);
const ListBatch = lazy(() => import("../batch/list-batch"));

const COLUMNS = ["host", "state", "system", "address", "cpu", "traffic"] as const;

interface HostsTableProps {
  hosts: HostView[];
  /** Drawn by the server, by host. */
  cpu: Record<string, ReactNode>;
  masterDownSince: string | null;
  choice: HostChoice;
  choose: (choice: HostChoice) => void;
  picking: Picking | null;
  picked: ReadonlySet<string> | null;
  favourites: string[] | null;
}

/** One document: a table on the desk, cards in the hand. */
function HostsTable(props: HostsTableProps) {
  const { hosts, cpu, masterDownSince, choice, choose, picking, picked, favourites } = props;
  const t = useTranslations("hosts");
  return (
    <div className="sheet hosts-sheet">
      <table className="hosts sort-heads" aria-label={t("title")}>
        <thead>
          <tr>
            {picking ? (
              <th scope="col" className="host-pick">
                <PickBox
                  ids={hosts.map(({ id }) => id)}
                  picked={countPicked(hosts, picked)}
                  picking={picking}
                />
              </th>
            ) : null}
            {COLUMNS.map((column) => {
              const by = HOST_SORTS.find((known) => known === column);
              const order =
                by && choice.sort?.by === by && (choice.sort.descending ? "descending" : "ascending");
              const text = t(`column.${column}`);
              return (
                <th
                  key={column}
                  scope="col"
                  className={`host-${column === "host" ? "name" : column}`}
                  aria-sort={order || undefined}
                >
                  {by ? <SortLink by={by} choice={choice} choose={choose} text={text} /> : text}
                </th>
              );
            })}
            {["host-act", "host-menu"].map((column) => (
              <th key={column} scope="col" className={column}>
                <span className="sr-only">{t("column.actions")}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hosts.map((host) => (
            <HostRow
              key={host.id}
              host={host}
              cpu={cpu[host.id]}
              masterDownSince={masterDownSince}
              picking={picking}
              picked={picked?.has(host.id) === true}
              favourite={favourites?.includes(host.id) ?? null}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SortLink({
  by,
  choice,
  choose,
  text,
}: Pick<HostsTableProps, "choice" | "choose"> & { by: HostSort; text: string }) {
  const next = { ...choice, sort: nextSort(choice.sort, by) };
  return (
    <a href={choiceHref(next)} onClick={chooseByLink(choose)}>
      {text}
      <Icon name="chevron-down" small />
    </a>
  );
}

/** Of those that are not drawn and were never looked at, so many at a time: the filters count states. */
const UNREAD = 25;

interface HostsListProps {
  initial: HostListView;
  /** What the server drew of each host, by its id. */
  cpu: Record<string, ReactNode>;
  /** Some of it could not be drawn yet. */
  drawingsMissing: boolean;
  /** One command for many of them. */
  batch: BatchFormAction;
  batchLimits: BatchLimits;
  /** Ids; null where there can be none. */
  favourites: string[] | null;
  favourite: FormAction;
  tag: FormAction;
}

/** The server's list at first; the stream keeps it true. */
export function HostsList(props: HostsListProps) {
  const { initial, cpu, drawingsMissing, batch, batchLimits, favourites, favourite, tag } = props;
  const t = useTranslations("hosts");
  const list = useHostList(initial);
  const masterDownSince = useMasterDown(initial.masterDownSince);
  const from = shownFrom(masterDownSince, list.asOf);
  const lost = useLost();
  useRefreshWhenBack(lost ?? masterDownSince);
  const [choice, choose] = useChoice();
  const { readOnly } = useOffered();
  const [picked, pick] = usePicked();
  // A box is ticked at once, and what can be done to the selected hosts comes with the next frame.
  const pickedLater = useDeferredValue(picked);
  useRedraw(drawingsMissing);
  const [before] = useState(() => ({
    urgent: urgentOf(initial.hosts),
    // Marking one moves no row under the pointer, either.
    favourites: favourites ?? [],
  }));
  const matching = chooseHosts(list.hosts, choice, before.urgent, before.favourites);
  const drawn = matching.slice(0, choice.shown);
  // Those a filter hides too: a filter counts states, and a host that nobody reads would stay out of it for good.
  const hidden = list.hosts.filter((host) => !drawn.includes(host));
  const watched = [...drawn, ...hidden].slice(0, Math.max(STEP, drawn.length));
  const unread = hidden.filter((host) => isUnread(host) && !watched.includes(host)).slice(0, UNREAD);
  useWatchList([...watched, ...unread].map((host) => host.id));

  if (list.hosts.length === 0) {
    return (
      <>
        <MasterLine shownFrom={from} lostSince={lost} />
        <Suspense>
          <NoHosts known={list.asOf !== null} unreadable={list.unreadable} />
        </Suspense>
      </>
    );
  }
  const rest = Math.min(STEP, matching.length - drawn.length);
  return (
    <>
      <MasterLine shownFrom={from} lostSince={lost} />
      <HostsBar hosts={list.hosts} choice={choice} choose={choose} />
      <p className="sr-only" role="status">
        {t("matches", { count: matching.length })}
      </p>
      {drawn.length === 0 ? (
        <Suspense>
          <NoMatch hosts={list.hosts} choice={choice} choose={choose} />
        </Suspense>
      ) : (
        <div className={lost || masterDownSince ? "old" : undefined}>
          <HostsTable
            hosts={drawn}
            cpu={cpu}
            masterDownSince={masterDownSince}
            choice={choice}
            choose={choose}
            picking={readOnly ? null : pick}
            picked={picked}
            favourites={favourites}
          />
          <StarForms action={favourite} />
        </div>
      )}
      {rest > 0 ? (
        <p className="mt-4 text-center">
          <Button onClick={() => choose({ ...choice, shown: choice.shown + STEP })}>
            {t("showMore", { count: rest })}
          </Button>
        </p>
      ) : null}
      {pickedLater ? (
        <Suspense>
          <ListBatch
            hosts={list.hosts}
            matching={matching}
            picked={pickedLater}
            pick={pick}
            action={batch}
            limits={batchLimits}
            masterDownSince={masterDownSince}
            tag={favourites && tag}
          />
        </Suspense>
      ) : null}
      <LiveLine oldestState={oldestStateOf(drawn)} shownFrom={from} />
    </>
  );
}

/** Nobody has looked at its state yet, or since the list, which tells of a set-up that failed as of one that goes on. */
const isUnread = ({ state, stateAsOf }: HostView): boolean => stateAsOf === null || state === "setting-up";

/** ISO 8601 in UTC sorts as text. */
const oldestStateOf = (hosts: readonly HostView[]): string | null =>
  hosts.flatMap(({ stateAsOf }) => stateAsOf ?? []).sort()[0] ?? null;

/** The choice lives in the address, replaced and not added to: Back leaves the list, and Back again finds it as it was. */
function useChoice(): [HostChoice, (choice: HostChoice) => void] {
  const search = useSearchParams();
  const [choice, setChoice] = useState(() => choiceFrom(search));
  const choose = useCallback((next: HostChoice) => {
    setChoice(next);
    window.history.replaceState(null, "", choiceHref(next));
  }, []);
  return [choice, choose];
}

function useWatchList(ids: string[]) {
  const { watch } = useHosts();
  // Sorted, so that rows which only change places keep the stream; a moment's wait, so that typing does, too.
  const wanted = ids.toSorted().join(",");
  useEffect(() => {
    const list = wanted === "" ? [] : wanted.split(",");
    const timer = setTimeout(() => watch({ open: null, list }), 300);
    return () => clearTimeout(timer);
  }, [watch, wanted]);
  useEffect(() => () => watch({ open: null, list: [] }), [watch]);
}
