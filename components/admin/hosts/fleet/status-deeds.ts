import type { IconName } from "@/components/ui/icon";
import { STAFF_BATCH_KINDS, type StaffBatchKind } from "@/lib/operations/batch-kinds";
import type { HostState } from "@/lib/operations/host-states";

interface StatusDeed {
  icon: IconName;
  /** The states that it ends, or those in which there is nothing for it to do here. */
  ends?: readonly HostState[];
  idleIn?: readonly HostState[];
  /** What is unsaved is lost. */
  loses?: true;
}

const LOCKED = ["locked"] as const;
const SUSPENDED = ["suspended", "out-of-traffic"] as const;

const DEEDS: Partial<Record<StaffBatchKind, StatusDeed>> = {
  // It would end the suspension, which the host's own page alone asks.
  "lock-host": { icon: "padlock", idleIn: [...LOCKED, ...SUSPENDED] },
  "unlock-host": { icon: "padlock", ends: LOCKED },
  "suspend-host": { icon: "suspend", idleIn: SUSPENDED, loses: true },
  "resume-host": { icon: "suspend", ends: SUSPENDED },
};

/** Whether it would change a host in this state; null: nobody looked yet, and its list says nothing else. */
export function changesHost(kind: string, state: HostState | null): boolean {
  const { ends, idleIn } = DEEDS[kind as StaffBatchKind] ?? {};
  return ends ? state !== null && ends.includes(state) : state === null || !idleIn?.includes(state);
}

/** Whether something is lost by it; the change of the owner's question says so by itself. */
export const losesData = (kind: string): boolean => DEEDS[kind as StaffBatchKind]?.loses === true;

/** What is offered in a row's menu, in the order of the rules; what has no icon here is the change of the owner. */
export const ROW_DEEDS = STAFF_BATCH_KINDS.toSorted((a, b) => Number(!DEEDS[a]) - Number(!DEEDS[b])).map(
  (kind) => ({ kind, icon: DEEDS[kind]?.icon ?? ("swap" as const) }),
);
