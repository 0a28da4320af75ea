import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { Key } from "@/components/ui/key";
import { TableCard } from "@/components/ui/list/table-card";
import type { ShownRows } from "@/lib/fleet/operations/master-lists";
import type { Outcome } from "@/lib/rstack/outcome";
import { ListSilence } from "../lists/list-silence";
import { Pages } from "../lists/pages";
import { OperationsTabs } from "./operations-tabs";
import "./master-list.css";

/** Lists of the master's own, with what is said of them in `fleet-operations` under their name. */
type MasterListName = "tasks" | "backups" | "mappings";

interface MasterListPageProps {
  list: MasterListName;
  /** The fields of the form that asks. */
  filters: ReactNode;
  /** What the master answered; null until it was asked. */
  children: ReactNode;
}

/** The master is asked by the form alone: without a choice it may answer with all that ever was. */
export async function MasterListPage({ list, filters, children }: MasterListPageProps) {
  const t = await getTranslations("fleet-operations");
  return (
    <>
      <TopLine title={t(`${list}.title`)} above={{ href: "/admin/operations", title: t("title") }} />
      <div className="grid gap-4">
        <OperationsTabs current={list} />
        <div className="sheet">
          <section className="card">
            <p className="mb-4 max-w-prose text-ink-2">{t(`${list}.text`)}</p>
            <search aria-label={t(`${list}.title`)}>
              <form className="ask-form">
                <input type="hidden" name="ask" value="1" />
                {filters}
                <Key type="submit" icon="search" variant="accent">
                  {t("filter.show")}
                </Key>
              </form>
            </search>
          </section>
          {children}
        </div>
      </div>
    </>
  );
}

interface MasterAnswerProps<Row> {
  list: MasterListName;
  answer: Outcome<ShownRows<Row>>;
  table: (rows: Row[]) => ReactNode;
  /** Counts from 1. */
  page: number;
  hrefOf: (page: number) => string;
}

/** Its rows; that there are none, or why there is no answer. */
export async function MasterAnswer<Row>({ list, answer, table, page, hrefOf }: MasterAnswerProps<Row>) {
  const t = await getTranslations("fleet-operations");
  if (!answer.ok) {
    return (
      <section className="card">
        <ListSilence
          fault={answer.fault}
          refused={(text) => t("fault.refused", { text })}
          silent={t("fault.silent")}
        />
      </section>
    );
  }
  const { rows, total, pages } = answer.value;
  return total === 0 ? (
    <section className="card">
      <EmptyState title={t(`${list}.none`)} text={t(`${list}.noneText`)} />
    </section>
  ) : (
    <>
      <TableCard title={t(`${list}.title`)} count={total}>
        {table(rows)}
      </TableCard>
      <Pages page={page} pages={pages} hrefOf={hrefOf} />
    </>
  );
}
