"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense, useCallback, useDeferredValue, useEffect, useState } from "react";
import { MasterLine, shownFrom } from "@/components/shell/master-line";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/components/ui/form/answered";
import { late } from "@/components/ui/late";
import { ListBody } from "@/components/ui/list/list-body";
import { TableFrame } from "@/components/ui/list/table";
import type { BatchLimits } from "@/lib/hosts/batch/batch-view";
import type { HostListView, HostView } from "@/lib/hosts/host-view";
import { isRestricted, needsAttention } from "@/lib/operations/host-states";
import type { BatchFormAction } from "../batch/batch-target";
import {
  choiceFrom,
  choiceHref,
  findHosts,
  HOST_SORTS,
  type HostChoice,
  isInFilter,
  nextSort,
  STEP,
} from "../filter-hosts";
import { useHosts, useLostAt } from "../live/hosts-live";
import { useHostList, useMasterDown } from "../live/use-host-data";
import { useOffered } from "../offered";
import { useNextSteps } from "../operate/next-step";
import { useNow } from "../time/clock";
import { useTimes, useZoneName } from "../time/use-times";
import { useLost, useRefreshWhenBack } from "../use-lost";
import { useRedraw } from "../use-redraw";
import { HOST_COLUMNS, HostRow, hostColumns } from "./host-row";
import { chooseByLink, HostsBar } from "./hosts-bar";
import { countPicked, PickBox, usePicked } from "./picking";
import { useSteadyRows } from "./steady-rows";

const NoHosts = late(async () => (await import("./no-hosts")).NoHosts);
const NoMatch = late(async () => (await import("./no-hosts")).NoMatch);
const ListBatch = lazy(() => import("../batch/list-batch"));

/** Of those that are not drawn and were never looked at, so many at a time: the segments count states. */
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
  /** Null where nothing is kept for whoever looks. */
  tag: FormAction | null;
}

/** The server's list at first; the stream keeps it true. */
export function HostsList(props: HostsListProps) {
  const { initial, cpu, drawingsMissing, batch, batchLimits, tag } = props;
  const w = useTranslations("words");
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
  const { pay, order, support } = useNextSteps();
  const found = findHosts(list.hosts, choice);
  const byId = new Map(found.map((host) => [host.id, host]));
  const steady = useSteadyRows(
    found.filter((host) => isInFilter(choice.filter, host)).map(({ id }) => id),
    choiceHref({ ...choice, shown: STEP }),
    (id) => !byId.has(id),
  );
  const matching = steady.ids.flatMap((id) => byId.get(id) ?? []);
  const drawn = matching.slice(0, choice.shown);
  const needsWord =
    (pay ?? order ?? support) && drawn.some(({ state }) => needsAttention(state) || isRestricted(state));
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
  const picking = readOnly ? null : pick;
  const paid = list.hosts.some(({ paidUntil }) => paidUntil !== undefined);
  return (
    <>
      <MasterLine shownFrom={from} lostSince={lost} />
      <HostsBar
        hosts={list.hosts}
        found={found}
        choice={choice}
        choose={choose}
        changed={steady.changed}
        apply={steady.apply}
      />
      <p className="sr-only" role="status">
        {w("hostCount", { count: matching.length })}
      </p>
      <div
        {...steady.over}
        onClickCapture={sortByLink(choose)}
        className={lost || masterDownSince ? "old" : ""}
      >
        <TableFrame
          label={w("hosts")}
          columns={hostColumns(paid).map((name) => {
            const by = HOST_SORTS.find((known) => known === name);
            const now = choice.sort ?? { by: "host", descending: false };
            return {
              name: w(name === "host" ? "name" : name),
              ...HOST_COLUMNS[name],
              // Pay and support need their word.
              ...(name === "actions" && needsWord && { width: "w-42" }),
              ...(by && {
                sort: {
                  href: choiceHref({ ...choice, sort: nextSort(choice.sort, by) }),
                  order: now.by === by ? (now.descending ? "descending" : "ascending") : null,
                },
              }),
            };
          })}
          pick={
            picking ? (
              <PickBox
                ids={drawn.map(({ id }) => id)}
                picked={countPicked(drawn, picked)}
                picking={picking}
              />
            ) : undefined
          }
          bulk={
            pickedLater ? (
              <Suspense>
                <ListBatch
                  hosts={list.hosts}
                  matching={matching}
                  picked={pickedLater}
                  pick={pick}
                  action={batch}
                  limits={batchLimits}
                  masterDownSince={masterDownSince}
                  tag={tag}
                />
              </Suspense>
            ) : null
          }
          instead={
            drawn.length === 0 ? (
              <Suspense>
                <NoMatch hosts={list.hosts} choice={choice} choose={choose} />
              </Suspense>
            ) : undefined
          }
          foot={
            rest > 0 ? (
              <Button variant="ghost" onClick={() => choose({ ...choice, shown: choice.shown + STEP })}>
                {t("showMore", { count: rest })}
              </Button>
            ) : null
          }
        >
          <ListBody>
            {drawn.map((host) => (
              <HostRow
                key={host.id}
                host={host}
                cpu={cpu[host.id]}
                masterDownSince={masterDownSince}
                paid={paid}
                picking={picking}
                picked={picked?.has(host.id) === true}
              />
            ))}
          </ListBody>
        </TableFrame>
      </div>
      <LiveLine oldestState={oldestStateOf(drawn)} shownFrom={from} />
    </>
  );
}

/** A tag in a row is left to the browser: a new page has nothing selected. */
const sortByLink = (choose: (choice: HostChoice) => void) => (event: React.MouseEvent<HTMLElement>) => {
  if (event.target instanceof Element && event.target.closest("thead a")) {
    chooseByLink(choose)(event);
  }
};

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

/** States older than this are not called live, whatever holds them up: a lost stream, or too many hosts for the budget. */
const OLD_MS = 150_000;

/** Times in ISO 8601. `oldestState`: when the oldest state on the page was read, null where none is known. */
interface LiveLineProps {
  oldestState: string | null;
  /** The same as in the line above the page. */
  shownFrom: string | null;
}

/** The last line of the page: whether what is shown is live, else from when; and which zone its times are in. */
function LiveLine({ oldestState, shownFrom }: LiveLineProps) {
  const t = useTranslations("hosts.live");
  const lostAt = useLostAt();
  const zone = useZoneName();
  const times = useTimes();
  const now = useNow();
  const old = shownFrom ?? (oldestState && now - Date.parse(oldestState) > OLD_MS ? oldestState : null);
  return (
    <p className="mt-4 px-1 text-ink-3 text-12">
      {old ? t("asOf", { time: times.moment(old), zone }) : t(lostAt ? "off" : "on", { zone })}
    </p>
  );
}
