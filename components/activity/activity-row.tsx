import { useFormatter, useTranslations } from "next-intl";
import { OperationMark } from "@/components/hosts/operate/operation-mark";
import {
  tookOf,
  useDuration,
  useEndWords,
  useShortOutcome,
  useStepWord,
  useSubject,
} from "@/components/hosts/operate/operation-words";
import { Elapsed } from "@/components/hosts/time/clock";
import { useTimes } from "@/components/hosts/time/use-times";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { useGap } from "@/components/ui/spacing";
import type { ActivityActor, ActivityEntry, SeenBasis } from "@/lib/hosts/activity/activity-view";
import { isInProgress, type OperationView } from "@/lib/operations/operation-view";

interface ActivityRowProps {
  entry: ActivityEntry;
  /** Where the list is of more than one host. */
  withHost: boolean;
}

/** One operation in two lines; opened, all that is known of it. */
export function ActivityRow({ entry, withHost }: ActivityRowProps) {
  const t = useTranslations();
  const times = useTimes();
  const outcome = useShortOutcome();
  const actor = useActor()(entry.actor);
  const who = entry.cause ? t("activity.openedBy", { who: actor }) : actor;
  const { operation, host } = entry;
  const { kind, startedAt } = operation;
  const seen = asSeen(entry);
  const subject = useSubject()(operation);
  return (
    <li data-activity={operation.id} data-outcome={operation.outcome}>
      <details data-shown={seen.outcome}>
        <summary>
          <OperationMark operation={seen} />
          <span className="activity-what">
            <b>{t(`operations.kind.${kind}`)}</b> {subject ? <span>{subject}</span> : null}
            {withHost ? <span className="activity-host">{host.name}</span> : null}
            <small className="block">{[outcome(seen) ?? t("activity.done"), who].join(" · ")}</small>
          </span>
          <span className="activity-when">
            <time dateTime={startedAt}>{times.clock(startedAt)}</time>
            <small className="block text-ink-3">
              {isInProgress(operation.outcome) ? <Elapsed from={startedAt} /> : tookOf(operation)}
            </small>
          </span>
          <Icon name="chevron-down" small />
        </summary>
        <div className="activity-more grid gap-3">
          <EndText entry={entry} />
          <ActivitySteps entry={entry} />
          {withHost ? <HostLine host={host} /> : null}
        </div>
      </details>
    </li>
  );
}

/** Staff ended the wait: failed in the ledger, and yet nobody saw what the master did. */
const asSeen = ({ operation, seen }: ActivityEntry): OperationView =>
  seen?.what === "released" ? { ...operation, outcome: "unconfirmed" } : operation;

/** What came of it in a sentence, why it is said, and what to do where that isn't plain. */
function EndText({ entry }: { entry: ActivityEntry }) {
  const t = useTranslations("activity");
  const { operation, host, despiteRefusal, cause } = entry;
  const words = useEndWords();
  const seen = useSeen()(entry.seen);
  const gap = useGap();
  const why = cause ? <p>{t(`cause.${cause}`)}</p> : null;
  if (isInProgress(operation.outcome)) {
    return why && <div className="activity-end wrap-anywhere">{why}</div>;
  }
  const { outcome, refusal } = operation;
  const shown = asSeen(entry);
  const unconfirmed = shown.outcome === "unconfirmed";
  const { title, detail } = words(host.name, shown);
  const canLook = !/^(released|owner-changed)$/.test(entry.seen?.what ?? "");
  // The line above says it already, in the master's own words.
  const isTold = outcome === "refused" && refusal !== null;
  if (isTold && !why && !despiteRefusal && !seen) {
    return null;
  }
  return (
    <div className="activity-end grid gap-1 wrap-anywhere">
      {isTold ? null : (
        <p>
          <b>{title}</b>
          {gap}
          {outcome === "done" || unconfirmed ? null : detail}
        </p>
      )}
      {why}
      {despiteRefusal ? <p>{t("despiteRefusal")}</p> : null}
      {refusal && outcome !== "refused" ? <p>{t("refusalWas", { text: refusal })}</p> : null}
      {seen ? <p>{seen}</p> : null}
      {unconfirmed && canLook ? <p>{detail}</p> : null}
    </div>
  );
}

function HostLine({ host }: { host: ActivityEntry["host"] }) {
  const t = useTranslations("activity");
  return (
    <p className="text-ink-2 text-13">
      {host.theirs ? (
        <Link href={`/hosts/${host.id}`}>{t("toHost", { name: host.name })}</Link>
      ) : (
        t("noLonger", { id: host.id })
      )}
    </p>
  );
}

interface Step {
  name: string;
  at: string;
}

/** What happened to it and when, in its order; a step that is not there was not taken. */
function ActivitySteps({ entry }: { entry: ActivityEntry }) {
  const format = useFormatter();
  const times = useTimes();
  const steps = useSteps(entry);
  const day = times.date(entry.operation.startedAt);
  // The day stands above the list.
  const stepTime = (at: string) =>
    times.date(at) === day
      ? format.dateTime(new Date(at), { timeStyle: "medium", hourCycle: "h23" })
      : times.full(at);
  return (
    <ol className="activity-steps">
      {steps.map(({ name, at }) => (
        <li key={`${name} ${at}`}>
          <span>{name}</span>
          <time dateTime={at}>{stepTime(at)}</time>
        </li>
      ))}
    </ol>
  );
}

function useSteps(entry: ActivityEntry): Step[] {
  const t = useTranslations("activity.step");
  const named = useStepWord();
  const { actor, sentAt, checkedAt, cause } = entry;
  const who = useActor()(actor);
  const { startedAt, acceptedAt, endedAt, steps, outcome } = asSeen(entry);
  const isAnswered = acceptedAt !== null && checkedAt !== null && acceptedAt <= checkedAt;
  const step = (name: string, at: string | null): Step[] => (at ? [{ name, at }] : []);
  const between = [
    ...step(t("sent"), sentAt),
    ...step(t("accepted"), acceptedAt),
    ...step(t(isAnswered ? "confirming" : "checking"), checkedAt),
    ...steps.map(({ name, at }) => ({ name: named(entry.operation.kind, name), at })),
  ].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const end = outcome === "open" || outcome === "checking" ? [] : step(t(`end.${outcome}`), endedAt);
  return [...step(cause ? t("byPanel") : t("asked", { who }), startedAt), ...between, ...end];
}

/** Who asked for it. */
function useActor(): (actor: ActivityActor) => string {
  const t = useTranslations("activity.actor");
  return (actor) => {
    switch (actor.who) {
      case "you":
      case "schedule":
        return t(actor.who);
      case "other":
        return actor.name;
      default:
        return t(actor.who, { name: actor.name });
    }
  };
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
