import { useNow, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { customerHref } from "@/components/admin/customer-link";
import { outcomeLook } from "@/components/hosts/host-look";
import { RefreshWhile } from "@/components/shell/refresh-while";
import { Link } from "@/components/ui/link";
import { Slab } from "@/components/ui/plate";
import type { LedgerDetail } from "@/lib/fleet/operations/one-operation";
import { isInProgress } from "@/lib/operations/operation-view";
import { HostLink } from "../host-link";
import { useOutcomeWord, useTook, useWhat } from "./operation-words";

interface OperationHeadProps {
  detail: LedgerDetail;
  /** What the customer is called whose host it was then. */
  customer: string;
  again: ReactNode;
}

/** What came of it, what it was, and of whose host. */
export function OperationHead({ detail, customer, again }: OperationHeadProps) {
  const t = useTranslations("fleet-operations");
  const what = useWhat();
  const outcomeWord = useOutcomeWord();
  const { operation, vmId, hostName, owner } = detail;
  const title = what(operation);
  const { outcome, startedAt, endedAt } = operation;
  const now = useNow();
  const took = useTook();
  const time = isInProgress(outcome)
    ? t("explained.so-far", { time: took(startedAt, now.toISOString()) })
    : endedAt && t("explained.took", { time: took(startedAt, endedAt) });
  return (
    <section className="host-head" aria-label={title}>
      <div className="host-plate" role="status">
        <Slab
          {...outcomeLook(operation.outcome)}
          word={<span data-outcome={operation.outcome}>{outcomeWord(operation.outcome)}</span>}
          note={time}
        />
      </div>
      <div className="host-ident">
        <h2>{title}</h2>
        <div className="host-facts">
          <HostLink vmId={vmId} name={hostName} />
          <Link href={customerHref(owner)}>{customer}</Link>
          {customer === owner ? null : <span className="mono">{owner}</span>}
        </div>
      </div>
      <div className="flex flex-wrap gap-2 py-2 md:p-0">{again}</div>
      {isInProgress(operation.outcome) ? <RefreshWhile /> : null}
    </section>
  );
}
