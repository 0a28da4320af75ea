import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OperationMark } from "@/components/hosts/operate/operation-mark";
import { useShortOutcome } from "@/components/hosts/operate/operation-words";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import type { Day } from "@/components/ui/list/by-day";
import { Timeline, TimelineItem } from "@/components/ui/list/timeline";
import type { HostEvent } from "@/lib/fleet/operations/host-timeline";
import { useAuditAction } from "../activity/audit-words";
import { useTook, useWhat } from "../activity/operation-words";
import { DayTime } from "../lists/day-time";

interface HostTimelineProps {
  days: Day<HostEvent>[];
  zone: string | null;
}

/** What happened to a host, for staff. */
export function HostTimeline({ days, zone }: HostTimelineProps) {
  const t = useTranslations("words");
  return days.length === 0 ? (
    <p className="px-5 py-4 text-13 text-ink-2 max-md:px-4">{t("nothingYet")}</p>
  ) : (
    <Timeline
      label={t("timeline")}
      days={days.map(({ title, day, entries }) => ({
        title,
        items: entries.map((event) => (
          <Event key={event.id} event={event} meta={<DayTime iso={event.at} zone={zone} day={day} />} />
        )),
      }))}
    />
  );
}

function Event({ event, meta }: { event: HostEvent; meta: ReactNode }) {
  const t = useTranslations("fleet-hosts.timeline");
  const what = useWhat();
  const outcome = useShortOutcome();
  const took = useTook();
  const action = useAuditAction();
  if ("note" in event) {
    return (
      <TimelineItem
        lead={<Icon name="pencil" small />}
        text={t("note", { name: event.by })}
        note={event.note}
        meta={meta}
      />
    );
  }
  if ("action" in event) {
    return (
      <TimelineItem
        lead={<Icon name="person" small />}
        text={[action(event.action), event.subject].filter(Boolean).join(" · ")}
        sub={event.by}
        meta={meta}
      />
    );
  }
  const { operation } = event;
  const { startedAt, endedAt } = operation;
  const parts = [
    outcome(operation),
    event.by,
    operation.outcome === "done" && endedAt && took(startedAt, endedAt),
  ];
  return (
    <TimelineItem
      lead={<OperationMark operation={operation} />}
      text={
        <Link href={`/admin/activity?open=${operation.id}`} className="text-ink">
          {what(operation)}
        </Link>
      }
      sub={parts.filter(Boolean).join(" · ")}
      meta={meta}
    />
  );
}
