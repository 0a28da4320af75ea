import { useNow, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OperationMark } from "@/components/hosts/operate/operation-mark";
import { useShortOutcome } from "@/components/hosts/operate/operation-words";
import { SegmentedFilter } from "@/components/ui/form/segmented";
import { Icon, type IconName } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import type { Day } from "@/components/ui/list/by-day";
import { Timeline, TimelineItem } from "@/components/ui/list/timeline";
import { Spinner } from "@/components/ui/state";
import { deviceName } from "@/lib/accounts/device-name";
import type { AroundCustomer, TimelineEntry } from "@/lib/fleet/customers/timeline-sources";
import type { HostEvent } from "@/lib/fleet/operations/host-timeline";
import { withSearch } from "@/lib/fleet/search-params";
import { isInProgress, type OperationOutcome } from "@/lib/operations/operation-view";
import { iconOf } from "./activity/action-icon";
import { useAuditAction, useAuditOutcome, useAuditSubject } from "./activity/audit-words";
import { useOutcomeWord, useTook, useWhat } from "./activity/operation-words";
import { DayTime } from "./lists/day-time";

interface TimelineFilterProps {
  /** The page that shows it, narrowed by what stands behind `?show=`. */
  path: string;
  sources: readonly AroundCustomer[];
  only: AroundCustomer | null;
}

/** Which part of it is shown. */
export function TimelineFilter({ path, sources, only }: TimelineFilterProps) {
  const w = useTranslations("words");
  const t = useTranslations("customers.timeline");
  return (
    <SegmentedFilter
      label={w("filter")}
      segments={[null, ...sources].map((source) => ({
        href: withSearch(path, { show: source }),
        label: source === null ? w("all") : source === "notes" ? w("notes") : t(source),
        current: source === only,
      }))}
    />
  );
}

interface TimelineProps<Entry> {
  days: Day<Entry>[];
  /** The viewer's own; null for the browser's. */
  zone: string | null;
}

/** What happened around a customer, whoever did it. */
export const CustomerTimeline = (props: TimelineProps<TimelineEntry>) => (
  <Days {...props}>{(entry, time) => <Happened key={entry.id} entry={entry} time={time} />}</Days>
);

/** What happened to a host, for staff. */
export const HostTimeline = (props: TimelineProps<HostEvent>) => (
  <Days {...props}>{(event, time) => <HostItem key={event.id} event={event} time={time} />}</Days>
);

type DaysProps<Entry> = TimelineProps<Entry> & { children: (entry: Entry, time: ReactNode) => ReactNode };

function Days<Entry extends { id: string; at: string }>({ days, zone, children: item }: DaysProps<Entry>) {
  const t = useTranslations("words");
  return days.length === 0 ? (
    <p className="px-4 py-6 text-ink-2 md:px-5">{t("nothingYet")}</p>
  ) : (
    <Timeline
      label={t("timeline")}
      days={days.map(({ title, day, entries }) => ({
        title,
        items: entries.map((entry) => item(entry, <DayTime iso={entry.at} zone={zone} day={day} />)),
      }))}
    />
  );
}

const sign = (icon: IconName) => <Icon name={icon} small />;

/** What the panel could not do, or does not know, stands out. */
const OUTCOME: Record<OperationOutcome, { lead: ReactNode; tone?: "ok" | "warn" | "bad" }> = {
  open: { lead: <Spinner className="text-warn" /> },
  checking: { lead: <Spinner className="text-warn" /> },
  done: { lead: sign("check"), tone: "ok" },
  refused: { lead: sign("cross"), tone: "bad" },
  "not-sent": { lead: sign("cross") },
  failed: { lead: sign("cross"), tone: "bad" },
  unconfirmed: { lead: sign("cross"), tone: "warn" },
  superseded: { lead: sign("arrow") },
};

function Happened({ entry, time }: { entry: TimelineEntry; time: ReactNode }) {
  const t = useTranslations("customers.timeline");
  const w = useTranslations("words");
  const took = useTook();
  const now = useNow().toISOString();
  switch (entry.source) {
    case "operations":
      return <Operation {...entry} time={time} />;
    case "sign-ins": {
      const { username, address, userAgent } = entry.signIn;
      const device = deviceName(userAgent);
      return (
        <TimelineItem
          lead={sign("sign-out")}
          text={t("signedIn", { name: username })}
          sub={joined(address, device && w("deviceOn", device))}
          meta={time}
        />
      );
    }
    case "views": {
      const { staffName, reason, startedAt, endedAt, changesAt } = entry.view;
      return (
        <TimelineItem
          lead={sign("eye")}
          text={t(endedAt ? "viewed" : "viewing", { name: staffName })}
          sub={joined(`“${reason}”`, changesAt && w("changesAllowed"), took(startedAt, endedAt ?? now))}
          meta={time}
        />
      );
    }
    case "notes":
      return (
        <TimelineItem
          lead={sign("pencil")}
          text={t("noted", { name: entry.note.authorName })}
          meta={time}
          note={entry.note.text}
        />
      );
    case "staff":
      return <Event event={entry.event} time={time} />;
  }
}

function Operation({
  operation: of,
  time,
}: Extract<TimelineEntry, { source: "operations" }> & { time: ReactNode }) {
  const { operation, vmId, hostName, actorName, viewing, cause } = of;
  const kinds = useTranslations("operations.kind");
  const causes = useTranslations("activity.cause");
  const w = useTranslations("words");
  const word = useOutcomeWord();
  const took = useTook();
  const now = useNow().toISOString();
  const { outcome, startedAt, endedAt, kind, id } = operation;
  const until = isInProgress(outcome) ? now : outcome === "done" ? endedAt : null;
  return (
    <TimelineItem
      {...OUTCOME[outcome]}
      text={
        <>
          <Link href={`/admin/activity?open=${id}`} className="text-ink no-underline hover:underline">
            {kinds(kind)}
          </Link>
          {" · "}
          <Link href={`/admin/hosts/${vmId}`} className="font-medium text-ink no-underline hover:underline">
            {hostName || vmId}
          </Link>
        </>
      }
      sub={
        <span data-outcome={outcome}>
          {joined(
            actorName,
            viewing && w("viewingAsCustomer"),
            cause && causes(cause),
            outcome === "done" ? null : word(operation),
            until && took(startedAt, until),
          )}
        </span>
      }
      meta={time}
    />
  );
}

function Event({
  event,
  time,
}: Pick<Extract<TimelineEntry, { source: "staff" }>, "event"> & { time: ReactNode }) {
  const action = useAuditAction();
  const outcome = useAuditOutcome();
  const subject = useAuditSubject();
  const isDone = event.outcome === "done";
  return (
    <TimelineItem
      lead={sign(iconOf(event))}
      tone={isDone ? undefined : "bad"}
      text={action(event.action)}
      sub={joined(event.actorName, subject(event), isDone ? null : outcome(event))}
      meta={time}
    />
  );
}

function HostItem({ event, time }: { event: HostEvent; time: ReactNode }) {
  const t = useTranslations("customers.timeline");
  const what = useWhat();
  const outcome = useShortOutcome();
  const took = useTook();
  const action = useAuditAction();
  if ("note" in event) {
    return (
      <TimelineItem
        lead={sign("pencil")}
        text={t("noted", { name: event.by })}
        note={event.note}
        meta={time}
      />
    );
  }
  if ("action" in event) {
    return (
      <TimelineItem
        lead={sign("person")}
        text={joined(action(event.action), event.subject)}
        sub={event.by}
        meta={time}
      />
    );
  }
  const { operation } = event;
  const { startedAt, endedAt } = operation;
  return (
    <TimelineItem
      lead={<OperationMark operation={operation} />}
      text={
        <Link href={`/admin/activity?open=${operation.id}`} className="text-ink no-underline hover:underline">
          {what(operation)}
        </Link>
      }
      sub={joined(
        outcome(operation),
        event.by,
        operation.outcome === "done" && endedAt && took(startedAt, endedAt),
      )}
      meta={time}
    />
  );
}

const joined = (...parts: (string | null | undefined | false)[]): string => parts.filter(Boolean).join(" · ");
