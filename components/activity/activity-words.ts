import { useTranslations } from "next-intl";
import { passed } from "@/components/hosts/time/clock";
import { useTimes } from "@/components/hosts/time/use-times";
import type { ActivityActor, SeenBasis } from "@/lib/hosts/activity/activity-view";

/** Who asked for it. */
export function useActor(): (actor: ActivityActor) => string {
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
export function useSeen(): (seen: SeenBasis | null) => string | null {
  const t = useTranslations("activity.seen");
  const states = useTranslations("host.state");
  const times = useTimes();
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
        return t("waited", { time: passed(seen.ms) });
      default:
        return t(seen.what);
    }
  };
}
