import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { AuditFilter } from "@/lib/fleet/audit/audit-filter";
import { DeskText } from "../lists/desk-text";
import { OlderNewer } from "../lists/older-newer";
import { AuditFilters, type AuditPlace, AuditTabs } from "./audit-bar";

interface AuditSheetProps {
  place: AuditPlace;
  filter: AuditFilter;
  /** Those that can be chosen; null where there are none. */
  actions: string[] | null;
  /** Null where there are no rows. */
  table: ReactNode;
  isChosen: boolean;
  csv: string;
  newest: string | null;
  older: string | null;
}

/** One of the two lists: what is chosen, the rows, the file. */
export function AuditSheet({ place, filter, actions, table, isChosen, csv, newest, older }: AuditSheetProps) {
  const t = useTranslations("audit");
  return (
    <div className="grid gap-4">
      <AuditTabs current={place} />
      <div className="sheet">
        <AuditFilters place={place} filter={filter} actions={actions}>
          {table ? (
            <ButtonLink href={csv} icon="download" variant="ghost" download>
              <DeskText>{t("csv")}</DeskText>
            </ButtonLink>
          ) : null}
        </AuditFilters>
        {table ?? (
          <section className="card">
            <EmptyState
              icon={isChosen ? "search" : undefined}
              shape="tray"
              title={t(isChosen ? "empty.noMatch" : "empty.none")}
              text={t(isChosen ? "empty.noMatchText" : `empty.noneText.${place}`)}
            />
          </section>
        )}
        <OlderNewer
          label={t("pages")}
          newest={newest === null ? null : { href: newest, label: t("newest") }}
          older={older === null ? null : { href: older, label: t("older") }}
        />
      </div>
      {/* Views that go on can be ended there. */}
      {place === "events" ? <p className="px-1 text-ink-3 text-12">{t("note")}</p> : null}
    </div>
  );
}
