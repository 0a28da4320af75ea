import type { OperationKind } from "@/lib/operations/command-rules";
import "server-only";
import { and, desc, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { operations, tenancies } from "@/lib/db/schema";
import { hostStateOf } from "@/lib/hosts/host-state";
import { stateOfRow } from "@/lib/hosts/host-view-of";
import { findHost, type OwnedHost } from "@/lib/hosts/owned-host";
import { recordState } from "@/lib/hosts/record-state";
import { master } from "@/lib/master";
import type { HostState } from "@/lib/operations/host-states";
import type { OperationView } from "@/lib/operations/operation-view";
import { operationViewOf } from "@/lib/operations/present";
import type { HostStateReply } from "@/lib/rstack/host-replies";
import { parseRowId, parseVmId } from "@/lib/rstack/ids";
import type { CallOptions } from "@/lib/rstack/master-client";
import type { Outcome } from "@/lib/rstack/outcome";
import type { HostSettings } from "@/lib/rstack/provider-rows";

export interface StaffHostPage {
  owned: OwnedHost;
  name: string;
  state: HostState;
  /** When the state was read; null where it never was. */
  stateAt: Date | null;
  /** As the master has it now; `value` null where it lists the host not at all or twice. */
  settings: Outcome<HostSettings | null>;
  /** What the host has and could get; null where the master doesn't say. */
  addresses: { ipv4: string[]; ipv6: string[] } | null;
  last: OperationView | null;
  /** What RStack is doing to the host, or did last, by its own codes; null where `vm_state` tells none. */
  task: NonNullable<HostStateReply["details"]>["task"] | null;
}

const OPTIONS: CallOptions = { priority: "open-host" };

/**
 * All that staff see of a host; null where there is none, `not-asked` where the panel doesn't know it and the master is
 * silent. Three questions to the master, at once.
 */
export async function staffHostPage(
  viewer: Viewer,
  idText: string,
): Promise<StaffHostPage | null | "not-asked"> {
  const owned = await findHost(viewer, idText);
  if (owned === null || owned === "not-asked") {
    return owned;
  }
  const at = new Date();
  const [told, settings, free, last] = await Promise.all([
    master().readState(owned.vmId, OPTIONS),
    master().readHostSettings(owned.vmId, OPTIONS),
    master().freeAddresses({ vmId: owned.vmId, nodeId: parseRowId(owned.row.nodeId) }, {}, OPTIONS),
    lastOperationOf(owned.vmId, viewer),
  ]);
  if (told.ok) {
    await recordState(owned.vmId, told.value, at);
  }
  const listed = free.ok ? [...new Set(free.value.map(({ address }) => address))] : null;
  return {
    owned,
    name: owned.row.name ?? owned.vmId,
    state: told.ok ? hostStateOf({ word: told.value.word, status: owned.row.status }) : stateOfRow(owned.row),
    stateAt: told.ok ? at : owned.row.stateAt,
    settings,
    addresses: listed && {
      ipv4: listed.filter((ip) => !ip.includes(":")),
      ipv6: listed.filter((ip) => ip.includes(":")),
    },
    last,
    task: told.ok ? (told.value.details?.task ?? null) : null,
  };
}

/** What ended longer ago is looked up in the host's activity. */
const FRESH = sql`now() - interval '10 minutes'`;

/** The newest of a host that goes or ended just now, whoever had it then; for staff alone. */
export async function lastOperationOf(
  idText: string,
  viewer: Viewer,
  kind?: OperationKind,
): Promise<OperationView | null> {
  const vmId = parseVmId(idText);
  if (!vmId) {
    return null;
  }
  const [row] = await database()
    .select({ operation: operations })
    .from(operations)
    .innerJoin(tenancies, eq(tenancies.id, operations.tenancyId))
    .where(
      and(
        eq(tenancies.vmId, vmId),
        kind ? eq(operations.kind, kind) : undefined,
        or(isNull(operations.endedAt), gt(operations.endedAt, FRESH)),
      ),
    )
    .orderBy(desc(operations.startedAt))
    .limit(1);
  return row ? operationViewOf(row.operation, viewer) : null;
}
