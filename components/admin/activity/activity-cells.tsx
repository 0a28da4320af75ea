import { useNow, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OwnTime } from "@/components/account/own-time";
import { signOfOperation, signOfOutcome } from "@/components/hosts/operate/operation-mark";
import { Icon } from "@/components/ui/icon";
import { RowLink } from "@/components/ui/list/table";
import { type Sign, StateDot } from "@/components/ui/state";
import type { AuditEntry, ViewEntry } from "@/lib/fleet/audit/read-audit";
import type { SeenTask } from "@/lib/fleet/operations/master-lists";
import type { LedgerEntry } from "@/lib/fleet/operations/read-fleet-ledger";
import { isInProgress, OPERATION_OUTCOMES, ORDER_KIND } from "@/lib/operations/operation-view";
import { CustomerLink, type KeptCustomers, keptName } from "../customer-link";
import { HostLink } from "../host-link";
import { iconOf } from "./action-icon";
import { useAuditAction, useAuditOutcome, useAuditSubject } from "./audit-words";
import { useAbout, useNotSentNote, useOutcomeWord, useTaskWords, useTook } from "./operation-words";

/** Something that happened, by where it was written down. */
export type Happened = { key: string } & (
  | { source: "operations"; operation: LedgerEntry; isStuck: boolean }
  | { source: "tasks"; task: SeenTask }
  | { source: "staff"; event: AuditEntry }
  | { source: "views"; view: ViewEntry }
);

/** What the panel keeps of the things that rows name, by number. */
export interface KeptNames {
  customers: KeptCustomers;
  hosts: Map<string, string>;
}

interface CellProps {
  row: Happened;
}

/** `href`: its details. */
export function What({ row, href }: CellProps & { href: string | null }) {
  const { mark, name, about, said, data } = useWhatOf(row);
  return (
    <span className="flex min-w-0 items-center gap-3" {...data}>
      <span className="grid w-4 shrink-0 place-items-center max-md:absolute max-md:inset-y-0 max-md:left-4">
        {mark}
      </span>
      <span className="truncate">
        {href === null ? (
          <span className="font-medium">{name}</span>
        ) : (
          <RowLink href={href} stay>
            {name}
          </RowLink>
        )}
        {[about, said].map((text) =>
          text ? (
            <span key={text} className="text-ink-3">
              {" · "}
              {text}
            </span>
          ) : null,
        )}
      </span>
    </span>
  );
}

interface WhatIs {
  mark: ReactNode;
  name: string;
  about?: string | null;
  /** What came of it, where it isn't simply done. */
  said?: string | null;
  data?: Record<`data-${string}`, string>;
}

function useWhatOf(row: Happened): WhatIs {
  const operation = useOperationWhat();
  const event = useEventWhat();
  const task = useTaskWhat();
  const w = useTranslations("words");
  const t = useTranslations("audit");
  switch (row.source) {
    case "operations":
      return operation(row.operation, row.isStuck);
    case "staff":
      return event(row.event);
    case "tasks":
      return task(row.task);
    case "views":
      return {
        mark: row.view.endedAt ? <Quiet icon="eye" /> : <StateDot sign="working" />,
        name: t("viewed"),
        about: row.view.reason,
        said: row.view.endedAt ? null : w("inProgress"),
      };
  }
}

const Quiet = ({ icon }: { icon: Parameters<typeof Icon>[0]["name"] }) => (
  <Icon name={icon} size={14} className="text-ink-3" />
);

function useOperationWhat() {
  const t = useTranslations("fleet-operations");
  const causes = useTranslations("activity.cause");
  const kinds = useTranslations("operations.kind");
  const word = useOutcomeWord();
  const note = useNotSentNote();
  const about = useAbout();
  return ({ operation, cause }: LedgerEntry, isStuck: boolean): WhatIs => {
    const { kind, outcome, refusal } = operation;
    const why = refusal ? t("said", { text: refusal }) : (note(operation) ?? (cause && causes(cause)));
    const came = isStuck ? t("stuck") : outcome === "done" ? null : word(operation);
    return {
      mark: <StateDot sign={isStuck ? "failed" : signOfOperation(operation)} />,
      name: kinds(kind),
      about: kind === ORDER_KIND ? null : about(operation),
      said: [came, why].filter(Boolean).join(" · "),
      data: { "data-outcome": outcome },
    };
  };
}

/** A code that is no outcome of the ledger is why it was refused. */
export const signOfEvent = ({ outcome }: Pick<AuditEntry, "outcome">): Sign =>
  signOfOutcome(OPERATION_OUTCOMES.find((known) => known === outcome) ?? "refused");

function useEventWhat() {
  const action = useAuditAction();
  const subject = useAuditSubject();
  const outcome = useAuditOutcome();
  return (event: AuditEntry): WhatIs => ({
    mark:
      event.outcome === "done" && !event.operation ? (
        <Quiet icon={iconOf(event)} />
      ) : (
        <StateDot sign={signOfEvent(event)} />
      ),
    name: action(event.action),
    about: subject(event),
    said: event.outcome === "done" ? null : outcome(event),
    data: { "data-action": event.action },
  });
}

function useTaskWhat() {
  const w = useTranslations("words");
  const t = useTranslations("fleet-operations");
  const { type, status, doing } = useTaskWords();
  return (task: SeenTask): WhatIs => ({
    mark: <StateDot sign={signOfTask(task)} />,
    name: type(task),
    about: task.isFailed ? null : doing(task),
    said: [
      task.isFailed ? w("failed") : task.state ? status(task) : null,
      task.message && t("said", { text: task.message }),
    ]
      .filter(Boolean)
      .join(" · "),
  });
}

export const signOfTask = (task: SeenTask): Sign =>
  task.isFailed ? "failed" : task.state ? "working" : task.status === null ? "unknown" : "done";

interface About {
  host: { id: string; name: string | null } | null;
  /** Where the panel doesn't know which host has this name. */
  hostText?: string | null;
  customer: string | null;
  customerName?: string | null;
}

export function aboutOf(row: Happened, { hosts }: Pick<KeptNames, "hosts">): About {
  switch (row.source) {
    case "operations": {
      const { vmId, hostName, owner } = row.operation;
      return {
        host: vmId === null ? null : { id: vmId, name: hostName },
        hostText: hostName,
        customer: owner,
      };
    }
    case "staff": {
      const { vmId, userId } = row.event;
      return { host: vmId === null ? null : { id: vmId, name: hosts.get(vmId) ?? null }, customer: userId };
    }
    case "tasks": {
      const { vmId, hostName, owner } = row.task;
      return {
        host: vmId === null ? null : { id: vmId, name: hostName },
        hostText: hostName,
        customer: owner,
      };
    }
    case "views":
      return { host: null, customer: row.view.userId, customerName: row.view.customerName };
  }
}

export const AboutHost = ({ about: { host, hostText } }: { about: About }) =>
  host ? <HostLink vmId={host.id} name={host.name} /> : (hostText ?? null);

export const AboutCustomer = ({ about, names: { customers } }: { about: About; names: KeptNames }) =>
  about.customer === null ? null : (
    <CustomerLink userId={about.customer} name={keptName(customers, about.customer) || about.customerName} />
  );

/** Who asked for it, and as what where it wasn't the customer. */
export function By({ row }: CellProps) {
  const t = useTranslations("fleet-operations");
  const w = useTranslations("words");
  const roles = useTranslations("words.roles");
  const said = (name: string, ...as: (string | false | null)[]) => (
    <span className="text-ink-2">
      {name}
      {as.filter(Boolean).map((one) => (
        <small key={String(one)}> · {one}</small>
      ))}
    </span>
  );
  const roleOf = (role: string) => (roles.has(role as "admin") ? roles(role as "admin") : role);
  switch (row.source) {
    case "operations": {
      const { actorName, actorRole, viewing, cause } = row.operation;
      return said(
        actorName,
        viewing ? w("viewingAsCustomer") : actorRole !== "customer" && roleOf(actorRole),
        cause && t("actor.opener"),
      );
    }
    case "staff": {
      const { actorName, actorRole, viewing } = row.event;
      return said(
        actorName,
        viewing ? w("viewingAsCustomer") : actorRole !== "customer" && roleOf(actorRole),
      );
    }
    case "tasks":
      return row.task.id === null ? null : said(t("tasks.numbered", { id: row.task.id }));
    case "views":
      return said(row.view.staffName, roleOf(row.view.staffRole));
  }
}

const startOf = (row: Happened): string | null => {
  switch (row.source) {
    case "operations":
      return row.operation.operation.startedAt;
    case "staff":
      return row.event.at;
    case "tasks":
      return row.task.startedAt?.toISOString() ?? null;
    case "views":
      return row.view.startedAt;
  }
};

export function Started({ row, zone }: CellProps & { zone: string | null }) {
  const iso = startOf(row);
  return <span className="text-ink-2">{iso === null ? null : <OwnTime iso={iso} zone={zone} brief />}</span>;
}

/** How long it took, or has taken so far; RStack says of no task when it ended. */
export function Took({ row }: CellProps) {
  const took = useTook();
  const now = useNow().toISOString();
  const start = startOf(row);
  const until = endOf(row, now);
  return <span className="text-ink-2">{start && until && start < until ? took(start, until) : null}</span>;
}

function endOf(row: Happened, now: string): string | null {
  switch (row.source) {
    case "operations": {
      const { outcome, endedAt } = row.operation.operation;
      return isInProgress(outcome) ? now : endedAt;
    }
    case "staff":
      return row.event.operation && /^(open|checking)$/.test(row.event.outcome) ? now : row.event.endedAt;
    case "tasks":
      return row.task.state === "in-progress" ? now : null;
    case "views":
      return row.view.endedAt ?? now;
  }
}
