import { getTranslations } from "next-intl/server";
import { endGuestByStaff } from "@/app/(panel)/people/actions";
import { type AccessRow, EndRows } from "@/components/account/people/people-rows";
import { CustomerDanger } from "@/components/admin/customers/customer-danger";
import { CustomerLinks } from "@/components/admin/customers/customer-links";
import { CustomerRecord } from "@/components/admin/customers/customer-record";
import { PanelAccounts } from "@/components/admin/customers/panel-accounts";
import { ListSilence } from "@/components/admin/lists/list-silence";
import { SettingsColumns } from "@/components/admin/settings-group";
import { Card } from "@/components/ui/card";
import { NoticeLine } from "@/components/ui/notice-line";
import { type Access, accessWhere } from "@/lib/accounts/guests/guest-rights";
import { LINK_HOURS } from "@/lib/accounts/links/links";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { customerFormOf } from "@/lib/fleet/customers/customer-form";
import { customerAccounts, customerHosts, customerRow } from "@/lib/fleet/customers/customer-page";
import { entryAccounts } from "@/lib/fleet/customers/entry-link";
import type { ReadCustomer } from "@/lib/fleet/customers/find-customers";
import { PageMessages } from "@/lib/i18n/page-messages";
import { canMail } from "@/lib/mail";
import { providerView } from "@/lib/provider/settings";
import {
  changeCustomerNumber,
  editCustomerFields,
  endPanelSessions,
  mailEntryLink,
  makePanelAccount,
  removeCustomer,
  resetSecondFactor,
  setCustomerPassword,
  setPanelAccountDisabled,
  showEntryLink,
} from "../actions";
import { type CustomerPageProps, customerMetadata, requireUserId } from "../page-customer";

export const generateMetadata = (props: CustomerPageProps) => customerMetadata(props, "settings");

export default async function CustomerSettingsPage(props: CustomerPageProps) {
  const viewer = await requireStaff();
  const userId = await requireUserId(props);
  const w = await getTranslations("words");
  const t = await getTranslations("customers");
  const [row, accounts, hosts, provider] = await Promise.all([
    customerRow(userId),
    customerAccounts(userId),
    customerHosts(userId),
    providerView(),
  ]);
  const user = row.found === "one" ? row.user : null;
  const isAdmin = viewer.role === "admin";
  const linksFor = entryAccounts(accounts.map(({ account }) => account)).map(({ id }) => id);
  const isInvitation = linksFor.length === 0;
  const mails = canMail();
  return (
    <SettingsColumns>
      <>
        {user ? (
          <CustomerRecord
            userId={userId}
            user={user}
            shown={customerFormOf(user)}
            actions={isAdmin ? { editCustomerFields, setCustomerPassword } : null}
          />
        ) : (
          <Unread row={row} />
        )}
        <CustomerLinks userId={userId} provider={provider} />
      </>
      <>
        <PanelAccounts
          userId={userId}
          accounts={accounts}
          suggested={{ username: user?.username ?? "", email: user?.email ?? "" }}
          zone={viewer.timeZone}
          mayChange={isAdmin}
          linksFor={linksFor}
          links={{
            mail: mails ? mailEntryLink : null,
            mailsTo: mails && user?.email ? t.rich("account.linksTo", { email: () => user.email }) : null,
            show: isAdmin ? showEntryLink : null,
            texts: {
              invite: w("invite"),
              reset: t("link.resetTitle"),
              text: t(isInvitation ? "account.linksInvite" : "account.linksReset", {
                hours: LINK_HOURS[isInvitation ? "activate" : "reset"],
              }),
              mail: t(isInvitation ? "link.invite" : "link.mail"),
              mailed: t("link.mailed"),
              show: t("link.show"),
              shown: t("link.shown"),
              copy: w("copyLink"),
            },
          }}
          actions={{ makePanelAccount, setPanelAccountDisabled, endPanelSessions, resetSecondFactor }}
        />
        <Guests
          userId={userId}
          accountIds={accounts.map(({ account }) => account.id)}
          zone={viewer.timeZone}
        />
        {isAdmin && user ? (
          <CustomerDanger
            userId={userId}
            hosts={hosts.length}
            actions={{ changeCustomerNumber, removeCustomer }}
          />
        ) : null}
      </>
    </SettingsColumns>
  );
}

/** Whom this customer lets in, and who lets in theirs. */
async function Guests(props: { userId: string; accountIds: string[]; zone: string | null }) {
  const { userId, accountIds, zone } = props;
  const t = await getTranslations("people");
  const w = await getTranslations("words");
  const lists = await Promise.all([
    accessWhere({ owner: userId }),
    accountIds.length === 0 ? [] : accessWhere({ accountIds }),
  ]);
  const rowsOf = (list: Access[], nameOf: (one: Access) => string): AccessRow[] =>
    list.flatMap((one) =>
      one.ids.map((id) => ({
        ...{ id, name: nameOf(one), more: one.guestEmail, role: one.role, mayReinstall: one.mayReinstall },
        hosts: one.tenancyIds && [w("hostCount", { count: 1 })],
        until: one.until?.toISOString() ?? null,
        lastUsedAt: one.lastUsedAt?.toISOString() ?? null,
      })),
    );
  const [guests, elsewhere] = [
    rowsOf(lists[0], ({ guestName }) => guestName),
    rowsOf(lists[1], ({ guestName, ownerName, owner }) => `${guestName} · ${ownerName} (${owner})`),
  ];
  return guests.length + elsewhere.length === 0 ? null : (
    <PageMessages namespaces={["people"]}>
      <Card title={w("people")} flush>
        {(["staffGuests", "staffElsewhere"] as const).map((of) => {
          const rows = of === "staffGuests" ? guests : elsewhere;
          return rows.length === 0 ? null : (
            <section key={of} aria-label={t(of)}>
              <h3 className="px-4 pt-3 md:px-5">{t(of)}</h3>
              <EndRows deed="end" rows={rows} zone={zone} action={endGuestByStaff} hidden={{ userId }} />
            </section>
          );
        })}
      </Card>
    </PageMessages>
  );
}

async function Unread({ row }: { row: ReadCustomer }) {
  const t = await getTranslations("customers");
  const fleetHosts = await getTranslations("fleet-hosts");
  const f = await getTranslations("faults.customers");
  return row.found === "fault" ? (
    <ListSilence
      fault={row.fault}
      refused={(text) => `${f("refused")} ${text}`}
      silent={fleetHosts("unread")}
    />
  ) : (
    <NoticeLine tone="busy" role="status">
      {t(`page.${row.found === "none" ? "missing" : "several"}`)}
    </NoticeLine>
  );
}
