"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { MasterLine } from "@/components/shell/master-line";
import { Key } from "@/components/ui/key";
import type { HostListView, HostView } from "@/lib/hosts/host-view";
import { choiceFrom, choiceHref, chooseHosts, type HostChoice, urgentOf } from "../filter-hosts";
import { useHosts } from "../live/hosts-live";
import { useHostList, useMasterDown } from "../live/use-host-data";
import { LiveLine } from "../live-line";
import { useLost, useRefreshWhenBack } from "../use-lost";
import { useRedraw } from "../use-redraw";
import { HostRow } from "./host-row";
import { HostsBar } from "./hosts-bar";
import { NoHosts } from "./no-hosts";
import { NoMatch } from "./no-match";

const COLUMNS = ["state", "host", "system", "address", "cpu", "traffic"] as const;

/** One document: a table on the desk, cards in the hand. */
function HostsTable({
  hosts,
  cpu,
  masterDownSince,
}: {
  hosts: HostView[];
  /** Drawn by the server, by host. */
  cpu: Record<string, ReactNode>;
  masterDownSince: string | null;
}) {
  const t = useTranslations("hosts");
  return (
    <div className="sheet hosts-sheet">
      <table className="hosts" aria-label={t("title")}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={`host-${column === "host" ? "name" : column}`}>
                {t(`column.${column}`)}
              </th>
            ))}
            <th scope="col" className="host-act">
              <span className="sr-only">{t("column.actions")}</span>
            </th>
            <td className="host-menu" />
          </tr>
        </thead>
        <tbody>
          {hosts.map((host) => (
            <HostRow key={host.id} host={host} cpu={cpu[host.id]} masterDownSince={masterDownSince} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Rows drawn, and watched, at a time: a customer with hundreds of hosts gets a page that stays quick. */
const STEP = 50;

interface HostsListProps {
  initial: HostListView;
  /** What the server drew of each host, by its id. */
  cpu: Record<string, ReactNode>;
  /** Some of it could not be drawn yet. */
  drawingsMissing: boolean;
}

/** The server's list at first; the stream keeps it true. */
export function HostsList({ initial, cpu, drawingsMissing }: HostsListProps) {
  const t = useTranslations("hosts");
  const list = useHostList(initial);
  const masterDownSince = useMasterDown(initial.masterDownSince);
  const lost = useLost();
  useRefreshWhenBack(lost ?? masterDownSince);
  const [choice, choose] = useChoice();
  useRedraw(drawingsMissing);
  const [shown, setShown] = useState(STEP);
  const [urgent] = useState(() => urgentOf(initial.hosts));
  const matching = chooseHosts(list.hosts, choice, urgent);
  const drawn = matching.slice(0, shown);
  // Those a filter hides too: a filter counts states, and a host that nobody reads would stay out of it for good.
  const hidden = list.hosts.filter((host) => !drawn.includes(host));
  useWatchList([...drawn, ...hidden].slice(0, Math.max(STEP, drawn.length)).map((host) => host.id));

  if (list.hosts.length === 0) {
    return (
      <>
        <MasterLine downSince={masterDownSince} lostSince={lost} />
        <NoHosts known={list.asOf !== null} />
      </>
    );
  }
  const rest = Math.min(STEP, matching.length - drawn.length);
  return (
    <>
      <MasterLine downSince={masterDownSince} lostSince={lost} />
      <HostsBar hosts={list.hosts} choice={choice} choose={choose} />
      <p className="sr-only" role="status">
        {t("matches", { count: matching.length })}
      </p>
      {drawn.length === 0 ? (
        <NoMatch hosts={list.hosts} choice={choice} choose={choose} />
      ) : (
        <div className={lost || masterDownSince ? "old" : undefined}>
          <HostsTable hosts={drawn} cpu={cpu} masterDownSince={masterDownSince} />
        </div>
      )}
      {rest > 0 ? (
        <p className="mt-4 text-center">
          <Key onClick={() => setShown(shown + STEP)}>{t("showMore", { count: rest })}</Key>
        </p>
      ) : null}
      <LiveLine asOf={list.asOf} oldestState={oldestStateOf(drawn)} masterDownSince={masterDownSince} />
    </>
  );
}

/** ISO 8601 in UTC sorts as text. */
const oldestStateOf = (hosts: readonly HostView[]): string | null =>
  hosts.flatMap(({ stateAsOf }) => stateAsOf ?? []).sort()[0] ?? null;

/** Filter and search live in the address, replaced and not added to: Back leaves the list. */
function useChoice(): [HostChoice, (choice: HostChoice) => void] {
  const search = useSearchParams();
  const [choice, setChoice] = useState(() => choiceFrom(search.get("filter"), search.get("q")));
  return [
    choice,
    (next) => {
      setChoice(next);
      window.history.replaceState(null, "", choiceHref(next));
    },
  ];
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
