import { getTranslations } from "next-intl/server";
import { EntryLinkKeys } from "@/components/admin/customers/entry-link-keys";
import { PanelAccountCard } from "@/components/admin/customers/panel-account-card";
import { LINK_HOURS } from "@/lib/accounts/links/links";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { customerAccounts, customerRow } from "@/lib/fleet/customers/customer-page";
import { entryAccounts } from "@/lib/fleet/customers/entry-link";
import { canMail } from "@/lib/mail";
import {
  endPanelSessions,
  mailEntryLink,
  makePanelAccount,
  resetSecondFactor,
  setPanelAccountDisabled,
  showEntryLink,
} from "../actions";
import { type CustomerPageProps, customerMetadata, requireUserId } from "../page-customer";

export const generateMetadata = (props: CustomerPageProps) => customerMetadata(props, "access");

export default async function CustomerAccessPage(props: CustomerPageProps) {
  const viewer = await requireStaff();
  const userId = await requireUserId(props);
  const t = await getTranslations("customers");
  const [row, accounts] = await Promise.all([customerRow(userId), customerAccounts(userId)]);
  const user = row.found === "one" ? row.user : null;
  const linksFor = entryAccounts(accounts.map(({ account }) => account)).map(({ id, username }) => ({
    id,
    username,
  }));
  const isAdmin = viewer.role === "admin";
  return (
    <PanelAccountCard
      userId={userId}
      accounts={accounts}
      suggested={{ username: user?.username ?? "", email: user?.email ?? "" }}
      zone={viewer.timeZone}
      mayChange={isAdmin}
      actions={{ makePanelAccount, setPanelAccountDisabled, endPanelSessions, resetSecondFactor }}
      linksFor={linksFor}
      linkHours={LINK_HOURS[linksFor.length === 0 ? "activate" : "reset"]}
      linkKeys={
        <EntryLinkKeys
          userId={userId}
          accounts={linksFor}
          mail={canMail() ? mailEntryLink : null}
          mailsTo={canMail() && user?.email ? t.rich("account.linksTo", { email: () => user.email }) : null}
          show={isAdmin ? showEntryLink : null}
          texts={{
            account: t("link.account"),
            choose: t("link.choose"),
            mail: t(linksFor.length === 0 ? "link.invite" : "link.mail"),
            mailed: t("link.mailed"),
            show: t("link.show"),
            shown: t("link.shown"),
            copy: t("link.copy"),
            copied: t("link.copied"),
          }}
        />
      }
    />
  );
}
