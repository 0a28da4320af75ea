import { useTranslations } from "next-intl";
import { useInProgress } from "@/components/hosts/operate/use-in-progress";
import type { HostView } from "@/lib/hosts/host-view";
import type { OperationView } from "@/lib/operations/operation-view";

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
        : t(isBeingRead(host) ? "host.checking" : `host.state.${host.state}`)}
    </span>
  );
}

/** Its row tells no state by itself, and its own was never read: the panel does so as soon as somebody looks. */
const isBeingRead = ({ state, stateAsOf }: HostView): boolean => state === "unknown" && stateAsOf === null;
