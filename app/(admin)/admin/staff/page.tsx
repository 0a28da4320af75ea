import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AskedAgain } from "@/app/asked-again";
import { Faults } from "@/app/faults";
import { InviteKey } from "@/components/admin/staff/invite-key";
import { StaffTable } from "@/components/admin/staff/staff-table";
import { TopLine } from "@/components/shell/top-line";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { listStaff, type StaffAccount } from "@/lib/accounts/staff-accounts";
import type { SearchParams } from "@/lib/fleet/search-params";
import { PageMessages } from "@/lib/i18n/page-messages";
import { canMail } from "@/lib/mail";
import {
  endStaffSessions,
  inviteStaff,
  inviteStaffAgain,
  resetStaffFactors,
  setStaffDisabled,
} from "./actions";
import "@/components/admin/lists/filter-bar.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff"))("title") };
}

/** The provider's own accounts; for admins alone. */
export default async function StaffPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireStaff();
  if (viewer.role !== "admin") {
    notFound();
  }
  const t = await getTranslations("staff");
  const byUse = (await searchParams).sort === "used";
  const staff = inOrder(await listStaff(), byUse);
  return (
    <>
      <TopLine title={t("title")} />
      <AskedAgain viewer={viewer} always="others" />
      <Faults of="staff">
        <PageMessages namespaces={["staff"]}>
          <div className="sheet">
            <div className="list-bar">
              <p className="text-ink-2 text-13">{t("count", { count: staff.length })}</p>
              <div className="list-bar-end">
                <div>
                  <InviteKey mails={canMail()} invite={inviteStaff} />
                </div>
              </div>
            </div>
            <StaffTable
              staff={staff}
              byUse={byUse}
              ownId={viewer.accountId}
              zone={viewer.timeZone}
              actions={{ setStaffDisabled, endStaffSessions, resetStaffFactors, inviteStaffAgain }}
            />
          </div>
          <p className="mt-4 px-1 text-ink-3 text-12">{t("roles")}</p>
        </PageMessages>
      </Faults>
    </>
  );
}

/** By the name that is shown, or who was here last first. */
const inOrder = (staff: StaffAccount[], byUse: boolean): StaffAccount[] =>
  staff.toSorted((one, other) =>
    byUse
      ? (other.lastUsedAt ?? "").localeCompare(one.lastUsedAt ?? "")
      : (one.displayName ?? one.username).localeCompare(other.displayName ?? other.username),
  );
