import Link from "next/link";
import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import type { LedgerDetail } from "@/lib/fleet/operations/one-operation";
import { BLOCK_REASONS } from "@/lib/operations/command-rules";

import { CustomerLink } from "../customer-link";
import { type Fact, FactList } from "../fact-card";
import { HostLink } from "../host-link";
import { outcomeTone, useOutcomeWord } from "./operation-words";

interface DetailProps {
  detail: LedgerDetail;
  zone: string | null;
}

/** What it is, who asked, and when what happened. */
export function DetailCards({ detail, zone }: DetailProps) {
  const t = useTranslations("fleet-operations");
  return (
    <>
      <div className="card-columns">
        <section className="card">
          <h2 className="mb-3">{t("detail.facts")}</h2>
          <FactList facts={useFacts(detail)} />
        </section>
        <section className="card">
          <h2 className="mb-3">{t("detail.times")}</h2>
          <FactList
            facts={[
              ...detail.moments.map(({ name, at }) => ({
                name: t(`moment.${name}`),
                value: <OwnTime iso={at} zone={zone} precise />,
              })),
              ...(detail.releasableFrom && detail.limitAt
                ? [{ name: t("detail.limit"), value: <OwnTime iso={detail.limitAt} zone={zone} /> }]
                : []),
            ]}
          />
        </section>
      </div>
      <Json title={t("detail.evidence")} json={detail.evidence} />
      <Json title={t("detail.notes")} json={detail.notes} />
      <Json title={t("detail.params")} json={detail.params} />
    </>
  );
}

function useFacts(detail: LedgerDetail): Fact[] {
  const t = useTranslations("fleet-operations");
  const reasons = useTranslations("operations.reason");
  const outcomeWord = useOutcomeWord();
  const { operation } = detail;
  const why = BLOCK_REASONS.find((known) => known === operation.notSentCause);
  const facts: [string, Fact["value"] | null][] = [
    [t("detail.host"), <HostLink key="host" vmId={detail.vmId} name={detail.hostName} />],
    [t("detail.customer"), detail.owner ? <CustomerLink key="customer" userId={detail.owner} /> : null],
    [t("detail.subject"), operation.subject],
    [
      t("detail.outcome"),
      <span key="outcome" className={outcomeTone(operation.outcome)} data-outcome={operation.outcome}>
        {outcomeWord(operation.outcome)}
      </span>,
    ],
    [t("detail.refusal"), operation.refusal],
    [t("detail.notSent"), why ? reasons(why) : operation.notSentCause],
    [t("detail.fault"), detail.faultDetail],
    [
      t("detail.superseded"),
      detail.supersededBy ? (
        <Link key="by" href={`/admin/operations/${detail.supersededBy}`} prefetch={false}>
          {t("detail.open")}
        </Link>
      ) : null,
    ],
    [t("detail.cause"), detail.cause ? t(`cause.${detail.cause}`) : null],
    [
      t(detail.cause ? "detail.opener" : "detail.who"),
      detail.actorRole === "customer" ? detail.actorName : `${detail.actorName} (${t("actor.staff")})`,
    ],
    [t("detail.view"), detail.view?.customerName ?? null],
    [t("detail.reason"), detail.view?.reason ?? null],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}

function Json({ title, json }: { title: string; json: string | null }) {
  return json === null ? null : (
    <section className="card">
      <h2 className="mb-3">{title}</h2>
      <pre className="well json">{json}</pre>
    </section>
  );
}
