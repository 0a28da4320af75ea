import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { KeyLink } from "@/components/ui/key-link";
import { OlderNewer } from "../older-newer";
import { type AuditPlace, AuditTabs } from "./audit-bar";

interface AuditSheetProps {
  place: AuditPlace;
  filters: ReactNode;
  /** Null where there are no rows. */
  table: ReactNode;
  isChosen: boolean;
  csv: string;
  newest: string | null;
  older: string | null;
}

/** One of the two lists: what is chosen, the rows, the file. */
export function AuditSheet({ place, filters, table, isChosen, csv, newest, older }: AuditSheetProps) {
  const t = useTranslations("audit");
  return (
    <div className="grid gap-4">
      <AuditTabs current={place} />
      <div className="sheet">
        <section className="card">{filters}</section>
        <section className="card">
          <div className="card-head">
            <p className="text-ink-2">{t("note")}</p>
            {table ? (
              <KeyLink href={csv} icon="download" variant="plain" download>
                {t("csv")}
              </KeyLink>
            ) : null}
          </div>
          {table ?? (
            <EmptyState
              title={t(isChosen ? "empty.noMatch" : "empty.none")}
              text={t(isChosen ? "empty.noMatchText" : "empty.noneText")}
            />
          )}
          <OlderNewer
            label={t("title")}
            newest={newest === null ? null : { href: newest, label: t("newest") }}
            older={older === null ? null : { href: older, label: t("older") }}
          />
        </section>
      </div>
    </div>
  );
}
