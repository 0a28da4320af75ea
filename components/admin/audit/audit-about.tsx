import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { Icon } from "@/components/ui/icon";
import { useGap } from "@/components/ui/spacing";
import "@/components/ui/disclosure.css";
import "./audit-tables.css";
import type { AuditEntry } from "@/lib/fleet/audit/read-audit";
import { STAFF_BATCH_KINDS } from "@/lib/operations/batch-kinds";
import { HostLink } from "../host-link";
import { DayTime } from "../lists/day-time";
import { useAuditField, useAuditSubject, useAuditValue } from "./audit-words";

/** What the action's own words say. */
const isSaid = (action: string | undefined, name: string) =>
  name === "status" && STAFF_BATCH_KINDS.some((kind) => kind === action);

interface AuditFactsProps {
  action?: string;
  /** JSON, as it was sent. */
  detail: string;
  /** Stands there already. */
  subject: string | null;
  zone: string | null;
  /** Behind a line already. */
  flat?: true;
}

/** More than these, or a text that a phone has to break, are behind a line: a plan alone has fourteen. */
const MOST_FACTS = 3;
const LONGEST_FACT = 48;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** A Chinese sign is as wide as two letters. */
const widthOf = (text: string): number => text.length + (text.match(/[⺀-￮]/g)?.length ?? 0);
export const isLong = (text: string): boolean => widthOf(text) > LONGEST_FACT;

/** What an entry tells beside its subject: a name and a value each. */
export function AuditFacts({ action = "", detail, subject, zone, flat }: AuditFactsProps) {
  const named = useAuditField();
  const worded = useAuditValue();
  const t = useTranslations("audit");
  const gap = useGap();
  const told = factsOf(JSON.parse(detail))
    // A long one is cut where it stands.
    .filter(([, value]) => value !== "" && (value !== subject || isLong(value)))
    .filter(([name]) => !isSaid(action, name))
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
  return flat || (facts.length <= MOST_FACTS && !told.some(([, value]) => isLong(value))) ? (
    facts
  ) : (
    <details className="disclosure">
      <summary className="min-h-6 text-ink-2 text-12">
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

interface AboutProps {
  /** Once, or again and again in a minute: the newest first. */
  run: AuditRun;
  /** What the panel keeps of the hosts in these entries, by number. */
  hosts: Map<string, string>;
  zone: string | null;
  day: string | null;
  /** Whose it was: on a phone it stands here. */
  customer: string | null;
  /** What they sign in with: of a customer it is kept as the subject. */
  login: string | null;
}

/** Of whoever did it: nothing else is told of these. */
const OWN = new Set(["second-factor-added", "second-factor-removed", "recovery-codes-made"]);

/** A host, or what else it was about; below it what else is told. Of what has no name of its own: whose account it was. */
export function About({ run, hosts, zone, day, customer, login }: AboutProps) {
  const worded = useAuditSubject();
  const [entry] = run;
  const { vmId } = entry;
  const owner = OWN.has(entry.action) ? entry.actorName : vmId ? null : customer;
  const said = worded(entry);
  const own = said !== null && said === login ? customer : said;
  // Why somebody looked stands beside whom they looked at.
  const isWhy = entry.action === "view-started" && owner !== null;
  const subject = run.length > 1 ? subjectsOf(run, worded) : isWhy ? owner : (own ?? owner);
  const beside = isWhy || vmId ? own : null;
  return (
    <div className="audit-about wrap-anywhere">
      {/* On a desk the customer has a column. */}
      <span className={!vmId && subject === customer ? "md:hidden" : "min-w-0"}>
        {vmId ? (
          <HostLink vmId={vmId} name={hosts.get(vmId) ?? null} />
        ) : subject ? (
          <span className={isLong(subject) ? "block truncate" : undefined}>{subject}</span>
        ) : null}
        {customer && customer !== subject ? (
          <small className="phone-text">
            {" · "}
            {customer}
          </small>
        ) : null}
      </span>
      {beside || entry.detail || run.length > 1 ? (
        <div>
          {beside ? <small>{beside}</small> : null}
          {run.length > 1 ? (
            <RunFacts run={run} zone={zone} day={day} />
          ) : entry.detail ? (
            <AuditFacts action={entry.action} detail={entry.detail} subject={entry.subject} zone={zone} />
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

const subjectsOf = (run: AuditRun, worded: (entry: AuditEntry) => string | null): string =>
  [...new Set(run.map((entry) => worded(entry) ?? entry.actorName))].join(", ");

/** Each of a run by itself, with its time. */
function RunFacts({ run, zone, day }: Pick<AboutProps, "run" | "zone" | "day">) {
  const t = useTranslations("audit");
  const worded = useAuditSubject();
  return (
    <details className="disclosure">
      <summary className="min-h-6 text-ink-2 text-12">
        {t("entries", { count: run.length })}
        <Icon name="chevron-down" small />
      </summary>
      <ul className="grid gap-2 py-1">
        {run.map((entry) => (
          <li key={entry.id} className="flex flex-wrap gap-x-3">
            <b>{worded(entry) ?? entry.actorName}</b>
            <small>
              <DayTime iso={entry.at} zone={zone} day={day} precise />
            </small>
            {entry.detail ? (
              <AuditFacts detail={entry.detail} subject={entry.subject} zone={zone} flat />
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  );
}

export type AuditRun = [AuditEntry, ...AuditEntry[]];

const RUN_MS = 60_000;

/** What one person did again and again within a minute, beside customers and hosts, is one line. */
export function runsOf(entries: AuditEntry[]): AuditRun[] {
  const runs: AuditRun[] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (
      last &&
      (["action", "actorName", "actorRole", "outcome", "address"] as const).every(
        (name) => last[name] === entry[name],
      ) &&
      [last, entry].every(({ userId, vmId, operation }) => !(userId || vmId || operation)) &&
      Date.parse(last.at) - Date.parse(entry.at) < RUN_MS
    ) {
      run?.push(entry);
    } else {
      runs.push([entry]);
    }
  }
  return runs;
}
