import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { CONSOLE_KINDS, type OperationKind } from "@/lib/operations/command-rules";

/** What the panel itself does with a host now: a list says that and not the state that was read before. */
export interface WorkUnderWay {
  kind: OperationKind;
  /** ISO 8601. */
  startedAt: string;
}

const CONSOLES = sql.raw(CONSOLE_KINDS.map((kind) => `'${kind}'`).join(", "));

/** For a select; in the words of the index that has one such row for a host at most. */
export const workOf = (vmId: SQL): SQL<[OperationKind, string] | null> =>
  sql`(select json_build_array(o.kind, o.started_at) from operations o where o.vm_id = ${vmId}
    and o.outcome in ('open', 'checking') and o.kind not in (${CONSOLES}))`;

export const workFrom = (told: [OperationKind, string] | null | undefined): WorkUnderWay | null =>
  told ? { kind: told[0], startedAt: new Date(told[1]).toISOString() } : null;
