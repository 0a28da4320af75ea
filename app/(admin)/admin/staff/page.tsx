import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AskedAgain } from "@/app/asked-again";
import { StaffTable } from "@/components/admin/staff/staff-table";
import { TopLine } from "@/components/shell/top-line";
import { requireStaff } from "@/lib/accounts/current-viewer";
import { listStaff } from "@/lib/accounts/staff-accounts";
import { ACTION_CODES } from "@/lib/actions/action-result";
import { PageMessages } from "@/lib/i18n/page-messages";
import { endStaffSessions, resetStaffFactors, setStaffDisabled } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff"))("title") };
}

/** The provider's own accounts; for admins alone. */
export default async function StaffPage() {
  const viewer = await requireStaff();
  if (viewer.role !== "admin") {
    notFound();
  }
  const t = await getTranslations("staff");
  const errors = await getTranslations("errors.action");
  const faults = {
    ...Object.fromEntries(ACTION_CODES.map((code) => [code, errors(code)])),
    yourself: t("fault.yourself"),
  };
  return (
    <>
      <TopLine title={t("title")} />
      <AskedAgain viewer={viewer} always />
      <PageMessages namespaces={["staff"]}>
        <div className="sheet">
          <section className="zone">
            <p className="mb-4 text-ink-2">{t("text")}</p>
            <StaffTable
              staff={await listStaff()}
              ownId={viewer.accountId}
              zone={viewer.timeZone}
              faults={faults}
              actions={{ setStaffDisabled, endStaffSessions, resetStaffFactors }}
            />
          </section>
        </div>
      </PageMessages>
    </>
  );
}
