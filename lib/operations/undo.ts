import { type SQL, sql } from "drizzle-orm";
import { OPERATION_KINDS, type OperationKind, rulesOf } from "./command-rules";
import type { OperationRow } from "./operation-row";
import type { OperationView } from "./operation-view";

/** How long what was taken away can be put back by one press. */
export const UNDO_MS = 24 * 60 * 60_000;

const undoOfKind = (kind: string) => {
  const known = OPERATION_KINDS.find((one) => one === kind);
  return known && rulesOf(known).undo;
};

/** The command that puts back what this one took away, for a day from its end; nothing where it isn't known what that was. */
export function undoOf(
  { kind, outcome, params, endedAt }: Pick<OperationRow, "kind" | "outcome" | "params" | "endedAt">,
  now: Date,
): Pick<OperationView, "undo"> {
  const undo = undoOfKind(kind);
  const isOver = endedAt === null || now.getTime() - endedAt.getTime() >= UNDO_MS;
  if (!undo || outcome !== "done" || isOver) {
    return {};
  }
  const kept = (params ?? {}) as Record<string, unknown>;
  const fields = Object.entries(undo.fields).map(([field, param]) => [field, kept[param]] as const);
  return fields.every(([, value]) => typeof value === "number" || (typeof value === "string" && value !== ""))
    ? {
        undo: {
          kind: undo.kind,
          fields: Object.fromEntries(fields.map(([name, value]) => [name, String(value)])),
        },
      }
    : {};
}

/**
 * Whether a later operation put it back already, or took away what it was put back into. For a query of `operations`, whose
 * rows are each compared with those that began after it.
 */
export const isUndone = (): SQL<boolean> => {
  const cases = OPERATION_KINDS.flatMap((kind) => {
    const { undo, about, sameEffect } = rulesOf(kind);
    return undo ? [caseOf(kind, undo, about !== undefined, sameEffect)] : [];
  });
  return sql<boolean>`exists (select 1 from operations later where later.tenancy_id = operations.tenancy_id
    and later.started_at > operations.started_at and later.outcome not in ('not-sent', 'refused')
    and (${sql.join(cases, sql` or `)}))`;
};

/** `isNamed`: a host has several of what it takes away, so that it counts which came back. */
function caseOf(
  kind: OperationKind,
  undo: NonNullable<ReturnType<typeof undoOfKind>>,
  isNamed: boolean,
  sameEffect: readonly OperationKind[],
): SQL {
  const { about } = rulesOf(undo.kind);
  const same = isNamed && about ? sql`later.params ->> ${about} = operations.params ->> ${about}` : sql`true`;
  const ending = sameEffect.filter((one) => rulesOf(one).destroys === true);
  return sql`(operations.kind = ${kind} and ((later.kind = ${undo.kind} and ${same})
    or later.kind in (${sql.join(
      ending.map((one) => sql`${one}`),
      sql`, `,
    )})))`;
}
