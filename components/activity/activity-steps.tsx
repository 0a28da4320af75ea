import { useTranslations } from "next-intl";
import { useTimes } from "@/components/hosts/use-times";
import type { ActivityEntry } from "@/lib/hosts/activity/activity-view";
import { useActor } from "./activity-words";

interface Step {
  name: string;
  at: string;
}

/** What happened to it and when, in its order; a step that is not there was not taken. */
export function ActivitySteps({ entry }: { entry: ActivityEntry }) {
  const times = useTimes();
  const steps = useSteps(entry);
  return (
    <ol className="activity-steps">
      {steps.map(({ name, at }) => (
        <li key={`${name} ${at}`}>
          <span>{name}</span>
          <time dateTime={at}>{times.full(at)}</time>
        </li>
      ))}
    </ol>
  );
}

function useSteps({ operation, actor, sentAt, checkedAt, cause }: ActivityEntry): Step[] {
  const t = useTranslations("activity.step");
  const named = useTranslations("operations.step");
  const who = useActor()(actor);
  const { startedAt, acceptedAt, endedAt, steps, outcome } = operation;
  const step = (name: string, at: string | null): Step[] => (at ? [{ name, at }] : []);
  const between = [
    ...step(t("sent"), sentAt),
    ...step(t("accepted"), acceptedAt),
    ...step(t("checking"), checkedAt),
    ...steps.map(({ name, at }) => ({ name: named(name), at })),
  ].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const end = outcome === "open" || outcome === "checking" ? [] : step(t(`end.${outcome}`), endedAt);
  return [...step(cause ? t("byPanel") : t("asked", { who }), startedAt), ...between, ...end];
}
