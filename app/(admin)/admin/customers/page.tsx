import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Faults } from "@/app/faults";
import { FoundTable, KnownTable } from "@/components/admin/customers/customer-tables";
import { InviteAll } from "@/components/admin/customers/invite-all";
import { InviteCard } from "@/components/admin/customers/invite-card";
import { ViewAsRows } from "@/components/admin/customers/view-as-rows";
import { DeskText } from "@/components/admin/lists/desk-text";
import { FilterBar } from "@/components/admin/lists/filter-bar";
import { ListSilence } from "@/components/admin/lists/list-silence";
import { Pages } from "@/components/admin/lists/pages";
import { RefreshWhile } from "@/components/shell/refresh-while";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { SelectField } from "@/components/ui/form/select-field";
import { KeyLink } from "@/components/ui/key-link";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
import { findCustomers, SEARCH_FIELDS, type SearchField } from "@/lib/fleet/customers/find-customers";
import {
  CUSTOMERS_A_PAGE,
  type CustomerOrder,
  chosenOrder,
  customerOrderOf,
  type KnownCustomer,
  knownAmong,
  knownCustomers,
} from "@/lib/fleet/customers/known-customers";
import { lastInviteRun } from "@/lib/fleet/invite-runs";
import { one, pageOf, type SearchParams, withSearch } from "@/lib/fleet/search-params";
import { PageMessages } from "@/lib/i18n/page-messages";
import { canMail } from "@/lib/mail";
import { viewAsCustomer } from "./[userid]/actions";
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
  const isAdmin = viewer.role === "admin";
  const page = pageOf(params.page);
  const order = customerOrderOf(one(params.sort), one(params.dir));
  const [known, answer, run] = await Promise.all([
    text === "" ? knownCustomers(page, order) : null,
    text === "" ? null : findCustomers(field, text),
    isAdmin ? lastInviteRun() : null,
  ]);
  const count = known ? known.total : answer?.ok ? answer.value.found.length : 0;
  return (
    <PageMessages namespaces={["customers-invite", "view-as"]}>
      <TopLine title={t("title")} />
      <div className="grid gap-4">
        <div className="sheet">
          <FilterBar
            path="/admin/customers"
            chosen={{ q: text, in: field === "any" ? null : field, ...chosenOrder(order) }}
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
            {count > 0 || answer?.ok ? (
              // Where there are none, the list says so.
              <span className={count > 0 ? "text-ink-2 text-sm" : "sr-only"}>
                {t(known ? "known.count" : answer?.ok && answer.value.more ? "found.first" : "found.count", {
                  count,
                })}
              </span>
            ) : null}
            {isAdmin ? (
              <>
                {/* It isn't about those that were found. */}
                {!known || (run && run.endedAt === null) ? null : (
                  <InviteAll canMail={canMail()} inviteEverybody={inviteEverybody} />
                )}
                <KeyLink href="/admin/customers/new" icon="plus" variant="accent">
                  <DeskText>{t("new")}</DeskText>
                </KeyLink>
              </>
            ) : null}
          </FilterBar>
          <Faults of="customers" values={{ role: viewer.role }}>
            <ViewAsRows viewAsCustomer={viewAsCustomer}>
              {known ? (
                <Known {...known} page={page} order={order} zone={viewer.timeZone} />
              ) : (
                <Found answer={answer} text={text} field={field} zone={viewer.timeZone} />
              )}
            </ViewAsRows>
          </Faults>
          {known && run ? <InviteCard run={run} stopInviting={stopInviting} /> : null}
        </div>
        {known && count > 0 ? <p className="px-1 text-ink-3 text-xs">{t("known.note")}</p> : null}
      </div>
    </PageMessages>
  );
}

interface KnownProps {
  customers: KnownCustomer[];
  total: number;
  page: number;
  order: CustomerOrder;
  zone: string | null;
}

const hrefOf = (order: CustomerOrder, page = 1) =>
  withSearch("/admin/customers", { ...chosenOrder(order), page: page > 1 ? String(page) : null });

async function Known({ customers, total, page, order, zone }: KnownProps) {
  const t = await getTranslations("customers.known");
  const numbers = customers.map(({ userId }) => userId);
  const names = await namesOf(numbers);
  const unnamed = wantNames(numbers, names);
  const pages = Math.max(1, Math.ceil(total / CUSTOMERS_A_PAGE));
  return total === 0 ? (
    <section className="card border-line border-t">
      <EmptyState title={t("none")} text={t("noneText")} />
    </section>
  ) : (
    <>
      <KnownTable customers={customers} names={names} zone={zone} order={order} hrefOf={hrefOf} />
      {unnamed > 0 ? <RefreshWhile /> : null}
      <Pages page={page} pages={pages} hrefOf={(n) => hrefOf(order, n)} />
    </>
  );
}

interface FoundProps {
  answer: Awaited<ReturnType<typeof findCustomers>> | null;
  text: string;
  field: SearchField;
  zone: string | null;
}

async function Found({ answer, text, field, zone }: FoundProps) {
  const t = await getTranslations("customers");
  const fault = await getTranslations("faults.customers");
  if (!answer?.ok) {
    return answer ? (
      <section className="card">
        <ListSilence
          fault={answer.fault}
          refused={(text) => `${fault("refused")} ${text}`}
          silent={t("unread")}
        />
      </section>
    ) : null;
  }
  const { found, more } = answer.value;
  const known = await knownAmong(found.flatMap(({ user }) => user.userId ?? []));
  return found.length === 0 ? (
    <section className="card border-line border-t">
      <EmptyState
        icon="search"
        title={t("found.none")}
        text={
          field === "any"
            ? t("found.noneText", { text })
            : t("found.noneInText", { text, field: t(`search.fields.${field}`) })
        }
      >
        <KeyLink href="/admin/customers">{t("found.clear")}</KeyLink>
        <KeyLink href={withSearch("/admin/hosts", { q: text })} variant="plain">
          {(await getTranslations("fleet-hosts"))("inAll")}
        </KeyLink>
      </EmptyState>
    </section>
  ) : (
    <>
      <FoundTable found={found} known={known} words={text} field={field} zone={zone} />
      {more ? <p className="list-foot">{t("found.more")}</p> : null}
    </>
  );
}
