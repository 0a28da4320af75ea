import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeskText } from "@/components/admin/lists/desk-text";
import { OlderNewer } from "@/components/admin/lists/older-newer";
import { HeldNotice } from "@/components/admin/operations/held-notice";
import { LedgerBar } from "@/components/admin/operations/ledger-bar";
import { LedgerTable } from "@/components/admin/operations/ledger-table";
import { OperationsTabs } from "@/components/admin/operations/operations-tabs";
import { RefreshWhile } from "@/components/shell/refresh-while";
import { TopLine } from "@/components/shell/top-line";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { byDay } from "@/components/ui/list/by-day";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
import { inProgressEntries } from "@/lib/fleet/operations/attention";
import { ledgerFilterFrom, ledgerHref } from "@/lib/fleet/operations/ledger-filter";
import { countFailed, countInProgress, readFleetLedger } from "@/lib/fleet/operations/read-fleet-ledger";
import type { SearchParams } from "@/lib/fleet/search-params";
import { countHeld } from "@/lib/operations/held";
import { resumeOperations } from "./actions";

const PATH = "/admin/operations";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fleet-operations"))("title") };
}

/** What goes on first, whatever its age; then the rest by days, newest first. */
export default async function OperationsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireStaff();
  const t = await getTranslations("fleet-operations");
  const filter = ledgerFilterFrom(await searchParams);
  const { after, ...choice } = filter;
  const isChosen = Object.values(choice).some((value) => value !== null);
  // The counts are of all operations.
  const isNarrowed = Object.values({ ...choice, outcome: null }).some((value) => value !== null);
  const [{ entries, next }, { entries: inProgress, stuck }, inProgressCount, failed, held] =
    await Promise.all([
      readFleetLedger(filter, viewer),
      inProgressEntries(viewer),
      countInProgress(),
      countFailed(),
      countHeld(),
    ]);
  const owners = [...entries, ...inProgress].map(({ owner }) => owner);
  const names = await namesOf(owners);
  wantNames(owners, names);
  const top = isChosen || after !== null ? [] : inProgress;
  const onTop = new Set(top.map(({ operation }) => operation.id));
  const rest = entries.filter(({ operation }) => !onTop.has(operation.id));
  // What goes on is of today, as a rule; whatever isn't shows its date.
  const [today] = await byDay([new Date().toISOString()], (iso) => iso, viewer.timeZone);
  const groups = [
    { title: t("inProgress"), day: today?.day ?? null, entries: top },
    ...(await byDay(rest, ({ operation }) => operation.startedAt, viewer.timeZone)),
  ];
  return (
    <>
      <TopLine title={t("title")} />
      <div className="grid gap-4">
        <OperationsTabs current="ledger" />
        {held > 0 ? (
          <HeldNotice count={held} resume={viewer.role === "admin" ? resumeOperations : null} />
        ) : null}
        <div className="sheet">
          <LedgerBar
            choice={choice}
            counts={isNarrowed ? null : { "in-progress": inProgressCount, attention: failed }}
          >
            <ButtonLink href={ledgerHref(`${PATH}/csv`, choice)} icon="download" variant="ghost" download>
              <DeskText>{t("ledger.csv")}</DeskText>
            </ButtonLink>
          </LedgerBar>
          {entries.length + top.length > 0 ? (
            <LedgerTable
              label={t("ledger.title")}
              groups={groups}
              stuck={stuck}
              names={names}
              zone={viewer.timeZone}
            />
          ) : (
            <section className="card border-line border-t">
              <EmptyState
                icon={isChosen ? "search" : undefined}
                shape="tray"
                title={t(isChosen ? "ledger.noMatch" : "ledger.none")}
                text={t(isChosen ? "ledger.noMatchText" : "ledger.noneText")}
              >
                {isChosen ? <ButtonLink href={PATH}>{t("filter.clear")}</ButtonLink> : null}
              </EmptyState>
            </section>
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
        </div>
      </div>
      {top.length > 0 ? <RefreshWhile /> : null}
    </>
  );
}
