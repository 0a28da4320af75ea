import { useTranslations } from "next-intl";
import { type MouseEvent, memo } from "react";
import { GetForm } from "@/components/ui/form/get-form";
import { SegmentedFilter } from "@/components/ui/form/segmented";
import { Glyph } from "@/components/ui/glyph";
import { Icon } from "@/components/ui/icon";
import type { HostView } from "@/lib/hosts/host-view";
import {
  choiceFrom,
  choiceHref,
  countHosts,
  HOST_FILTERS,
  type HostChoice,
  type HostFilter,
} from "../filter-hosts";

const MARKS = {
  all: null,
  running: ["tone-run", "ring-lit"],
  off: ["tone-off", "ring"],
  working: ["tone-busy", "arc"],
  attention: ["tone-alert", "triangle"],
  restricted: ["tone-off", "padlock"],
} as const satisfies Record<HostFilter, readonly [string, Parameters<typeof Glyph>[0]["shape"]] | null>;

interface HostsBarProps {
  hosts: HostView[];
  choice: HostChoice;
  choose: (choice: HostChoice) => void;
}

/** The list is here already: a click on a link to another choice of it needs no page from the server. */
export const chooseByLink = (choose: HostsBarProps["choose"]) => (event: MouseEvent<HTMLElement>) => {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    choose(choiceFrom(new URL(link.href).searchParams));
  }
};

/** Filters and search; not drawn anew when a host is selected. Links and a form of their own address work before hydration, too. */
export const HostsBar = memo(function HostsBar({ hosts, choice, choose }: HostsBarProps) {
  const t = useTranslations("hosts");
  const counts = countHosts(hosts);
  // Seldom any: not drawn without.
  const drawn = HOST_FILTERS.filter(
    (filter) => filter !== "restricted" || counts.restricted > 0 || choice.filter === filter,
  );
  const segments = drawn.map((filter) => {
    const mark = MARKS[filter];
    return {
      href: choiceHref({ ...choice, filter }),
      label: t(`filter.${filter}`),
      count: counts[filter],
      current: filter === choice.filter,
      mark: mark ? (
        <span className={mark[0]}>
          <Glyph shape={mark[1]} small toned />
        </span>
      ) : null,
    };
  });
  return (
    <div className="hosts-bar">
      <div onClickCapture={chooseByLink(choose)} className="min-w-0">
        <SegmentedFilter label={t("filter.label")} segments={segments} />
      </div>
      <search>
        <GetForm action="/hosts" onSubmit={(event) => event.preventDefault()}>
          {choice.filter === "all" ? null : <input type="hidden" name="filter" value={choice.filter} />}
          {choice.sort ? (
            <input
              type="hidden"
              name="sort"
              value={`${choice.sort.descending ? "-" : ""}${choice.sort.by}`}
            />
          ) : null}
          <label className="find">
            <Icon name="filter" small />
            <input
              type="search"
              name="q"
              aria-label={t("search")}
              placeholder={t("search")}
              maxLength={100}
              value={choice.query}
              onChange={(event) => choose({ ...choice, query: event.target.value })}
              autoComplete="off"
              spellCheck={false}
            />
          </label>
        </GetForm>
      </search>
    </div>
  );
});
