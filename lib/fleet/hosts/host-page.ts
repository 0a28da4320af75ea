import type { OperationKind } from "@/lib/operations/command-rules";
import "server-only";
import { and, desc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { cache } from "react";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { operations, tenancies } from "@/lib/db/schema";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { recordState } from "@/lib/hosts/record-state";
import { master } from "@/lib/master";
import type { OperationView } from "@/lib/operations/operation-view";
import { operationViewOf } from "@/lib/operations/present";
import type { HostStateReply } from "@/lib/rstack/host-replies";
import { parseRowId, parseVmId } from "@/lib/rstack/ids";
import type { CallOptions } from "@/lib/rstack/master-client";

const OPTIONS: CallOptions = { priority: "open-host" };

/** As the master has it now, asked once a request; `value` null where it lists the host not at all or twice. */
export const readSettings = cache((owned: OwnedHost) => master().readHostSettings(owned.vmId, OPTIONS));

/** What RStack is doing to the host, or did last, by its own codes; null where `vm_state` tells none. */
export async function readTask(
  owned: OwnedHost,
): Promise<NonNullable<HostStateReply["details"]>["task"] | null> {
  const at = new Date();
  const told = await master().readState(owned.vmId, OPTIONS);
  if (!told.ok) {
    return null;
  }
  await recordState(owned.vmId, told.value, at);
  return told.value.details?.task ?? null;
}

/** What the host has and could get; null where the master doesn't say. */
export async function readAddressOffer(owned: OwnedHost): Promise<{ ipv4: string[]; ipv6: string[] } | null> {
  const free = await master().freeAddresses(
    { vmId: owned.vmId, nodeId: parseRowId(owned.row.nodeId) },
    {},
    OPTIONS,
  );
  if (!free.ok) {
    return null;
  }
  const listed = [...new Set(free.value.map(({ address }) => address))];
  return {
    ipv4: listed.filter((ip) => !ip.includes(":")),
    ipv6: listed.filter((ip) => ip.includes(":")),
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
