import { useTranslations } from "next-intl";
import { ListTable } from "@/components/ui/list-table";
import type { lockedOutAccounts } from "@/lib/fleet/locked-out";
import { ReportTime } from "./report-time";

/** Customers whom the panel would let in and the master's word keeps out. */
export function LockedOutCard({ accounts, total }: Awaited<ReturnType<typeof lockedOutAccounts>>) {
  const t = useTranslations("connection.lockedOut");
  return (
    <section className="card">
      <h2 className="mb-3">{t("title")}</h2>
      {accounts.length === 0 ? (
        <p className="text-ink-2">{t("none")}</p>
      ) : (
        <ListTable
          label={t("title")}
          columns={[t("name"), t("number"), t("why"), t("since")]}
          rows={accounts.map(({ id, username, userId, reason, since }) => ({
            key: id,
            cells: [
              username,
              <code key="number">{userId}</code>,
              t(`reason.${reason}`),
              since ? <ReportTime key="since" iso={since} /> : t("never"),
            ],
          }))}
        />
      )}
      {total > accounts.length ? (
        <p className="mt-3 text-ink-2">{t("more", { count: total - accounts.length })}</p>
      ) : null}
    </section>
  );
}
