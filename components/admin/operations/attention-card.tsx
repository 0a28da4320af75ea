import { useTranslations } from "next-intl";
import { ListTable } from "@/components/ui/list-table";
import type { Attention, RefusedOften } from "@/lib/fleet/operations/attention";
import type { LedgerEntry } from "@/lib/fleet/operations/read-fleet-ledger";
import { OPERATION_KINDS } from "@/lib/operations/command-rules";
import { OTHER_KIND } from "@/lib/operations/operation-view";
import { HostLink } from "../host-link";
import { LedgerTable } from "./ledger-table";

interface AttentionCardProps {
  attention: Attention;
  zone: string | null;
}

/** What staff should look at first; nothing but a line where there is nothing. */
export function AttentionCard({ attention, zone }: AttentionCardProps) {
  const t = useTranslations("fleet-operations.attention");
  const lists = (["stuck", "checking", "ended"] as const).filter((name) => attention[name].length > 0);
  const often = attention.refusedOften;
  if (lists.length === 0 && often.length === 0) {
    return (
      <section className="card">
        <h2 className="mb-1">{t("title")}</h2>
        <p className="text-ink-2">{t("none")}</p>
      </section>
    );
  }
  return (
    <>
      {lists.map((name) => (
        <Part
          key={name}
          title={t(name)}
          note={t(`${name}Note`)}
          count={attention[name].length}
          entries={attention[name]}
          zone={zone}
        />
      ))}
      {often.length > 0 ? (
        <section className="card">
          <h2>
            {t("refusedOften")} <small>{often.length}</small>
          </h2>
          <p className="mb-3 text-ink-2">{t("refusedOftenNote")}</p>
          <OftenTable rows={often} />
        </section>
      ) : null}
    </>
  );
}

interface PartProps {
  title: string;
  note: string;
  count: number;
  entries: LedgerEntry[];
  zone: string | null;
}

const Part = ({ title, note, count, entries, zone }: PartProps) => (
  <section className="card">
    <h2>
      {title} <small>{count}</small>
    </h2>
    <p className="mb-3 text-ink-2">{note}</p>
    <LedgerTable label={title} entries={entries} zone={zone} />
  </section>
);

function OftenTable({ rows }: { rows: RefusedOften[] }) {
  const t = useTranslations("fleet-operations");
  const kinds = useTranslations("operations.kind");
  const kindOf = (kind: string) => kinds(OPERATION_KINDS.find((known) => known === kind) ?? OTHER_KIND);
  return (
    <ListTable
      label={t("attention.refusedOften")}
      dense
      columns={[t("column.what"), t("column.host"), t("column.times"), t("column.said")]}
      rows={rows.map((row) => ({
        key: `${row.vmId} ${row.kind}`,
        cells: [
          kindOf(row.kind),
          <HostLink key="host" vmId={row.vmId} name={row.hostName} />,
          t("attention.times", { count: row.times }),
          row.said ?? "",
        ],
      }))}
    />
  );
}
