import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AskedAgain } from "@/app/asked-again";
import { CustomerFacts } from "@/components/admin/customers/customer-facts";
import { CustomerHistory } from "@/components/admin/customers/customer-history";
import { CustomerHosts } from "@/components/admin/customers/customer-hosts";
import { EditCard } from "@/components/admin/customers/edit-card";
import { EntryLinkKeys } from "@/components/admin/customers/entry-link-keys";
import { PanelAccountCard } from "@/components/admin/customers/panel-account-card";
import { ViewAsCard } from "@/components/admin/customers/view-as-card";
import { TopLine } from "@/components/shell/top-line";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { customerFormOf } from "@/lib/fleet/customers/customer-form";
import { customerPage } from "@/lib/fleet/customers/customer-page";
import { BrowserMessages } from "@/lib/i18n/browser-messages";
import { canMail } from "@/lib/mail";
import { parseUserId } from "@/lib/rstack/ids";
import { customerFaults } from "../customer-faults";
import {
  changeCustomerNumber,
  editCustomerFields,
  endPanelSessions,
  mailEntryLink,
  makePanelAccount,
  removeCustomer,
  resetSecondFactor,
  setCustomerDisabled,
  setCustomerPassword,
  setPanelAccountDisabled,
  showEntryLink,
  viewAsCustomer,
} from "./actions";

interface CustomerPageProps {
  params: Promise<{ userid: string }>;
}

const userIdOf = async (params: CustomerPageProps["params"]) => {
  try {
    return parseUserId(decodeURIComponent((await params).userid));
  } catch {
    return null;
  }
};

export async function generateMetadata({ params }: CustomerPageProps): Promise<Metadata> {
  return { title: (await userIdOf(params)) ?? "" };
}

export default async function CustomerPage({ params }: CustomerPageProps) {
  const viewer = await requireStaff();
  const userId = await userIdOf(params);
  if (!userId) {
    notFound();
  }
  const t = await getTranslations("customers");
  const [page, faults] = await Promise.all([customerPage(userId, viewer), customerFaults()]);
  const user = page.row.found === "one" ? page.row.user : null;
  const isAdmin = viewer.role === "admin";
  return (
    <>
      <TopLine
        title={user?.name ?? user?.username ?? userId}
        above={{ href: "/admin/customers", title: t("title") }}
      />
      {isAdmin ? <AskedAgain viewer={viewer} always /> : null}
      <div className="sheet">
        <section className="card">
          <h2 className="mb-3">
            {t("page.facts")} <small className="mono">{userId}</small>
          </h2>
          <CustomerFacts row={page.row} />
        </section>
        <section className="card">
          <h2 className="mb-3">
            {t("page.hostsTitle")} <small>{page.hosts.length}</small>
          </h2>
          <CustomerHosts hosts={page.hosts} />
        </section>
        <ViewAsCard
          userId={userId}
          isRstackAdmin={user?.group === "10"}
          faults={faults}
          viewAsCustomer={viewAsCustomer}
        />
        <PanelAccountCard
          userId={userId}
          accounts={page.accounts}
          suggested={{ username: user?.username ?? "", email: user?.email ?? "" }}
          zone={viewer.timeZone}
          mayChange={isAdmin}
          faults={faults}
          actions={{ makePanelAccount, setPanelAccountDisabled, endPanelSessions, resetSecondFactor }}
          linkKeys={
            <EntryLinkKeys
              userId={userId}
              mail={canMail() ? mailEntryLink : null}
              show={isAdmin ? showEntryLink : null}
              texts={{
                mail: t("link.mail"),
                mailed: t("link.mailed"),
                show: t("link.show"),
                shown: t("link.shown"),
                copy: t("link.copy"),
                copied: t("link.copied"),
              }}
              faults={faults}
            />
          }
        />
        <BrowserMessages namespaces={["operations"]}>
          <CustomerHistory operations={page.operations} views={page.views} zone={viewer.timeZone} />
        </BrowserMessages>
        {isAdmin && user ? (
          <EditCard
            userId={userId}
            shown={customerFormOf(user)}
            disabled={user.status === "1"}
            hosts={page.hosts.length}
            faults={faults}
            actions={{
              editCustomerFields,
              setCustomerDisabled,
              setCustomerPassword,
              changeCustomerNumber,
              removeCustomer,
            }}
          />
        ) : null}
      </div>
    </>
  );
}
