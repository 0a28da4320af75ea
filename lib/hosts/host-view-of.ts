import type { GuestRight } from "@/lib/accounts/guests/guest-rights";
import { isInProgress, type OperationView } from "@/lib/operations/operation-view";
import { type HostState, isRestricted, needsAttention } from "../operations/host-states";
import { possibleFor } from "./blocked-commands";
import { isInsideAddress } from "./connect/inside-address";
import { cpuLimitOf } from "./cpu-limit/cpu-limit";
import type { HostRecord } from "./host-record";
import { hostStateOf } from "./host-state";
import type { HostView } from "./host-view";
import { billingOf, type KeptBilling } from "./labels/billing";
import type { KeptLabel } from "./labels/label-text";
import { systemOf } from "./system-name";

export const stateOfRow = (row: HostRecord): HostState =>
  hostStateOf({ word: row.stateWord, status: row.status });

const mainOf = (row: HostRecord): string | null => row.ipv4 ?? row.ipv6;

/** It has an inside address alone, and the master has not told yet whether it is behind a shared one. */
export const isUntoldInside = (row: HostRecord): boolean =>
  row.addressesAt === null && !row.publicIp && isInsideAddress(mainOf(row));

/** What is known of a host beside its row. `isProtected`: its owner turned protection on; `maintenance`: its node is under it. */
export interface Beside {
  maintenance: boolean;
  isProtected: boolean;
  billing: KeptBilling | null;
  /** What the newest limit of CPU keeps in the ledger, while it stands; else null. */
  cpuLimit: unknown;
}

/** One row of the mirror, with the label and the newest operation of its tenancy, as a browser may see them. */
export function viewOfRow(
  row: HostRecord,
  label: KeptLabel,
  operation: OperationView | null,
  { maintenance, isProtected, billing, cpuLimit }: Beside,
  right: GuestRight | null = null,
): HostView {
  const state = stateOfRow(row);
  const limit = cpuLimitOf(cpuLimit);
  const inProgress = operation && isInProgress(operation.outcome) ? operation : null;
  const main = mainOf(row);
  const guest = right ? { role: right.role, mayReinstall: right.mayReinstall } : undefined;
  const more = [...new Set([row.ipv6, ...row.additionalIps])].filter((ip) => ip !== null && ip !== main);
  return {
    id: row.vmId,
    name: label.name ?? row.name ?? row.vmId,
    masterName: row.name,
    note: label.note,
    tags: [...label.tags],
    state,
    stateSince: row.stateSince?.toISOString() ?? null,
    stateAsOf: row.stateAt?.toISOString() ?? null,
    system: systemOf(row.imageName, row.osFamily),
    region: row.areaName ?? row.nodeName,
    maintenance,
    protected: isProtected,
    addresses: {
      main,
      untoldInside: isUntoldInside(row),
      told: row.addressesAt !== null,
      more: more.filter((ip): ip is string => ip !== null),
      // A port that led to the host at its last place is no port: it is asked for again when the host is opened.
      shared: row.publicIp
        ? { publicAddress: row.publicIp, publicPort: row.addressesAt === null ? null : row.publicPort }
        : null,
      remotePort: row.remotePort || null,
    },
    traffic: {
      usedGb: row.trafficUsedGb,
      limitGb: row.trafficLimitGb,
      unlimited: row.trafficLimitGb === 0,
      resetAt: row.trafficResetAt?.toISOString() ?? null,
    },
    cpuCores: row.cpuCores,
    memoryMb: row.memoryMb,
    ...(limit && { cpuLimit: limit }),
    possible: possibleFor({ state, protected: isProtected, guest }, inProgress),
    operation,
    ...(right ? { sharedBy: right.ownerName, guest } : billingOf(billing, row)),
  };
}

const QUIET: readonly HostState[] = ["running", "off"];

/** Needs attention, then at work, then running, then off, then the rest; by name within each. */
function rankOf(view: HostView): number {
  if (needsAttention(view.state) || isRestricted(view.state)) {
    return 0;
  }
  if (view.state === "setting-up" || (view.operation && isInProgress(view.operation.outcome))) {
    return 1;
  }
  const quiet = QUIET.indexOf(view.state);
  return quiet === -1 ? 2 + QUIET.length : 2 + quiet;
}

/** Names with numbers in them as people count: web-2 before web-10. */
const byName = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

export function sortViews(views: readonly HostView[]): HostView[] {
  return views
    .map((view) => ({ view, rank: rankOf(view) }))
    .sort(
      (a, b) =>
        a.rank - b.rank || byName.compare(a.view.name, b.view.name) || Number(a.view.id) - Number(b.view.id),
    )
    .map(({ view }) => view);
}
