import type { IconName } from "@/components/ui/icon";
import { isForce, type PowerKind } from "@/lib/operations/command-rules";
import type { HostState } from "@/lib/operations/host-states";

/** In the order of keys and menus. What takes a host from the people who use it asks first; `key` opens the question. */
export const POWER_LOOKS = {
  start: { icon: "start", asks: false },
  restart: { icon: "again", asks: true, key: "R" },
  stop: { icon: "stop", asks: true, key: "S" },
  "force-restart": { icon: "bolt", asks: true },
  "force-stop": { icon: "stop", asks: true },
} as const satisfies Record<PowerKind, { icon: IconName; asks: boolean; key?: string }>;

/** What is offered while the system in the host doesn't react. */
export const WAY_OUT: AskedKind = "force-stop";

type Looks = typeof POWER_LOOKS;
export type AskedKind = { [K in PowerKind]: Looks[K]["asks"] extends true ? K : never }[PowerKind];
export const asksFirst = (kind: PowerKind): kind is AskedKind => POWER_LOOKS[kind].asks;

const KINDS = Object.keys(POWER_LOOKS) as PowerKind[];
export const ASKED_KINDS = KINDS.filter(asksFirst);
/** Each has a key of its own; those by force are behind one more step. */
export const EVERYDAY_KINDS = KINDS.filter((kind) => !isForce(kind));
export const FORCE_KINDS = ASKED_KINDS.filter(isForce);

/** Power that a host in this state has buttons for, also while they can't be pressed. */
export const USUAL_KINDS: Partial<Record<HostState, readonly PowerKind[]>> = {
  running: ["restart", "stop"],
  "over-traffic": ["restart", "stop"],
  off: ["start"],
  paused: ["start"],
  saved: ["start"],
};

/** The id of the dialog that asks. */
export const questionId = (vmId: string, kind: AskedKind): string => `ask-${kind}-${vmId}`;

/** The key that opens its question, pressed alone. */
export const keyOf = (kind: PowerKind): string | undefined => {
  const look = POWER_LOOKS[kind];
  return "key" in look ? look.key : undefined;
};
