import { useNow, useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { outcomeLook } from "@/components/hosts/host-look";
import { ActionForm, type FormAction } from "@/components/ui/form/action-form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Glyph } from "@/components/ui/glyph";
import { Icon } from "@/components/ui/icon";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { Secret } from "@/components/ui/secret";
import { useGap } from "@/components/ui/spacing";
import "@/components/ui/disclosure.css";
import "./audit-tables.css";
import type { AuditEntry, ViewEntry } from "@/lib/fleet/audit/read-audit";
import type { CustomerName } from "@/lib/fleet/customers/customer-names";
import { OPERATION_OUTCOMES } from "@/lib/operations/operation-view";
import { CustomerLink, customerHref } from "../customer-link";
import { HostLink } from "../host-link";
import type { Day } from "../lists/by-day";
import { DayTime } from "../lists/day-time";
import { useTook } from "../operations/operation-words";
import { ActionIcon } from "./action-icon";
import {
  useAuditAction,
  useAuditField,
  useAuditOutcome,
  useAuditSubject,
  useAuditValue,
} from "./audit-words";

interface AuditFactsProps {
  /** JSON, as it was sent. */
  detail: string;
  /** Stands there already. */
  subject: string | null;
  zone: string | null;
}

/** More than these, or a text that a phone has to break, are behind a line: a plan alone has fourteen. */
const MOST_FACTS = 3;
const LONGEST_FACT = 48;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** What an entry tells beside its subject: a name and a value each. */
export function AuditFacts({ detail, subject, zone }: AuditFactsProps) {
  const named = useAuditField();
  const worded = useAuditValue();
  const t = useTranslations("audit");
  const gap = useGap();
  const told = factsOf(JSON.parse(detail))
    .filter(([, value]) => value !== "" && value !== subject)
    .sort(([one], [other]) => placeOf(one) - placeOf(other));
  const facts = told.map(([name, value]) => (
    <small key={name}>
      {named(isCause(name, value) ? "cause" : name)}
      {gap}
      {MOMENT.test(value) ? (
        <span className="whitespace-nowrap">
          <OwnTime iso={value} zone={zone} />
        </span>
      ) : (
        worded(name, value)
      )}
    </small>
  ));
  return facts.length <= MOST_FACTS && told.every(([, value]) => value.length <= LONGEST_FACT) ? (
    facts
  ) : (
    <details className="disclosure">
      <summary className="min-h-6 text-ink-2 text-xs">
        {t("values", { count: facts.length })}
        <Icon name="chevron-down" small />
      </summary>
      <div className="flex flex-wrap gap-x-3 py-1">{facts}</div>
    </details>
  );
}

/** As the form has them: the database keeps facts by the length of their names. Any others stand before these. */
const IN_ORDER = [
  ...["support", "order", "pay"],
  ...[0, 1, 2, 3].flatMap((at) => [`en${at}`, `zh${at}`, `href${at}`]),
  ...["textEn", "textZh", "tone", "from", "until", "zone"],
];
const placeOf = (name: string): number => IN_ORDER.indexOf(name);

/** Of a host's protection `by` tells why it changed, of everything else how it was done. */
const isCause = (name: string, value: string): boolean => name === "by" && value.startsWith("hand-");

/** Changes stand among the rest: what they are of has a name of its own. */
function factsOf(told: unknown): [string, string][] {
  const entries = typeof told === "object" && told !== null ? Object.entries(told) : [];
  return entries.flatMap(([name, value]): [string, string][] => {
    if (name === "changes") {
      return factsOf(value);
    }
    if (value === null || value === undefined) {
      return [];
    }
    return [[name, typeof value === "object" ? JSON.stringify(value) : String(value)]];
  });
}

interface ViewsTableProps {
  entries: ViewEntry[];
  zone: string | null;
  /** Ends one that goes on; null for whoever may not. */
  stop: FormAction | null;
}

function Who({ name, role, viewing }: { name: string; role: string; viewing?: boolean }) {
  const t = useTranslations("audit");
  const key = role as "admin";
  const known = t.has(`role.${key}`) ? t(`role.${key}`) : role;
  return (
    <span>
      <Secret>{name}</Secret> <small>{viewing ? t("viewing", { role: known }) : known}</small>
    </span>
  );
}

interface AuditTableProps {
  days: Day<AuditEntry>[];
  /** What the panel keeps of the customers and hosts in these entries, by number. */
  customers: Map<string, CustomerName>;
  hosts: Map<string, string>;
  zone: string | null;
}

/** By days. What is as usual isn't said: an outcome stands where something wasn't done, an address where one is known. */
export function AuditTable({ days, customers, hosts, zone }: AuditTableProps) {
  const t = useTranslations("audit");
  const action = useAuditAction();
  const outcome = useAuditOutcome();
  const all = days.flatMap(({ entries }) => entries);
  const nameOf = (userId: string) => customers.get(userId)?.name || customers.get(userId)?.username;
  const hasAddresses = all.some(({ address }) => address);
  return (
    <ListTable
      wide
      label={t("tab.events")}
      columns={[
        { name: t("column.action"), phone: "left", percent: 25 },
        { name: t("column.about"), phone: "left" },
        { name: t("column.customer"), percent: 17 },
        { name: t("column.who"), phone: "right", className: "second-line", percent: 17 },
        { name: t("column.when"), phone: "right", className: "first-line", percent: 10 },
        ...(hasAddresses
          ? [{ name: t("column.from"), className: "max-wide:hidden", percent: 12 as const }]
          : []),
      ]}
      groups={days.map(({ title, day, entries }) => ({
        title,
        rows: entries.map((entry) => ({
          key: entry.id,
          cells: [
            <span key="action" data-action={entry.action}>
              <span className={`tone-${lookOf(entry).tone} inline-flex items-center gap-2`}>
                {entry.outcome === "done" ? (
                  <ActionIcon {...entry} />
                ) : (
                  <span className="mark-sign">
                    <Glyph shape={lookOf(entry).shape} />
                  </span>
                )}
                <span>
                  {entry.operation ? (
                    <RowLink href={`/admin/operations/${entry.id}`}>{action(entry.action)}</RowLink>
                  ) : (
                    <b>{action(entry.action)}</b>
                  )}
                  {entry.outcome === "done" ? null : (
                    <span className="block text-(--tone-text) text-xs">{outcome(entry)}</span>
                  )}
                </span>
              </span>
            </span>,
            <About
              key="about"
              entry={entry}
              hosts={hosts}
              zone={zone}
              customer={entry.userId && (nameOf(entry.userId) ?? entry.userId)}
            />,
            entry.userId ? (
              <CustomerLink key="customer" userId={entry.userId} name={nameOf(entry.userId)} numbered />
            ) : null,
            <Who key="who" name={entry.actorName} role={entry.actorRole} viewing={entry.viewing} />,
            <DayTime key="when" iso={entry.at} zone={zone} day={day} precise />,
            ...(hasAddresses ? [entry.address] : []),
          ],
        })),
      }))}
    />
  );
}

/** A code that is no outcome of the ledger is why it was refused. */
const lookOf = ({ outcome }: AuditEntry) =>
  outcomeLook(OPERATION_OUTCOMES.find((known) => known === outcome) ?? "refused");

interface AboutProps extends Pick<AuditTableProps, "hosts" | "zone"> {
  entry: AuditEntry;
  /** Whose it was: on a phone it stands here. */
  customer: string | null;
}

/** Of whoever did it: nothing else is told of these. */
const OWN = new Set(["second-factor-added", "second-factor-removed", "recovery-codes-made"]);

/** A host, or what else it was about; below it what else is told. */
function About({ entry, hosts, zone, customer }: AboutProps) {
  const t = useTranslations("audit");
  const { vmId } = entry;
  // Of what has no name of its own: whose account it was.
  const other = OWN.has(entry.action) ? t("own") : entry.userId && !vmId ? t("ofCustomer") : null;
  const subject = useAuditSubject()(entry) ?? other;
  const said = subject ? (
    <span className={vmId ? "text-xs" : undefined}>
      <Secret>{subject}</Secret>
    </span>
  ) : null;
  return (
    <div className="audit-about wrap-anywhere">
      <span>
        {vmId ? <HostLink vmId={vmId} name={hosts.get(vmId) ?? null} /> : said}
        {customer ? (
          <small className="phone-text">
            {" · "}
            <Secret>{customer}</Secret>
          </small>
        ) : null}
      </span>
      {(vmId && said) || entry.detail ? (
        <div>
          {vmId ? said : null}
          {entry.detail ? <AuditFacts detail={entry.detail} subject={entry.subject} zone={zone} /> : null}
        </div>
      ) : null}
    </div>
  );
}

export function ViewsTable({ entries, zone, stop }: ViewsTableProps) {
  const t = useTranslations("audit");
  const took = useTook();
  const now = useNow().toISOString();
  const stops = stop && entries.some(({ endedAt }) => endedAt === null) ? stop : null;
  return (
    <ListTable
      wide
      label={t("tab.views")}
      keysLast={stops !== null}
      columns={[
        { name: t("column.customer"), phone: "left", percent: 20 },
        { name: t("column.could"), phone: "right", percent: 10 },
        { name: t("column.why"), phone: "line", labelled: true },
        { name: t("column.who"), phone: "line", labelled: true, percent: 15 },
        { name: t("column.began"), phone: "line", labelled: true, percent: 12 },
        { name: t("column.ended"), phone: "line", labelled: true, percent: 15 },
        ...(stops ? [{ name: t("column.end"), percent: 12 as const }] : []),
      ]}
      rows={entries.map((view) => ({
        key: view.id,
        cells: [
          <RowLink key="customer" href={customerHref(view.userId)}>
            <Secret>{view.customerName}</Secret> <small className="mono font-normal">{view.userId}</small>
          </RowLink>,
          t(view.changesAt ? "changes" : "readOnly"),
          view.reason,
          <Who key="who" name={view.staffName} role={view.staffRole} />,
          <OwnTime key="when" iso={view.startedAt} zone={zone} brief />,
          <span key="ended">
            {view.endedAt ? (
              <>
                <OwnTime iso={view.endedAt} zone={zone} brief />{" "}
                <small className="whitespace-nowrap">{took(view.startedAt, view.endedAt)}</small>
              </>
            ) : (
              <>
                <b className="text-busy-text">{t("in-progress")}</b>{" "}
                <small className="whitespace-nowrap">{t("soFar", { took: took(view.startedAt, now) })}</small>
              </>
            )}
          </span>,
          ...(stops
            ? [
                view.endedAt ? null : (
                  <ActionForm key="end" action={stops} failed={t("endFailed")}>
                    <input type="hidden" name="viewId" value={view.id} />
                    <SubmitKey aria-label={t("endNamed", { name: view.staffName })}>{t("end")}</SubmitKey>
                  </ActionForm>
                ),
              ]
            : []),
        ],
      }))}
    />
  );
}
