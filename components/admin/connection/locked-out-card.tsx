import { useTranslations } from "next-intl";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { TableCard } from "@/components/ui/list/table-card";
import type { lockedOutAccounts } from "@/lib/fleet/locked-out";
import { customerHref } from "../customer-link";
import { ReportTime } from "./report-time";

/** Customers whom the panel would let in and the master's word keeps out. */
export function LockedOutCard({
  accounts,
  total,
  zone,
}: Awaited<ReturnType<typeof lockedOutAccounts>> & { zone: string | null }) {
  const t = useTranslations("connection.lockedOut");
  return (
    <TableCard
      title={t("title")}
      count={total}
      note={total > accounts.length ? t("more", { shown: accounts.length, total }) : null}
    >
      <ListTable
        wide
        label={t("title")}
        columns={[
          { name: t("name"), phone: "left", percent: 20 },
          { name: t("number"), phone: "right" },
          { name: t("why"), phone: "left" },
          { name: t("since"), phone: "right" },
        ]}
        rows={accounts.map(({ id, username, userId, reason, since }) => ({
          key: id,
          cells: [
            userId ? (
              <RowLink key="name" href={customerHref(userId)}>
                {username}
              </RowLink>
            ) : (
              username
            ),
            <code key="number">{userId}</code>,
            t(`reason.${reason}`),
            since ? <ReportTime key="since" zone={zone} iso={since} /> : "–",
          ],
        }))}
      />
    </TableCard>
  );
}
