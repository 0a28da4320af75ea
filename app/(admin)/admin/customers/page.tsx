import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CustomerSearch } from "@/components/admin/customers/customer-search";
import { FoundTable, KnownTable } from "@/components/admin/customers/customer-tables";
import { InviteCard } from "@/components/admin/customers/invite-card";
import { Pages } from "@/components/admin/pages";
import { RefreshWhile } from "@/components/admin/refresh-while";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { KeyLink } from "@/components/ui/key-link";
import { NoticeLine } from "@/components/ui/notice-line";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
import { findCustomers, SEARCH_FIELDS, type SearchField } from "@/lib/fleet/customers/find-customers";
import { CUSTOMERS_A_PAGE, knownCustomers } from "@/lib/fleet/customers/known-customers";
import { lastInviteRun } from "@/lib/fleet/invite-runs";
import { one, pageOf, type SearchParams } from "@/lib/fleet/search-params";
import { canMail } from "@/lib/mail";
import { inviteEverybody, stopInviting } from "./actions";

interface CustomersPageProps {
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("title") };
}

export default async function CustomersPage({ searchParams }: CustomersPageProps) {
  const viewer = await requireStaff();
  const t = await getTranslations("customers");
  const params = await searchParams;
  const text = one(params.q).trim().slice(0, 100);
  const field = SEARCH_FIELDS.find((known) => known === one(params.in)) ?? "any";
  return (
    <>
      <TopLine title={t("title")} />
      <div className="sheet">
        <section className="card admin-bar">
          <CustomerSearch fields={SEARCH_FIELDS} field={field} text={text} />
          {viewer.role === "admin" ? (
            <KeyLink href="/admin/customers/new" icon="plus">
              {t("new")}
            </KeyLink>
          ) : null}
        </section>
        {text === "" ? (
          <>
            <Known page={pageOf(params.page)} zone={viewer.timeZone} />
            {viewer.role === "admin" ? (
              <InviteCard
                run={await lastInviteRun()}
                canMail={canMail()}
                actions={{ inviteEverybody, stopInviting }}
              />
            ) : null}
          </>
        ) : (
          <Found field={field} text={text} />
        )}
      </div>
    </>
  );
}

async function Known({ page, zone }: { page: number; zone: string | null }) {
  const t = await getTranslations("customers.known");
  const { customers, total } = await knownCustomers(page);
  const numbers = customers.map(({ userId }) => userId);
  const names = await namesOf(numbers);
  const unnamed = wantNames(numbers, names);
  const pages = Math.max(1, Math.ceil(total / CUSTOMERS_A_PAGE));
  return (
    <section className="card">
      <h2 className="mb-3">
        {t("title")} <small>{total}</small>
      </h2>
      {total === 0 ? (
        <EmptyState title={t("none")} text={t("noneText")} />
      ) : (
        <>
          <p className="mb-3 text-ink-2">{t("note")}</p>
          <KnownTable customers={customers} names={names} zone={zone} />
          {unnamed > 0 ? <RefreshWhile /> : null}
          <Pages page={page} pages={pages} hrefOf={(n) => `/admin/customers?page=${n}`} />
        </>
      )}
    </section>
  );
}

async function Found({ field, text }: { field: SearchField; text: string }) {
  const t = await getTranslations("customers");
  const answer = await findCustomers(field, text);
  if (!answer.ok) {
    return (
      <section className="card">
        <NoticeLine tone="alert" role="status">
          {answer.fault.kind === "refused" ? `${t("fault.refused")} ${answer.fault.text}` : t("unread")}
        </NoticeLine>
      </section>
    );
  }
  const { found, more } = answer.value;
  return (
    <section className="card">
      <h2 className="mb-3">
        {t("found.title")} <small>{found.length}</small>
      </h2>
      {found.length === 0 ? (
        <EmptyState title={t("found.none")} text={t("found.noneText")} />
      ) : (
        <FoundTable found={found} />
      )}
      {more ? <p className="mt-3 text-ink-2">{t("found.more")}</p> : null}
    </section>
  );
}
