import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { Banner } from "@/components/ui/page/banner";
import type { HostView } from "@/lib/hosts/host-view";
import { isMoot } from "@/lib/operations/block-reasons";
import { isInProgress, type OperationView } from "@/lib/operations/operation-view";
import { AskKey } from "../power/power-keys";
import { WAY_OUT } from "../power/power-looks";
import type { PowerControls } from "../power/use-power";
import { useTimes } from "../time/use-times";
import { useSupport } from "./next-step";
import { isHalfDone, useEndWords } from "./operation-words";

interface OperationBannerProps {
  host: HostView;
  power: PowerControls;
}

/**
 * What has to be read of the host's operation: that the system doesn't react to the one that goes, or that the newest did
 * not end well. It stays until it is closed, in this browser also later, or another operation is begun.
 */
export function OperationBanner({ host, power }: OperationBannerProps) {
  const { inProgress } = power;
  const newest = host.operation;
  if (inProgress) {
    return inProgress.notReacting ? <NotReacting host={host} power={power} operation={inProgress} /> : null;
  }
  return newest && !isInProgress(newest.outcome) && isToRead(newest) ? (
    <Ended key={newest.id} host={host} operation={newest} />
  ) : null;
}

/** Good news is told in passing. So is what somebody else's later command took the place of. */
const isToRead = (operation: OperationView): boolean =>
  operation.outcome !== "superseded" && (operation.outcome !== "done" || isHalfDone(operation));

function NotReacting({ host, power, operation }: OperationBannerProps & { operation: OperationView }) {
  const t = useTranslations("operations");
  const times = useTimes();
  return (
    <Banner
      tone="warn"
      title={t("strip.notReacting")}
      role="alert"
      text={t("strip.notReactingText", { time: times.clock(operation.acceptedAt ?? operation.startedAt) })}
      actions={<AskKey host={host} power={power} kind={WAY_OUT} />}
    />
  );
}

function Ended({ host, operation }: { host: HostView; operation: OperationView }) {
  const t = useTranslations();
  const support = useSupport({ host: host.id, operation: operation.id });
  const { title, detail } = useEndWords()(host.name, operation);
  const [isClosed, close] = useClosed(operation.id);
  const isBad = !isHalfDone(operation) && operation.outcome !== "unconfirmed" && !isMoot(operation);
  return isClosed ? null : (
    <div data-banner={operation.outcome}>
      <Banner
        tone={isBad ? "bad" : isMoot(operation) ? "grey" : "warn"}
        title={title}
        text={detail}
        role="status"
        actions={
          operation.outcome === "refused" && support ? (
            <ButtonLink href={support} plainLink>
              {t("words.contactSupport")}
            </ButtonLink>
          ) : undefined
        }
        onClose={close}
      />
    </div>
  );
}

/** Ids of operations whose banner was closed, the newest last. */
const CLOSED = "closed-operations";
const KEPT = 50;

const readClosed = (): string[] => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(CLOSED) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
};

/** Whether a person closed it, in this browser. */
function useClosed(id: string): [boolean, () => void] {
  const [isClosed, setClosed] = useState(false);
  useEffect(() => setClosed(readClosed().includes(id)), [id]);
  const close = () => {
    setClosed(true);
    try {
      localStorage.setItem(CLOSED, JSON.stringify([...readClosed(), id].slice(-KEPT)));
    } catch {
      // A browser that keeps nothing shows it again.
    }
    // The button that was pressed is gone: the focus goes on from the page's content.
    document.getElementById("main")?.focus();
  };
  return [isClosed, close];
}
