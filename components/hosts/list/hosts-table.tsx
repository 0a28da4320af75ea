import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { HostView } from "@/lib/hosts/host-view";
import { HostRow } from "./host-row";

const COLUMNS = ["state", "host", "system", "address", "cpu", "traffic"] as const;

/** One document: a table on the desk, cards in the hand. */
export function HostsTable({
  hosts,
  cpu,
  masterDownSince,
}: {
  hosts: HostView[];
  /** Drawn by the server, by host. */
  cpu: Record<string, ReactNode>;
  masterDownSince: string | null;
}) {
  const t = useTranslations("hosts");
  return (
    <div className="sheet hosts-sheet">
      <table className="hosts" aria-label={t("title")}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={`host-${column === "host" ? "name" : column}`}>
                {t(`column.${column}`)}
              </th>
            ))}
            <th scope="col" className="host-act">
              <span className="sr-only">{t("column.actions")}</span>
            </th>
            <td className="host-menu" />
          </tr>
        </thead>
        <tbody>
          {hosts.map((host) => (
            <HostRow key={host.id} host={host} cpu={cpu[host.id]} masterDownSince={masterDownSince} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
