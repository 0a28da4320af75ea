import type { OperationKind } from "@/lib/operations/command-rules";
import "server-only";
import { and, desc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { cache } from "react";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { operations, tenancies } from "@/lib/db/schema";
import { askAboutHost, isAnswer } from "@/lib/hosts/host-answers";
import { readNetwork } from "@/lib/hosts/network/read-network";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { recordState } from "@/lib/hosts/record-state";
import { snapshotsViewOf } from "@/lib/hosts/snapshots/show-snapshots";
import { master } from "@/lib/master";
import type { OperationView } from "@/lib/operations/operation-view";
import { operationViewOf } from "@/lib/operations/present";
import { parseRowId, parseVmId, type VmId } from "@/lib/rstack/ids";
import type { CallOptions, HostStateReply } from "@/lib/rstack/master-client";
import type { Outcome } from "@/lib/rstack/outcome";
import type { PoolAddress } from "@/lib/rstack/provider-rows";
import { askForList } from "../kept-lists";

const OPTIONS: CallOptions = { priority: "open-host" };

/** As the master has it, or had it a moment ago; `value` null where it lists the host not at all or twice. */
export const readSettings = cache((owned: OwnedHost) =>
  askAboutHost(owned, "settings", () => master().readHostSettings(owned.vmId, OPTIONS), isAnswer),
);

type Told = NonNullable<HostStateReply["details"]>;
/** `backup`: `backuptask`, of which the vendor says no more than the name. */
export type HostTask = Told["task"] & { backup: Told["backupTask"] };

/** What RStack is doing to the host, or did last, by its own codes; null where `vm_state` tells none. */
export async function readTask(owned: OwnedHost): Promise<HostTask | null> {
  const told = await askAboutHost(owned, "task", () => readState(owned.vmId), isOver);
  const details = told.ok ? told.value.details : null;
  return details && { ...details.task, backup: details.backupTask };
}

async function readState(vmId: VmId) {
  const at = new Date();
  const told = await master().readState(vmId, OPTIONS);
  if (told.ok) {
    await recordState(vmId, told.value, at);
  }
  return told;
}

const DONE = "3";
/** What RStack does to it now is asked for each time. */
const isOver = (told: Outcome<HostStateReply>): boolean =>
  told.ok && (told.value.details?.task?.status ?? DONE) === DONE;

export interface AddressOffer {
  ipv4: string[];
  ipv6: string[];
  /** How many of them no host has. */
  free: { ipv4: number; privateIpv4: number; ipv6: number };
}

/** What the host has and could get; null where the master doesn't say. */
export async function readAddressOffer(owned: OwnedHost): Promise<AddressOffer | null> {
  const of = { vmId: owned.vmId, nodeId: parseRowId(owned.row.nodeId) };
  const free = await askForList("free addresses", of, () => master().freeAddresses(of, {}, OPTIONS));
  if (!free.ok) {
    return null;
  }
  const listed = [...new Map(free.value.map((row) => [row.address, row])).values()];
  const own = new Set([owned.row.ipv4, owned.row.ipv6, ...owned.row.additionalIps]);
  const count = (kind: PoolAddress["kind"]) =>
    listed.filter((row) => row.kind === kind && row.vmId === null && !own.has(row.address)).length;
  const ips = listed.map(({ address }) => address);
  return {
    ipv4: ips.filter((ip) => !ip.includes(":")),
    ipv6: ips.filter((ip) => ip.includes(":")),
    free: { ipv4: count("ipv4"), privateIpv4: count("private-ipv4"), ipv6: count("ipv6") },
  };
}

/** How many of each the host has; null where RStack doesn't tell. */
export type HostUse = Record<"snapshots" | "backups" | "ports" | "domains", number | null>;

export async function readUse(owned: OwnedHost): Promise<HostUse> {
  const [{ snapshots, backups }, { reach, ports, domains }] = await Promise.all([
    snapshotsViewOf(owned),
    readNetwork(owned),
  ]);
  // A host with an address of its own has none of either.
  const mapped = (rows: unknown[] | null) => rows?.length ?? (reach === "own" ? 0 : null);
  return {
    snapshots: snapshots.ok ? snapshots.items.length : null,
    backups: backups.ok ? backups.items.length : null,
    ports: mapped(ports.rows),
    domains: mapped(domains.rows),
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
