import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditSheet } from "@/components/admin/audit/audit-sheet";
import { AuditTable } from "@/components/admin/audit/audit-tables";
import { TopLine } from "@/components/shell/top-line";
import { byDay } from "@/components/ui/list/by-day";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { auditFilterFrom, auditHref } from "@/lib/fleet/audit/audit-filter";
import { auditActions, hostNames, readAudit } from "@/lib/fleet/audit/read-audit";
import { namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
import type { SearchParams } from "@/lib/fleet/search-params";

const PATH = "/admin/audit";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireStaff();
  const t = await getTranslations("audit");
  const filter = auditFilterFrom(await searchParams);
  const { after, ...choice } = filter;
  const isChosen = Object.values(choice).some((value) => value !== null);
  const [{ entries, next }, actions] = await Promise.all([readAudit(filter), auditActions()]);
  const owners = entries.flatMap(({ userId }) => userId ?? []);
  const [days, customers, hosts] = await Promise.all([
    byDay(entries, ({ at }) => at, viewer.timeZone),
    namesOf(owners),
    hostNames(entries.flatMap(({ vmId }) => vmId ?? [])),
  ]);
  wantNames(owners, customers);
  return (
    <>
      <TopLine title={t("title")} />
      <AuditSheet
        place="events"
        filter={filter}
        actions={actions}
        table={
          entries.length > 0 ? (
            <AuditTable days={days} customers={customers} hosts={hosts} zone={viewer.timeZone} />
          ) : null
        }
        isChosen={isChosen}
        csv={auditHref(`${PATH}/csv`, choice)}
        newest={after === null ? null : auditHref(PATH, choice)}
        older={next === null ? null : auditHref(PATH, { ...choice, after: next })}
      />
    </>
  );
}
