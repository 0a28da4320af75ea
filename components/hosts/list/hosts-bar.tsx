import { useTranslations } from "next-intl";
import { type MouseEvent, memo } from "react";
import { Button } from "@/components/ui/button";
import { type ListFilter, Toolbar } from "@/components/ui/list/toolbar";
import type { HostView } from "@/lib/hosts/host-view";
import {
  choiceFrom,
  choiceHref,
  chosenOf,
  countHosts,
  HOST_FILTERS,
  HOST_NARROWINGS,
  type HostChoice,
  type HostFilter,
  narrowingValues,
  TRAFFIC_OVER,
} from "../filter-hosts";

const FILTER_WORDS = {
  all: "words.all",
  running: "host.state.running",
  off: "hosts.filter.off",
  working: "hosts.filter.working",
  attention: "words.needsAttention",
  restricted: "hosts.filter.restricted",
} as const satisfies Record<HostFilter, string>;

interface HostsBarProps {
  hosts: HostView[];
  /** Those that the search and the filters leave. */
  found: HostView[];
  choice: HostChoice;
  choose: (choice: HostChoice) => void;
  /** Changes that wait for a click, so that nothing moves under the pointer. */
  changed: number;
  apply: () => void;
}

/** The list is here already: a click on a link to another choice of it needs no page from the server. */
export const chooseByLink = (choose: HostsBarProps["choose"]) => (event: MouseEvent<HTMLElement>) => {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    link.closest<HTMLElement>("[popover]")?.hidePopover();
    choose(choiceFrom(new URL(link.href).searchParams));
  }
};

/** Drawn without a count, until all states are known. */
const USUAL: readonly HostFilter[] = ["running", "off", "attention"];

/** Search, segments and filters; not drawn anew when a host is selected. Its links and its form work before hydration, too. */
export const HostsBar = memo(function HostsBar({
  hosts,
  found,
  choice,
  choose,
  changed,
  apply,
}: HostsBarProps) {
  const w = useTranslations("words");
  const t = useTranslations("hosts");
  const root = useTranslations();
  const counts = countHosts(found);
  const areKnown = found.every(({ stateAsOf }) => stateAsOf !== null);
  const drawn = HOST_FILTERS.filter(
    (filter) =>
      filter === "all" ||
      filter === choice.filter ||
      counts[filter] > 0 ||
      (!areKnown && USUAL.includes(filter)),
  );
  const filters = HOST_NARROWINGS.flatMap((kind): ListFilter[] => {
    const label = w(kind);
    if (kind === "traffic") {
      return [{ name: kind, label, options: [[TRAFFIC_OVER, t("over", { percent: TRAFFIC_OVER })]] }];
    }
    const values = new Map<string, number>();
    for (const value of hosts.flatMap((host) => narrowingValues(kind, host))) {
      values.set(value, (values.get(value) ?? 0) + 1);
    }
    const options = [...values]
      .sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
      .map(([value, count]) => [value, value, String(count)] as const);
    return options.length > (kind === "tag" ? 0 : 1) ? [{ name: kind, label, options }] : [];
  });
  return (
    <div onClickCapture={chooseByLink(choose)}>
      <Toolbar
        path="/hosts"
        chosen={chosenOf(choice)}
        hrefOf={(change) => choiceHref(choice, change)}
        search={{
          label: t("search"),
          placeholder: t("search"),
          onFind: (query) => choose({ ...choice, query }),
        }}
        segments={{
          label: w("filter"),
          items: drawn.map((filter) => ({
            href: choiceHref({ ...choice, filter }),
            label: root(FILTER_WORDS[filter]),
            current: filter === choice.filter,
            ...(areKnown && { count: counts[filter] }),
          })),
        }}
        filters={filters}
        actions={
          changed > 0 ? (
            <Button
              variant="ghost"
              icon="refresh"
              onClick={apply}
              className="rounded-full bg-accent-tint text-accent-ink hover:underline"
            >
              {t("changed", { count: changed })}
            </Button>
          ) : null
        }
      />
    </div>
  );
});
