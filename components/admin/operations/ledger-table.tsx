import { useNow, useTranslations } from "next-intl";
import { outcomeLook } from "@/components/hosts/host-look";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { Mark } from "@/components/ui/mark";
import type { CustomerName } from "@/lib/fleet/customers/customer-names";
import type { LedgerEntry } from "@/lib/fleet/operations/read-fleet-ledger";
import { isInProgress } from "@/lib/operations/operation-view";
import { CustomerLink } from "../customer-link";
import { HostLink } from "../host-link";
import { DayTime } from "../lists/day-time";
import { useNotSentNote, useOutcomeWord, useTook, useWhat } from "./operation-words";
import "@/components/ui/list/list-fixed.css";
import "./whole-line.css";

interface LedgerTableProps {
  label: string;
  /** `day`: YYYY-MM-DD where all of a group are of one. */
  groups: { title: string; day: string | null; entries: LedgerEntry[] }[];
  /** Those that take longer than such a thing does, by id. */
  stuck: ReadonlySet<string>;
  /** What is kept of the customers, by number. */
  names: Map<string, CustomerName>;
  zone: string | null;
}

/** Operations of all hosts: what, what came of it, whose host, who asked. */
export function LedgerTable({ label, groups, stuck, names, zone }: LedgerTableProps) {
  const t = useTranslations("fleet-operations.column");
  const nameOf = (owner: string) => names.get(owner)?.name || names.get(owner)?.username;
  return (
    <ListTable
      wide
      fixed
      label={label}
      columns={[
        { name: t("what"), phone: "left", percent: 25 },
        { name: t("status"), phone: "right", percent: 20 },
        { name: t("host"), phone: "left" },
        { name: t("customer"), className: "max-lg:hidden" },
        { name: t("who"), phone: "left", className: "max-lg:hidden" },
        { name: t("when"), phone: "right" },
      ]}
      groups={groups
        .filter(({ entries }) => entries.length > 0)
        .map(({ title, day, entries }) => ({
          title,
          rows: entries.map((entry) => ({
            key: entry.operation.id,
            cells: [
              <What key="what" operation={entry.operation} cause={entry.cause} />,
              <OutcomeMark key="outcome" entry={entry} isStuck={stuck.has(entry.operation.id)} />,
              <span key="host">
                <HostLink vmId={entry.vmId} name={entry.hostName} />
                {entry.owner ? (
                  <small className="phone-text">
                    {" · "}
                    {nameOf(entry.owner) ?? entry.owner}
                  </small>
                ) : null}
                {/* There, who asked has no column: it is told where it wasn't the customer alone. */}
                {entry.actorRole !== "customer" || entry.viewing ? (
                  <span className="block md:hidden">
                    <Who entry={entry} />
                  </span>
                ) : null}
              </span>,
              entry.owner ? (
                <CustomerLink key="customer" userId={entry.owner} name={nameOf(entry.owner)} />
              ) : null,
              <Who key="who" entry={entry} />,
              <DayTime key="when" iso={entry.operation.startedAt} zone={zone} day={day} />,
            ],
          })),
        }))}
    />
  );
}

/**
 * Why it wasn't done, in RStack's own sentence or the panel's, or why the panel did it by itself: it has the room of the
 * row, not of the mark.
 */
export function What({ operation, cause }: Pick<LedgerEntry, "operation" | "cause">) {
  const { id, kind, subject, refusal } = operation;
  const t = useTranslations("fleet-operations");
  const note = useNotSentNote();
  const why = refusal ? null : note(operation);
  const what = useWhat();
  return (
    <>
      <span className="block">
        <RowLink href={`/admin/operations/${id}`}>{what({ kind, subject: null })}</RowLink>
        {subject ? <small className="block truncate">{subject}</small> : null}
      </span>
      {refusal ? <small className="whole-line">{t("said", { text: refusal })}</small> : null}
      {why ? <small className="whole-line">{why}</small> : null}
      {cause ? <small className="whole-line">{t(`cause.${cause}`)}</small> : null}
    </>
  );
}

function OutcomeMark({ entry: { operation }, isStuck }: { entry: LedgerEntry; isStuck: boolean }) {
  const t = useTranslations("fleet-operations");
  const word = useOutcomeWord();
  const now = useNow();
  const took = useTook();
  const { outcome, startedAt, endedAt } = operation;
  const note = isInProgress(outcome)
    ? took(startedAt, now.toISOString())
    : outcome === "done" && endedAt
      ? took(startedAt, endedAt)
      : null;
  return (
    <Mark
      {...(isStuck ? { tone: "alert", shape: "triangle" } : outcomeLook(outcome))}
      word={<span data-outcome={outcome}>{isStuck ? t("stuck") : word(outcome)}</span>}
      note={note}
    />
  );
}

/** The panel itself asked where there is a cause: the name is then that of whose console it was. */
function Who({ entry: { actorName, actorRole, viewing, cause } }: { entry: LedgerEntry }) {
  const t = useTranslations("fleet-operations");
  const as = viewing ? t("actor.viewing") : actorRole === "customer" ? null : t("actor.staff");
  const said = [as, cause ? t("actor.opener") : null].filter(Boolean).join(" · ");
  return (
    <span>
      {actorName}
      {said ? <small> {said}</small> : null}
    </span>
  );
}
