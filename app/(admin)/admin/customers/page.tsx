import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FoundTable, KnownTable } from "@/components/admin/customers/customer-tables";
import { InviteCard } from "@/components/admin/customers/invite-card";
import { FilterBar } from "@/components/admin/lists/filter-bar";
import { ListSilence } from "@/components/admin/lists/list-silence";
import { Pages } from "@/components/admin/lists/pages";
import { RefreshWhile } from "@/components/admin/refresh-while";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { SelectField } from "@/components/ui/form/select-field";
import { KeyLink } from "@/components/ui/key-link";
import { TableCard } from "@/components/ui/list/table-card";
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
        <FilterBar
          path="/admin/customers"
          chosen={{ q: text, in: field === "any" ? null : field }}
          search={{ label: t("search.label"), placeholder: t("search.fields.any") }}
          chips={
            field === "any"
              ? []
              : [{ name: "in", kind: t("search.field"), value: t(`search.fields.${field}`) }]
          }
          fields={
            <SelectField
              name="in"
              label={t("search.field")}
              value={field}
              options={SEARCH_FIELDS.map((one): [string, string] => [one, t(`search.fields.${one}`)])}
            />
          }
        >
          {viewer.role === "admin" ? (
            <KeyLink href="/admin/customers/new" icon="plus" variant="accent">
              {t("new")}
            </KeyLink>
          ) : null}
        </FilterBar>
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
  if (total === 0) {
    return (
      <section className="card">
        <EmptyState title={t("none")} text={t("noneText")} />
      </section>
    );
  }
  return (
    <>
      <TableCard title={t("title")} count={total} note={t("note")}>
        <KnownTable customers={customers} names={names} zone={zone} />
      </TableCard>
      {unnamed > 0 ? <RefreshWhile /> : null}
      <Pages page={page} pages={pages} hrefOf={(n) => `/admin/customers?page=${n}`} />
    </>
  );
}

async function Found({ field, text }: { field: SearchField; text: string }) {
  const t = await getTranslations("customers");
  const answer = await findCustomers(field, text);
  if (!answer.ok) {
    return (
      <section className="card">
        <ListSilence
          fault={answer.fault}
          refused={(text) => `${t("fault.refused")} ${text}`}
          silent={t("unread")}
        />
      </section>
    );
  }
  const { found, more } = answer.value;
  return found.length === 0 ? (
    <section className="card">
      <EmptyState title={t("found.none")} text={t("found.noneText")} />
    </section>
  ) : (
    <TableCard title={t("found.title")} count={found.length} note={more ? t("found.more") : null}>
      <FoundTable found={found} />
    </TableCard>
  );
}
