"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Fragment } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import {
  type ActivityFilter,
  ALL_ACTIVITY,
  activityHref,
  isFiltered,
} from "@/lib/hosts/activity/activity-filter";
import type { ActivityEntry, ActivityHost, ActivityPage } from "@/lib/hosts/activity/activity-view";
import "./activity.css";
import { ActivityBar } from "./activity-bar";
import { ActivityRow } from "./activity-row";

interface ActivityListProps {
  page: ActivityPage;
  filter: ActivityFilter;
  /** This page's own path. */
  path: string;
  /** To choose from; null on a host's own page. */
  hosts: ActivityHost[] | null;
}

const DAY = { weekday: "long", day: "numeric", month: "long" } as const;

/** Operations, the newest first, in pages that are addresses of their own. */
export function ActivityList({ page, filter, path, hosts }: ActivityListProps) {
  const t = useTranslations("activity");
  const format = useFormatter();
  const { entries, next } = page;
  const dayOf = (entry?: ActivityEntry) => entry && format.dateTime(new Date(entry.operation.startedAt), DAY);
  // On a host's page it stands below the host's own heading.
  const Day = hosts ? "h2" : "h3";
  return (
    <section className="activity" aria-label={t("title")}>
      {page.any || isFiltered(filter) ? <ActivityBar filter={filter} path={path} hosts={hosts} /> : null}
      {entries.length === 0 ? (
        <Nothing page={page} filter={filter} path={path} />
      ) : (
        <ul className="activity-rows">
          {entries.map((entry, at) => (
            <Fragment key={entry.operation.id}>
              {at > 0 && dayOf(entry) === dayOf(entries[at - 1]) ? null : (
                <li className="activity-day">
                  <Day>{dayOf(entry)}</Day>
                </li>
              )}
              <ActivityRow entry={entry} withHost={hosts !== null} />
            </Fragment>
          ))}
        </ul>
      )}
      {next || filter.after ? (
        <div className="activity-pages flex gap-2.5">
          {next ? (
            <ButtonLink href={activityHref(path, { ...filter, after: next })}>{t("more")}</ButtonLink>
          ) : null}
          {filter.after ? (
            <ButtonLink variant="ghost" href={activityHref(path, { ...filter, after: null })}>
              {t("newest")}
            </ButtonLink>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}

/** Nothing was ever done, nothing that was chosen, or nothing that is older: each says so. */
function Nothing({ page, filter, path }: Pick<ActivityListProps, "page" | "filter" | "path">) {
  const t = useTranslations("activity.nothing");
  if (!page.any) {
    return <EmptyState title={t("ever")} text={t("everText")} />;
  }
  return isFiltered(filter) ? (
    <EmptyState title={t("chosen")} text={t("chosenText")}>
      <ButtonLink href={activityHref(path, ALL_ACTIVITY)}>{t("all")}</ButtonLink>
    </EmptyState>
  ) : (
    <EmptyState title={t("older")} text={t("olderText")} />
  );
}
