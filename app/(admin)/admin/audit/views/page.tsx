import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditSheet } from "@/components/admin/audit/audit-sheet";
import { ViewsTable } from "@/components/admin/audit/views-table";
import { TopLine } from "@/components/shell/top-line";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { auditFilterFrom, auditHref } from "@/lib/fleet/audit/audit-filter";
import { readViews } from "@/lib/fleet/audit/read-audit";
import type { SearchParams } from "@/lib/fleet/search-params";
import { stopView } from "./actions";

const PATH = "/admin/audit/views";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit.tab"))("views") };
}

export default async function ViewsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireStaff();
  const t = await getTranslations("audit");
  const filter = { ...auditFilterFrom(await searchParams), action: null };
  const { after, ...choice } = filter;
  const isChosen = Object.values(choice).some((value) => value !== null);
  const { entries, next } = await readViews(filter);
  return (
    <>
      <TopLine title={t("title")} />
      <AuditSheet
        place="views"
        filter={filter}
        actions={null}
        table={
          entries.length > 0 ? (
            <ViewsTable
              entries={entries}
              zone={viewer.timeZone}
              stop={viewer.role === "admin" ? stopView : null}
            />
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
