import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { Link } from "@/components/ui/link";
import { Secret } from "@/components/ui/secret";
import type { LedgerDetail } from "@/lib/fleet/operations/one-operation";
import { rulesOf } from "@/lib/operations/command-rules";
import { OTHER_KIND } from "@/lib/operations/operation-view";

import { CustomerLink } from "../customer-link";
import { type Fact, FactList } from "../fact-card";
import { HostLink } from "../host-link";
import { Timeline } from "./timeline";

interface DetailProps {
  detail: LedgerDetail;
  /** What the customer is called whose host it was then; null where that isn't known. */
  customer: string | null;
  zone: string | null;
}

/** What happened, step by step, and what it is; the ledger's own words lie folded. */
export function DetailCards({ detail, customer, zone, children }: DetailProps & { children: ReactNode }) {
  const t = useTranslations("fleet-operations");
  return (
    <>
      <div className="host-body">
        <div>
          <Card title={t("detail.timeline")}>
            <Timeline detail={detail} zone={zone} />
          </Card>
        </div>
        <div>
          <Card title={t("detail.facts")}>
            <FactList facts={useFacts(detail, customer)} />
          </Card>
          {children}
        </div>
      </div>
      <Diagnostics detail={detail} />
    </>
  );
}

/** As it stands in the ledger; without secrets. */
function Diagnostics({ detail: { evidence, notes, params } }: { detail: LedgerDetail }) {
  const t = useTranslations("fleet-operations.detail");
  const parts = [
    [t("params"), params],
    [t("evidence"), evidence],
    [t("notes"), notes],
  ] as const;
  return parts.every(([, json]) => json === null) ? null : (
    <section className="border-line border-t px-4 py-2 desk:px-6">
      <Disclosure title={t("diagnostics")}>
        <div className="grid gap-4">
          {parts.map(([title, json]) =>
            json === null ? null : (
              <section key={title}>
                <h3 className="mb-2 text-base">{title}</h3>
                <pre className="well json">{json}</pre>
              </section>
            ),
          )}
        </div>
      </Disclosure>
    </section>
  );
}

function useFacts(detail: LedgerDetail, customer: string | null): Fact[] {
  const t = useTranslations("fleet-operations");
  const { operation } = detail;
  const group = (operation.kind === OTHER_KIND ? "other" : rulesOf(operation.kind).group) as "media";
  const subjects = `detail.subjects.${group}` as const;
  const facts: [string, Fact["value"] | null][] = [
    [t("detail.host"), <HostLink key="host" vmId={detail.vmId} name={detail.hostName} />],
    [
      t("detail.customer"),
      detail.owner ? <CustomerLink key="customer" userId={detail.owner} name={customer} numbered /> : null,
    ],
    [
      t(`detail.subjects.${t.has(subjects) ? group : "other"}`),
      operation.subject === null ? null : <Secret key="subject">{operation.subject}</Secret>,
    ],
    [
      t("detail.superseded"),
      detail.supersededBy ? (
        <Link key="by" href={`/admin/operations/${detail.supersededBy}`}>
          {t("detail.open")}
        </Link>
      ) : null,
    ],
    [t("detail.view"), detail.view?.customerName ?? null],
    [t("detail.token"), detail.token],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}
