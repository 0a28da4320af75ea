import "server-only";
import { and, desc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/lib/db/connection";
import { operations } from "@/lib/db/schema";
import { defineCommand } from "@/lib/hosts/define-command";
import { readOne } from "@/lib/hosts/mirror/read-one";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { master } from "@/lib/master";
import type { BlockReason } from "@/lib/operations/block-reasons";
import { STAFF_KINDS, type StaffKind } from "@/lib/operations/command-rules";
import type { OperationRow } from "@/lib/operations/operation-row";
import type { HostStatusCode } from "@/lib/rstack/provider-inputs";
import { rowLimitMs, verifyRow } from "./row-evidence";

interface StatusRule {
  to: HostStatusCode;
  /** The statuses that already are what is asked for. */
  already: readonly string[];
  /** What it would end unasked, as the host has one status alone. */
  keeps?: Partial<Record<string, BlockReason>>;
  /** The statuses from which it can be; absent: from any. */
  from?: readonly string[];
}

const SUSPENDED = { "-1": "suspended", "-3": "out-of-traffic" } as const;
const FREE = ["2", "-2"];

const STATUS_RULES = {
  "lock-host": { to: "1", already: ["1"], keeps: SUSPENDED },
  "unlock-host": { to: "2", already: FREE, keeps: SUSPENDED, from: ["1"] },
  "suspend-host": { to: "-1", already: ["-1"] },
  "resume-host": { to: "2", already: FREE, keeps: { "1": "locked" }, from: ["-1", "-3"] },
} as const satisfies Partial<Record<StaffKind, StatusRule>>;
export type StatusKind = keyof typeof STATUS_RULES;
export const STATUS_KINDS = Object.keys(STATUS_RULES) as StatusKind[];

/** Locking a suspended host ends the suspension, so it has to be said: `1` in a form, `true` in a program's body. */
const endsSuspension = z
  .union([z.literal("1"), z.boolean()])
  .transform((value) => value === "1" || value === true)
  .meta({ asBoolean: true })
  .optional();
/** Of the one form for all four. */
export const statusFields = { kind: z.enum(STATUS_KINDS), endsSuspension };
const NONE: Record<never, never> = {};
/** Why a program suspends it; kept in the ledger for staff. */
const reason = z.string().trim().max(200).optional();

const whyIn = (input: { reason?: string }) => (input.reason ? { reason: input.reason } : {});

const toStatus = <K extends StatusKind, F extends z.ZodRawShape>(kind: K, fields: F) => {
  const { to, already, keeps = {}, from }: StatusRule = STATUS_RULES[kind];
  return defineCommand(kind, {
    fields,
    limitMs: rowLimitMs,
    begin: ({ input }) => ({
      ok: true,
      value: (input as { endsSuspension?: boolean }).endsSuspension === true,
      params: { changes: { status: to }, ...whyIn(input) },
    }),
    prepare: async ({ owned: { vmId }, options }, mayEnd) => {
      const read = await master().readHostSettings(vmId, options);
      if (!read.ok) {
        return { ok: false, why: read.fault };
      }
      const status = read.value?.row.status ?? null;
      const kept = mayEnd || status === null ? undefined : keeps[status];
      if (kept) {
        return { ok: false, why: kept };
      }
      return status !== null && (already.includes(status) || (from && !from.includes(status)))
        ? { ok: false, why: "nothing-changed" }
        : { ok: true, value: null, notes: { before: { status } } };
    },
    send: ({ owned, options }) => master().updateHost(owned.vmId, { status: to }, options),
    verify: verifyRow,
  });
};

export const statusCommands = {
  "lock-host": toStatus("lock-host", { endsSuspension }),
  "unlock-host": toStatus("unlock-host", NONE),
  "suspend-host": toStatus("suspend-host", { reason }),
  "resume-host": toStatus("resume-host", NONE),
};

/**
 * Whether the host already is what `kind` makes of it, by a row read now, and the operation that made it so. `by` null:
 * RStack or another of its tools did. Null where it isn't so, or nobody can tell: then it has to be asked for.
 */
export async function alreadySo(
  { vmId, tenancyId, owner }: OwnedHost,
  kind: StatusKind,
): Promise<{ by: OperationRow | null } | null> {
  const read = await readOne(vmId, { priority: "command" });
  const { already }: StatusRule = STATUS_RULES[kind];
  if (read.found !== "one" || read.row.owner !== owner || !already.includes(read.row.status ?? "")) {
    return null;
  }
  const goesOn = and(
    eq(operations.vmId, vmId),
    inArray(operations.outcome, ["open", "checking"]),
    inArray(operations.kind, [...STAFF_KINDS]),
  );
  // What staff asked for may be about to change it.
  if ((await database().$count(operations, goesOn)) > 0) {
    return null;
  }
  const [newest] = await database()
    .select()
    .from(operations)
    .where(
      and(
        eq(operations.tenancyId, tenancyId),
        eq(operations.outcome, "done"),
        inArray(operations.kind, STATUS_KINDS),
      ),
    )
    .orderBy(desc(operations.startedAt))
    .limit(1);
  return { by: newest?.kind === kind ? newest : null };
}
