import type { GuestRole } from "../db/sign-in-schema";
import { OPERATION_KINDS, type OperationKind, rulesOf } from "../operations/command-rules";

export type { GuestRole };
export const GUEST_ROLES: readonly GuestRole[] = ["view", "operate", "manage"];

/** What a guest may do to a host: as its owner let them. */
export interface Granted {
  role: GuestRole;
  mayReinstall: boolean;
}

/** The least role that may ask for it. `ticked`: a manager whom the owner lets erase the system. Null: no guest at all. */
function needOf(kind: OperationKind): Exclude<GuestRole, "view"> | "ticked" | null {
  const { group, destroys, power } = rulesOf(kind);
  switch (group) {
    case "power":
      return power?.by === "force" ? "manage" : "operate";
    case "console":
      return "operate";
    case "snapshots":
      return destroys ? "manage" : "operate";
    case "network":
    case "media":
    case "access":
      return "manage";
    case "reinstall":
      return "ticked";
    case "provider":
      return null;
  }
}

const kindsOf = (...needs: ReturnType<typeof needOf>[]): ReadonlySet<OperationKind> =>
  new Set(OPERATION_KINDS.filter((kind) => needs.includes(needOf(kind))));

/** The commands of each role. */
export const KINDS_OF_ROLE: Readonly<Record<GuestRole, ReadonlySet<OperationKind>>> = {
  view: kindsOf(),
  operate: kindsOf("operate"),
  manage: kindsOf("operate", "manage"),
};
const REINSTALLING = kindsOf("ticked");

/** A command; to see the host; or what the panel keeps of it and does by itself, a manager's. */
export type GuestAct = OperationKind | "view" | "schedules" | "snapshot-notes";

/** Whether a guest with this may ask for it. */
export const mayAsk = ({ role, mayReinstall }: Granted, act: GuestAct): boolean =>
  act === "view" || act === "schedules" || act === "snapshot-notes"
    ? act === "view" || role === "manage"
    : KINDS_OF_ROLE[role].has(act) || (role === "manage" && mayReinstall && REINSTALLING.has(act));

/** Whether the owner, or a guest with this, may ask for all of these. */
export const mayAskAll = (guest: Granted | null | undefined, acts: readonly GuestAct[]): boolean =>
  !guest || acts.every((act) => mayAsk(guest, act));
