import { useTranslations } from "next-intl";
import { useInProgress } from "@/components/hosts/operate/use-in-progress";
import type { HostView } from "@/lib/hosts/host-view";
import type { HostState } from "@/lib/operations/host-states";
import { changesState, type OperationView } from "@/lib/operations/operation-view";
import { Elapsed } from "./time/clock";
import { useTimes } from "./time/use-times";

interface StateProps {
  host: HostView;
  inProgress: OperationView | null;
}

/** The word of the badge, with the hooks that checks rely on. */
export function StateWord({ host, inProgress }: StateProps) {
  const t = useTranslations();
  const doing = useInProgress();
  return (
    <span
      data-state={host.state}
      data-operation={inProgress?.kind}
      data-ended={inProgress ? undefined : host.operation?.kind}
      data-outcome={(inProgress ?? host.operation)?.outcome}
    >
      {inProgress
        ? doing(inProgress.kind)
        : t(isBeingRead(host) ? "host.fact.checking" : `host.state.${host.state}`)}
    </span>
  );
}

/** Its row tells no state by itself, and its own was never read: the panel does so as soon as somebody looks. */
const isBeingRead = ({ state, stateAsOf }: HostView): boolean => state === "unknown" && stateAsOf === null;

const FACTS: Partial<Record<HostState, "overTraffic" | "suspended" | "outOfTraffic">> = {
  "over-traffic": "overTraffic",
  suspended: "suspended",
  "out-of-traffic": "outOfTraffic",
};

/** The fact that explains the word. Dates of states are those the panel saw itself: RStack tells none. */
export function StateFact({ host, inProgress, short }: StateProps & { short?: boolean }) {
  const t = useTranslations("host.fact");
  const times = useTimes();
  if (inProgress && changesState(inProgress.kind)) {
    return <Elapsed from={inProgress.startedAt} />;
  }
  const since = host.stateSince;
  const when = since && (short ? times.dayOrClock(since) : times.moment(since));
  switch (host.state) {
    case "running":
      return since ? t("for", { duration: times.since(since) }) : null;
    case "unknown":
      return host.stateAsOf ? t("lastSeen", { time: times.moment(host.stateAsOf) }) : null;
    default: {
      const fact = FACTS[host.state];
      const from = when && t("since", { time: when.replaceAll(" ", "\u00a0") });
      return [from, fact && t(fact)].filter(Boolean).join(" · ") || null;
    }
  }
}
