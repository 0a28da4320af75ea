import { getTranslations } from "next-intl/server";
import { Faults } from "@/app/faults";
import { defineList, type ListView } from "@/app/lists/define-list";
import { OwnTime } from "@/components/account/own-time";
import { customerHref } from "@/components/admin/customer-link";
import {
  CUSTOMER_SIGN,
  type CustomerState,
  FIELD_WORDS,
  stateOfStatus,
} from "@/components/admin/customers/customer-look";
import { InviteAll } from "@/components/admin/customers/invite-all";
import { InviteCard } from "@/components/admin/customers/invite-card";
import { ViewAsRowKey, ViewAsRows } from "@/components/admin/customers/view-as-rows";
import { RefreshWhile } from "@/components/shell/refresh-while";
import { ButtonLink } from "@/components/ui/button-link";
import { RowLink } from "@/components/ui/list/table";
import { State } from "@/components/ui/state";
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
import { one, pageOf, withSearch } from "@/lib/fleet/search-params";
import { canMail } from "@/lib/mail";
import type { Fault } from "@/lib/rstack/outcome";
import { viewAsCustomer } from "./[userid]/actions";
import { inviteEverybody, stopInviting } from "./actions";

interface CustomersQuery {
  /** "" lists those whom the panel knows; any other text is looked for in RStack. */
  text: string;
  field: SearchField;
  order: CustomerOrder;
  page: number;
}

interface CustomerRow {
  userId: string | null;
  name: string | null;
  /** In RStack, where it isn't a plain user's. */
  group: string | null;
  state: CustomerState;
  email: string | null;
  phone: string | null;
  /** What the panel has of them. */
  known: KnownCustomer | undefined;
  match: "exact" | "similar" | "untold";
  mayView: boolean;
}

interface Found {
  rows: CustomerRow[];
  total: number;
  /** Some names are still on their way. */
  unnamed: boolean;
  /** There were more than are shown. */
  more: boolean;
}

/** Customers whom the panel knows by a host or an account; with a search, those of RStack that match. */
export const customersList = defineList({
  id: "customers",
  path: "/admin/customers",
  title: async () => (await getTranslations("words"))("customers"),
  viewer: requireStaff,
  parse: ({ q, in: field, sort, dir, page }): CustomersQuery => ({
    text: one(q).trim().slice(0, 100),
    field: SEARCH_FIELDS.find((known) => known === one(field)) ?? "any",
    order: customerOrderOf(one(sort), one(dir)),
    page: pageOf(page),
  }),
  chosen: ({ text, field, order }) => ({
    q: text || null,
    in: field === "any" ? null : field,
    ...chosenOrder(order),
  }),
  async read({ query, viewer }): Promise<ListView<CustomerRow>> {
    const w = await getTranslations("words");
    const t = await getTranslations("customers");
    const root = await getTranslations();
    const isAdmin = viewer.role === "admin";
    const isSearch = query.text !== "";
    const [answer, run] = await Promise.all([
      isSearch ? foundIn(query) : knownOn(query),
      isAdmin ? lastInviteRun() : null,
    ]);
    const { rows, total, unnamed, more } = answer.ok ? answer.value : NONE;
    const isExact = rows.every(({ match }) => match === "exact");
    return {
      rows,
      rowKey: ({ userId, name }) => userId ?? name ?? "",
      search: { label: t("search.label"), placeholder: t("search.fields.any") },
      filters: [
        {
          name: "in",
          label: t("search.field"),
          options: FIELDS.map((field) => [field, root(FIELD_WORDS[field])]),
        },
      ],
      ...(!isSearch && {
        order: { by: query.order.sort, descending: query.order.descending, usual: "number" },
      }),
      columns: [
        {
          name: w("name"),
          sort: "name",
          phone: "title",
          cell: ({ userId, name, group }) => (
            <>
              {userId ? <RowLink href={customerHref(userId)}>{name ?? userId}</RowLink> : (name ?? w("none"))}
              {userId && name ? <span className="ml-2 text-12 text-ink-3">{userId}</span> : null}
              {group === null ? null : (
                <span className="ml-2 text-12 text-ink-3">
                  {group === "10" ? w("rstackAdministrator") : t("group.other", { group })}
                </span>
              )}
            </>
          ),
        },
        {
          name: w("email"),
          width: "w-[22%]",
          wide: true,
          cell: ({ email, phone }) => (
            <span className="text-ink-2">{[email, isSearch && phone].filter(Boolean).join(" · ")}</span>
          ),
        },
        {
          name: w("state"),
          phone: "sub",
          width: "w-[14%]",
          cell: ({ state }) => <State sign={CUSTOMER_SIGN[state]}>{t(`state.${state}`)}</State>,
        },
        {
          name: w("hosts"),
          sort: "hosts",
          descends: true,
          align: "right",
          phone: "also",
          width: "w-[8%]",
          cell: ({ known }) =>
            known?.hosts ? (
              <>
                <span className="max-md:hidden">{known.hosts}</span>
                <span className="md:hidden">{w("hostCount", { count: known.hosts })}</span>
              </>
            ) : null,
        },
        {
          name: w("needsAttention"),
          align: "right",
          width: "w-[12%]",
          wide: true,
          cell: ({ known }) =>
            known?.counts.attention ? <span className="text-warn-ink">{known.counts.attention}</span> : null,
        },
        ...(isExact
          ? []
          : [
              {
                name: t("column.match"),
                width: "w-[9%]",
                wide: true,
                cell: ({ match }: CustomerRow) => (match === "untold" ? "–" : t(`found.${match}`)),
              },
            ]),
        {
          name: t("column.seen"),
          align: "right",
          width: "w-[14%]",
          cell: ({ known }) => (
            <span className="text-ink-2">{seen(t, known, viewer.timeZone) ?? w("never")}</span>
          ),
        },
        {
          name: w("actions"),
          unnamed: true,
          align: "right",
          phone: "end",
          width: "w-32",
          cell: ({ userId, name, mayView }) =>
            userId && mayView ? <ViewAsRowKey userId={userId} name={name ?? userId} /> : null,
        },
      ],
      actions: isAdmin ? (
        <>
          {run && run.endedAt === null ? null : (
            <InviteAll canMail={canMail()} inviteEverybody={inviteEverybody} />
          )}
          <ButtonLink href="/admin/customers/new" icon="plus" variant="primary">
            {w("createCustomer")}
          </ButtonLink>
        </>
      ) : null,
      namespaces: ["customers-invite", "view-as"],
      around: (table) => (
        <Faults of="customers" values={{ role: viewer.role }}>
          <ViewAsRows viewAsCustomer={viewAsCustomer}>{table}</ViewAsRows>
        </Faults>
      ),
      page: { at: isSearch ? 1 : query.page, size: isSearch ? 200 : CUSTOMERS_A_PAGE, total },
      foot: more ? t("found.more") : isSearch ? null : <span>{t("known.note")}</span>,
      below: (
        <>
          {run && !isSearch ? <InviteCard run={run} stopInviting={stopInviting} /> : null}
          {unnamed ? <RefreshWhile /> : null}
        </>
      ),
      empty: { title: t("known.none") },
      noMatch: {
        text:
          query.field === "any"
            ? undefined
            : t("found.noneInText", { field: root(FIELD_WORDS[query.field]) }),
        action: (
          <ButtonLink href={withSearch("/admin/hosts", { q: query.text })} variant="ghost">
            {(await getTranslations("fleet-hosts"))("inAll")}
          </ButtonLink>
        ),
      },
      failed: answer.ok ? undefined : answer.fault,
    };
  },
});

const FIELDS = SEARCH_FIELDS.filter((field) => field !== "any");
const NONE: Found = { rows: [], total: 0, unnamed: false, more: false };
type Answer = { ok: true; value: Found } | { ok: false; fault: Fault };

/** Whether RStack lets them in is as it was last told. */
async function knownOn({ page, order }: CustomersQuery): Promise<Answer> {
  const { customers, total } = await knownCustomers(page, order);
  const numbers = customers.map(({ userId }) => userId);
  const names = await namesOf(numbers);
  const rows = customers.map((known): CustomerRow => {
    const kept = names.get(known.userId);
    const state = kept ? (kept.found ? stateOfStatus(kept.status) : "missing") : "unknown";
    return {
      userId: known.userId,
      name: kept?.name || kept?.username || known.username,
      group: null,
      state,
      email: kept?.email ?? known.email,
      phone: null,
      known,
      match: "exact",
      mayView: state !== "missing",
    };
  });
  return { ok: true, value: { rows, total, unnamed: wantNames(numbers, names) > 0, more: false } };
}

async function foundIn({ field, text }: CustomersQuery): Promise<Answer> {
  const answer = await findCustomers(field, text);
  if (!answer.ok) {
    return answer;
  }
  const { found, more } = answer.value;
  const known = await knownAmong(found.flatMap(({ user }) => user.userId ?? []));
  const rows = found.map(({ user, match }): CustomerRow => {
    const { userId, group } = user;
    return {
      userId,
      name: user.name || user.username || userId,
      // Most are plain users, of which nothing is said.
      group: group === "0" ? null : group,
      state: stateOfStatus(user.status),
      email: user.email,
      phone: user.phone,
      known: userId ? known.get(userId) : undefined,
      match,
      // An administrator of RStack's is never viewed.
      mayView: group !== "10",
    };
  });
  return { ok: true, value: { rows, total: rows.length, unnamed: false, more } };
}

type Texts = Awaited<ReturnType<typeof getTranslations<"customers">>>;

/** When one of their accounts was last used; or why none can be; null for never. */
function seen(t: Texts, known: KnownCustomer | undefined, zone: string | null) {
  if (!known?.username || known.accountDisabled) {
    return t(known?.accountDisabled ? "accountDisabled" : "accountNone");
  }
  return known.lastSeenAt && <OwnTime iso={known.lastSeenAt.toISOString()} zone={zone} brief />;
}
