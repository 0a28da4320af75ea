import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OlderNewer } from "@/components/admin/older-newer";
import { AttentionCard } from "@/components/admin/operations/attention-card";
import { HeldNotice } from "@/components/admin/operations/held-notice";
import { LedgerFilters } from "@/components/admin/operations/ledger-filters";
import { LedgerTable } from "@/components/admin/operations/ledger-table";
import { OperationsTabs } from "@/components/admin/operations/operations-tabs";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { KeyLink } from "@/components/ui/key-link";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { ledgerAttention } from "@/lib/fleet/operations/attention";
import { ledgerFilterFrom, ledgerHref, OUTCOME_CHOICES } from "@/lib/fleet/operations/ledger-filter";
import { readFleetLedger } from "@/lib/fleet/operations/read-fleet-ledger";
import type { SearchParams } from "@/lib/fleet/search-params";
import { countHeld } from "@/lib/operations/held";
import { resumeOperations } from "./actions";

const PATH = "/admin/operations";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fleet-operations"))("title") };
}

export default async function OperationsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireStaff();
  const t = await getTranslations("fleet-operations");
  const filter = ledgerFilterFrom(await searchParams);
  const { after, ...choice } = filter;
  const isChosen = Object.values(choice).some((value) => value !== null);
  const isTop = !isChosen && after === null;
  const [{ entries, next }, attention, held] = await Promise.all([
    readFleetLedger(filter, viewer),
    isTop ? ledgerAttention(viewer) : null,
    countHeld(),
  ]);
  return (
    <>
      <TopLine title={t("title")} />
      <div className="grid gap-4">
        <OperationsTabs current="ledger" />
        {held > 0 ? (
          <HeldNotice count={held} resume={viewer.role === "admin" ? resumeOperations : null} />
        ) : null}
        <div className="sheet">
          {attention ? <AttentionCard attention={attention} zone={viewer.timeZone} /> : null}
          <section className="card">
            <LedgerFilters filter={filter} outcomes={OUTCOME_CHOICES} isChosen={isChosen} />
          </section>
          <section className="card">
            <div className="card-head">
              <h2>{t(isChosen ? "ledger.found" : "ledger.title")}</h2>
              {entries.length > 0 ? (
                <KeyLink href={ledgerHref(`${PATH}/csv`, choice)} icon="download" variant="plain" download>
                  {t("ledger.csv")}
                </KeyLink>
              ) : null}
            </div>
            {entries.length > 0 ? (
              <LedgerTable label={t("ledger.title")} entries={entries} zone={viewer.timeZone} />
            ) : (
              <EmptyState
                title={t(isChosen ? "ledger.noMatch" : "ledger.none")}
                text={t(isChosen ? "ledger.noMatchText" : "ledger.noneText")}
              />
            )}
            <OlderNewer
              label={t("title")}
              newest={after === null ? null : { href: ledgerHref(PATH, choice), label: t("ledger.newest") }}
              older={
                next === null
                  ? null
                  : { href: ledgerHref(PATH, { ...choice, after: next }), label: t("ledger.older") }
              }
            />
          </section>
        </div>
      </div>
    </>
  );
}
