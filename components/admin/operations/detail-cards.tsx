import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { Link } from "@/components/ui/link";
import { DescriptionList } from "@/components/ui/page/facts";
import type { LedgerDetail } from "@/lib/fleet/operations/one-operation";
import { Timeline } from "./timeline";

interface DetailProps {
  detail: LedgerDetail;
  zone: string | null;
}

/** What happened, step by step, and what it is; the ledger's own words lie folded. */
export function DetailCards({ detail, zone, children }: DetailProps & { children: ReactNode }) {
  const t = useTranslations("fleet-operations");
  const facts = useFacts(detail);
  const hasSide = facts.length > 0 || Boolean(children);
  return (
    <>
      <div className="host-body">
        <div className={hasSide ? undefined : "col-span-full"}>
          <Card title={t("detail.timeline")}>
            <Timeline detail={detail} zone={zone} />
          </Card>
        </div>
        {hasSide ? (
          <div>
            {facts.length > 0 ? (
              <Card title={t("detail.facts")}>
                <DescriptionList facts={facts} />
              </Card>
            ) : null}
            {children}
          </div>
        ) : null}
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
    <section className="border-line border-t px-4 py-2 md:px-6">
      <Disclosure title={t("diagnostics")}>
        <div className="grid gap-4">
          {parts.map(([title, json]) =>
            json === null ? null : (
              <section key={title}>
                <h3 className="mb-2 text-14">{title}</h3>
                <pre className="well json">{json}</pre>
              </section>
            ),
          )}
        </div>
      </Disclosure>
    </section>
  );
}

/** What the head doesn't say. */
function useFacts(detail: LedgerDetail): [string, ReactNode][] {
  const t = useTranslations("fleet-operations");
  const facts: [string, ReactNode][] = [
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
  return facts.filter(([, value]) => value !== null);
}
