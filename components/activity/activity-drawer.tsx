"use client";

import { useFormatter, useTranslations } from "next-intl";
import { signOfOperation } from "@/components/hosts/operate/operation-mark";
import { useDuration, useEndWords, useStepWord } from "@/components/hosts/operate/operation-words";
import { useTimes } from "@/components/hosts/time/use-times";
import { ButtonLink } from "@/components/ui/button-link";
import { Drawer } from "@/components/ui/overlay/drawer";
import { Steps } from "@/components/ui/page/steps";
import { Badge } from "@/components/ui/state";
import type { ActivityEntry, SeenBasis } from "@/lib/hosts/activity/activity-view";
import { isInProgress } from "@/lib/operations/operation-view";
import { asSeen, useActor } from "./activity-cells";

interface ActivityDrawerProps {
  entry: ActivityEntry;
  /** Where the list is of more than one host. */
  withHost: boolean;
  /** The list without it. */
  close: string;
}

/** All that is known of one operation: what came of it and why, and what happened when. */
export function ActivityDrawer({ entry, withHost, close }: ActivityDrawerProps) {
  const t = useTranslations("activity");
  const operations = useTranslations("operations");
  const times = useTimes();
  const who = useActor()(entry.actor);
  const words = useEndWords();
  const { host } = entry;
  const seen = asSeen(entry);
  const going = isInProgress(seen.outcome);
  const word = operations(seen.waiting ? "step.waiting" : `outcome.${seen.outcome}`);
  return (
    <Drawer
      title={going ? operations(`kind.${seen.kind}`) : words(host.name, seen).title}
      badge={<Badge sign={signOfOperation(seen)}>{word}</Badge>}
      facts={[
        withHost && host.name,
        entry.cause ? t("openedBy", { who }) : who,
        times.moment(seen.startedAt),
      ]}
      close={close}
      actions={
        withHost && host.theirs ? (
          <ButtonLink href={`/hosts/${host.id}`}>{t("toHost", { name: host.name })}</ButtonLink>
        ) : null
      }
    >
      <Why entry={entry} withHost={withHost} />
      <Steps steps={useSteps(entry)} />
    </Drawer>
  );
}

/** Why it ended so, on what that rests, and what to do where that isn't plain. */
function Why({ entry, withHost }: Pick<ActivityDrawerProps, "entry" | "withHost">) {
  const t = useTranslations("activity");
  const { operation, host, despiteRefusal, cause } = entry;
  const words = useEndWords();
  const basis = useSeen()(entry.seen);
  const seen = asSeen(entry);
  const going = isInProgress(seen.outcome);
  const { refusal } = operation;
  // After these there is nothing to look at.
  const canLook = !/^(released|owner-changed)$/.test(entry.seen?.what ?? "");
  const says =
    going || (seen.outcome === "done" && !seen.moved) || (seen.outcome === "unconfirmed" && !canLook)
      ? null
      : words(host.name, seen).detail;
  const lines = [
    says,
    cause && t(`cause.${cause}`),
    despiteRefusal && t("despiteRefusal"),
    refusal && operation.outcome !== "refused" && t("refusalWas", { text: refusal }),
    basis,
    withHost && !host.theirs && t("noLonger", { id: host.id }),
  ].filter((line) => typeof line === "string");
  return lines.length > 0 ? (
    <div className="flex flex-col gap-2 wrap-anywhere">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  ) : null;
}

/** What happened to it and when, in its order; a step that is not there was not taken. */
function useSteps(entry: ActivityEntry): Parameters<typeof Steps>[0]["steps"] {
  const t = useTranslations("activity.step");
  const outcomes = useTranslations("operations.outcome");
  const format = useFormatter();
  const times = useTimes();
  const named = useStepWord();
  const who = useActor()(entry.actor);
  const { sentAt, checkedAt, cause } = entry;
  const { kind, startedAt, acceptedAt, endedAt, steps, outcome } = asSeen(entry);
  const isAnswered = acceptedAt !== null && checkedAt !== null && acceptedAt <= checkedAt;
  const step = (name: string, at: string | null) => (at ? [{ name, at }] : []);
  const between = [
    ...step(t("sent"), sentAt),
    ...step(t("accepted"), acceptedAt),
    ...step(t(isAnswered ? "confirming" : "checking"), checkedAt),
    ...steps.map(({ name, at }) => ({ name: named(kind, name), at })),
  ].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const going = outcome === "open" || outcome === "checking";
  const all = [
    ...step(cause ? t("byPanel") : t("asked", { who }), startedAt),
    ...between,
    ...(going ? [] : step(outcomes(outcome), endedAt)),
  ];
  const day = times.date(startedAt);
  // The day stands in the head.
  const timeOf = (at: string) =>
    times.date(at) === day
      ? format.dateTime(new Date(at), { timeStyle: "medium", hourCycle: "h23" })
      : times.full(at);
  return all.map(({ name, at }, place) => ({
    key: `${name} ${at}`,
    state:
      place < all.length - 1 || outcome === "done" ? ("done" as const) : going ? ("now" as const) : "next",
    title: name,
    note: <time dateTime={at}>{timeOf(at)}</time>,
  }));
}

/** On what the outcome rests, in a sentence. */
function useSeen(): (seen: SeenBasis | null) => string | null {
  const t = useTranslations("activity.seen");
  const states = useTranslations("host.state");
  const times = useTimes();
  const duration = useDuration();
  return (seen) => {
    if (!seen) {
      return null;
    }
    switch (seen.what) {
      case "state":
        return t(seen.wasOff ? "stateAfterOff" : "state", {
          state: states(seen.state),
          time: times.full(seen.at),
        });
      case "waited":
        return t("waited", { time: duration(seen.ms) });
      default:
        return t(seen.what);
    }
  };
}
