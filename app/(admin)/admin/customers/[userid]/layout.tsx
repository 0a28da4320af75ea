import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AskedAgain } from "@/app/asked-again";
import { Faults } from "@/app/faults";
import { HostsAround } from "@/app/hosts-around";
import { CustomerHead } from "@/components/admin/customers/customer-head";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Search } from "@/components/ui/list/search";
import { PageHeader } from "@/components/ui/page/header";
import { Tabs } from "@/components/ui/page/tabs";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { namesOf } from "@/lib/fleet/customers/customer-names";
import {
  customerAccounts,
  customerHosts,
  customerRow,
  isUnheardOf,
} from "@/lib/fleet/customers/customer-page";
import { PageMessages } from "@/lib/i18n/page-messages";
import { setCustomerDisabled, viewAsCustomer } from "./actions";
import { type CustomerPageProps, requireUserId } from "./page-customer";

/** A customer: who they are and what can be done at once, on every page about them. */
export default async function CustomerLayout({
  children,
  ...props
}: CustomerPageProps & { children: ReactNode }) {
  const viewer = await requireStaff();
  const userId = await requireUserId(props);
  const w = await getTranslations("words");
  const t = await getTranslations("customers");
  const [row, hosts, accounts, names] = await Promise.all([
    customerRow(userId),
    customerHosts(userId),
    customerAccounts(userId),
    namesOf([userId]),
  ]);
  const isAdmin = viewer.role === "admin";
  if (await isUnheardOf(userId)) {
    return (
      <>
        <PageHeader title={t("page.unheard")} above={{ href: "/admin/customers", title: w("customers") }} />
        <EmptyState
          title={t.rich("page.unheardTitle", { userId: () => userId })}
          text={t("page.unheardText")}
        >
          <div className="w-full max-w-sm">
            <Search
              look="page"
              action="/admin/customers"
              label={t("page.search")}
              placeholder={t("search.fields.any")}
              value=""
            />
          </div>
          {isAdmin ? (
            <ButtonLink href="/admin/customers/new" icon="plus">
              {w("createCustomer")}
            </ButtonLink>
          ) : null}
        </EmptyState>
      </>
    );
  }
  const base = `/admin/customers/${encodeURIComponent(userId)}`;
  const name = row.found === "one" ? (row.user.name ?? row.user.username) : (names.get(userId)?.name ?? null);
  const tabs = [
    { href: base, label: w("overview") },
    { href: `${base}/settings`, label: w("settings") },
    { href: `${base}/activity`, label: w("activity") },
  ];
  return (
    <PageMessages namespaces={["hosts", "host", "operations", "shell"]}>
      <HostsAround viewer={viewer}>
        {isAdmin ? <AskedAgain viewer={viewer} always /> : null}
        <Faults of="customers" values={{ role: viewer.role }}>
          <div className="flex flex-col gap-4 md:gap-5">
            <CustomerHead
              userId={userId}
              name={name}
              row={row}
              hosts={hosts.length}
              accounts={accounts}
              zone={viewer.timeZone}
              viewAsCustomer={viewAsCustomer}
              setCustomerDisabled={isAdmin ? setCustomerDisabled : null}
            />
            <Tabs label={w("customer")} tabs={tabs} />
            {children}
          </div>
        </Faults>
      </HostsAround>
    </PageMessages>
  );
}
