import { useNow, useTranslations } from "next-intl";
import { Fragment } from "react";
import { type HostLook, outcomeLook } from "@/components/hosts/host-look";
import { ListTable } from "@/components/ui/list/list-table";
import { Mark } from "@/components/ui/mark";
import type { SeenTask } from "@/lib/fleet/operations/master-lists";
import type { ShownRows } from "@/lib/fleet/operations/shown-rows";
import { CustomerLink } from "../customer-link";
import { DayTime } from "../lists/day-time";
import { hostOf, nodeOf } from "../lists/row-parts";
import { useTook } from "./operation-words";
import type { TaskGroup } from "./task-groups";
import "./whole-line.css";

type Part = "type" | "step" | "status";

/** The vendor's codes in words; a code that is none of them is shown as it is. */
export function useTaskWord(): (part: Part, code: string | null) => string {
  const t = useTranslations("fleet-operations.task");
  return (part, code) =>
    code === null
      ? t(`${part}.none`)
      : t.has(`${part}.${code}` as "type.1")
        ? t(`${part}.${code}` as "type.1")
        : t(`${part}.other`, { code });
}

const WAITING = "0";
const DONE = "3";
const COPYING = "1";
/** Tasks that set a host up: create and reinstall. */
const SET_UPS = ["1", "2"];

/** A task's step in the colour of its status. */
const taskLook = ({ status }: SeenTask): HostLook =>
  status === DONE ? outcomeLook("done") : status === null ? outcomeLook("superseded") : outcomeLook("open");

interface TasksTableProps {
  groups: TaskGroup[];
  shown: ShownRows<SeenTask>;
  zone: string | null;
}

export function TasksTable({ groups, shown, zone }: TasksTableProps) {
  const t = useTranslations("fleet-operations");
  const nameOf = (owner: string) =>
    shown.customers.get(owner)?.name || shown.customers.get(owner)?.username || owner;
  const word = useTaskWord();
  const now = useNow();
  const took = useTook();
  /** The same step is called as in the operation that waits for it. */
  const doingOf = ({ type, status, step }: SeenTask) =>
    step === null || status === WAITING || status === DONE
      ? null
      : word("step", step === COPYING && SET_UPS.includes(type ?? "") ? "install" : step);
  /** For how long it goes on; RStack says of no task when it ended. */
  const timeOf = ({ startedAt }: SeenTask) =>
    startedAt && startedAt < now ? took(startedAt.toISOString(), now.toISOString()) : null;
  return (
    <ListTable
      label={t("tasks.title")}
      wide
      columns={[
        { name: t("column.task"), phone: "left", percent: 25 },
        { name: t("column.status"), phone: "right", percent: 17 },
        { name: t("column.host"), phone: "left" },
        { name: t("column.customer"), percent: 15 },
        { name: t("column.node"), percent: 12, className: "wide-only" },
        { name: t("column.started"), phone: "right" },
      ]}
      groups={groups.map(({ title, day, entries }) => ({
        title,
        rows: entries.map((row, at) => ({
          key: `${row.id ?? ""} ${at}`,
          cells: [
            <Fragment key="type">
              <span className="block">
                <b>{word("type", row.type)}</b>
                {row.nodeId === null ? null : (
                  <small className="phone-text whitespace-nowrap"> {nodeOf(row, shown)}</small>
                )}
                {row.isFailed || doingOf(row) === null ? null : (
                  <small className="block">{doingOf(row)}</small>
                )}
              </span>
              {row.message ? <small className="whole-line">{t("said", { text: row.message })}</small> : null}
            </Fragment>,
            row.isFailed ? (
              <Mark key="status" {...outcomeLook("failed")} word={t("tasks.failed")} />
            ) : (
              <Mark
                key="status"
                {...taskLook(row)}
                word={word("status", row.status)}
                note={row.status === DONE ? null : timeOf(row)}
              />
            ),
            <span key="host">
              {hostOf(row)}
              {row.owner === null ? null : (
                <small className="phone-text">
                  {" · "}
                  {nameOf(row.owner)}
                </small>
              )}
            </span>,
            row.owner === null ? null : (
              <CustomerLink key="customer" userId={row.owner} name={nameOf(row.owner)} />
            ),
            nodeOf(row, shown),
            row.startedAt ? (
              <DayTime key="started" iso={row.startedAt.toISOString()} zone={zone} day={day} />
            ) : null,
          ],
        })),
      }))}
    />
  );
}
