"use client";

import { useTranslations } from "next-intl";
import { OperationMark } from "@/components/hosts/operate/operation-mark";
import { tookOf, useShortOutcome, useSubject } from "@/components/hosts/operate/operation-words";
import { UndoKey } from "@/components/hosts/operate/undo-key";
import type { HostFormAction } from "@/components/hosts/power/use-power";
import { Elapsed } from "@/components/hosts/time/clock";
import { useTimes } from "@/components/hosts/time/use-times";
import { RowLink } from "@/components/ui/list/table";
import type { ActivityActor, ActivityEntry } from "@/lib/hosts/activity/activity-view";
import { isInProgress, type OperationView } from "@/lib/operations/operation-view";

/** Staff ended the wait: failed in the ledger, and yet nobody saw what the master did. */
export const asSeen = ({ operation, seen }: ActivityEntry): OperationView =>
  seen?.what === "released" ? { ...operation, outcome: "unconfirmed" } : operation;

interface ActivityWhatProps {
  entry: ActivityEntry;
  /** Its details. */
  href: string;
  command: HostFormAction;
  /** A key for the form that undoes it. */
  seed: string;
}

/** What was done, what came of it where it isn't simply done, and the way back where there is one. */
export function ActivityWhat({ entry, href, command, seed }: ActivityWhatProps) {
  const kinds = useTranslations("operations.kind");
  const seen = asSeen(entry);
  const outcome = useShortOutcome()(seen);
  const subject = useSubject()(seen);
  return (
    <span className="flex min-w-0 items-center gap-3">
      <span className="grid w-4 shrink-0 place-items-center max-md:absolute max-md:inset-y-0 max-md:left-4">
        <OperationMark operation={seen} />
      </span>
      <span className="truncate">
        <RowLink href={href} stay>
          {kinds(seen.kind)}
        </RowLink>
        {subject ? <span className="text-ink-2"> · {subject}</span> : null}
        {outcome ? (
          <span data-short="" className="text-ink-3">
            {" · "}
            {outcome}
          </span>
        ) : null}
      </span>
      <UndoKey host={entry.host} operation={entry.operation} command={command} seed={seed} />
    </span>
  );
}

export function ActivityWho({ entry }: { entry: ActivityEntry }) {
  const t = useTranslations("activity");
  const who = useActor()(entry.actor);
  return <span className="text-ink-2">{entry.cause ? t("openedBy", { who }) : who}</span>;
}

/** How long it took, or has taken so far. */
export function ActivityTook({ operation }: Pick<ActivityEntry, "operation">) {
  return (
    <span className="text-ink-2">
      {isInProgress(operation.outcome) ? <Elapsed from={operation.startedAt} /> : tookOf(operation)}
    </span>
  );
}

export function ActivityTime({ iso }: { iso: string }) {
  const times = useTimes();
  return (
    <time dateTime={iso} className="text-ink-2">
      {times.clock(iso)}
    </time>
  );
}

/** Who asked for it. */
export function useActor(): (actor: ActivityActor) => string {
  const t = useTranslations("activity.actor");
  return (actor) => {
    switch (actor.who) {
      case "you":
      case "schedule":
      case "panel":
        return t(actor.who);
      case "other":
        return actor.name;
      default:
        return t(actor.who, { name: actor.name });
    }
  };
}
