import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { TopLine } from "@/components/shell/top-line";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { ShownRows } from "@/lib/fleet/operations/shown-rows";
import type { Outcome } from "@/lib/rstack/outcome";
import { InfrastructureTabs } from "../infrastructure/infrastructure-tabs";
import { OperationsTabs } from "../operations/operations-tabs";
import { FilterBar, type Narrowed } from "./filter-bar";
import { ListSilence } from "./list-silence";
import { Pages } from "./pages";

/** Lists of the master's own, with what is said of them in `fleet-operations` under their name. */
type MasterListName = "tasks" | "backups" | "mappings";

interface MasterListPageProps<Row> {
  list: MasterListName;
  path: string;
  /** What the address says, without the page. */
  chosen: Record<string, string | null>;
  /** What each choice but the search is called, and its value in words. */
  chips: Narrowed[];
  /** Beside the search: the choice that is made most. */
  beside?: ReactNode;
  /** What the list is of; null where that needs no sentence. */
  about: ReactNode;
  /** Of the dialog in which more is chosen. */
  fields: ReactNode;
  answer: Outcome<ShownRows<Row>>;
  table: (shown: ShownRows<Row>) => ReactNode;
  /** Counts from 1. */
  page: number;
  hrefOf: (page: number) => string;
}

/** A list of the master's over all hosts: one call a minute, whatever is looked for in it. */
export async function MasterListPage<Row>({
  list,
  path,
  chosen,
  chips,
  beside,
  about,
  fields,
  answer,
  table,
  page,
  hrefOf,
}: MasterListPageProps<Row>) {
  const t = await getTranslations("fleet-operations");
  const infrastructure = await getTranslations("infrastructure");
  return (
    <>
      <TopLine title={list === "tasks" ? t("title") : infrastructure("title")} />
      <div className="grid gap-4">
        {list === "tasks" ? <OperationsTabs current={list} /> : <InfrastructureTabs />}
        <div className="sheet">
          <FilterBar
            path={path}
            chosen={chosen}
            search={{ label: t("filter.search"), placeholder: t(`${list}.placeholder`), live: true }}
            beside={beside}
            chips={chips}
            fields={fields}
          >
            {answer.ok && answer.value.total > 0 ? (
              <span className="max-md:hidden">{t(`${list}.count`, { count: answer.value.total })}</span>
            ) : null}
          </FilterBar>
          {!answer.ok ? (
            <section className="card">
              <ListSilence
                fault={answer.fault}
                refused={(text) => t("fault.refused", { text })}
                silent={t("fault.silent")}
              />
            </section>
          ) : answer.value.total === 0 ? (
            <NoRows path={path} isChosen={Object.values(chosen).some(Boolean)} />
          ) : (
            <>
              {table(answer.value)}
              <Pages page={page} pages={answer.value.pages} hrefOf={hrefOf} />
            </>
          )}
        </div>
        {about === null ? null : <p className="px-1 text-ink-3 text-12">{about}</p>}
      </div>
    </>
  );
}

async function NoRows({ path, isChosen }: { path: string; isChosen: boolean }) {
  const t = await getTranslations("fleet-operations");
  return (
    <section className="card border-line border-t">
      <EmptyState
        icon={isChosen ? "search" : undefined}
        shape="tray"
        title={t(isChosen ? "filter.noMatch" : "filter.none")}
        text={t(isChosen ? "filter.noMatchText" : "filter.noneAtAll")}
      >
        {isChosen ? <ButtonLink href={path}>{t("filter.clear")}</ButtonLink> : null}
      </EmptyState>
    </section>
  );
}
