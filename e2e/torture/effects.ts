import type { JournalCall } from "../../lib/simulator/control/types";
import { ALL_KINDS, KINDS } from "../support/outcomes-kinds";
import type { CheckedRow } from "./check";

/** Which parameter of a row, and which of its command, say what both are about. */
const SUBJECTS: Record<string, readonly [ofRow: string, ofCommand: string]> = {
  "restore-snapshot": ["snapshotName", "snapshotname"],
  "delete-snapshot": ["snapshotName", "snapshotname"],
  "mount-medium": ["mediumId", "cdid"],
  "add-port": ["insidePort", "privateport"],
  "remove-port": ["mappingId", "portid"],
  "bind-domain": ["domain", "domainname"],
  "unbind-domain": ["mappingId", "domainid"],
};
/** As the master takes it for an empty drive. */
const NO_MEDIUM = "-1";

/** Whether a command can be the one that a row sent, by host, kind and what it is about. */
export function isCommandOf({ vmid, kind, params }: CheckedRow, call: JournalCall): boolean {
  if (vmid !== call.vmid || !commandKinds(call).includes(kind)) return false;
  if (kind === "mount-medium" || kind === "eject-medium") {
    if ((call.params.cdid === NO_MEDIUM) !== (kind === "eject-medium")) return false;
  }
  const [ofRow, ofCommand] = SUBJECTS[kind] ?? [];
  const about = ofRow === undefined ? undefined : params[ofRow];
  return about === undefined || about === null || String(about) === call.params[ofCommand ?? ""];
}

/** Kinds that change, or hide, what shows of each other. */
const FAMILIES: readonly (readonly string[])[] = [
  ["start", "stop", "restart", "force-stop", "force-restart", "reinstall", "restore-snapshot"],
  ["create-snapshot", "delete-snapshot", "reinstall"],
  ["mount-medium", "eject-medium"],
  ["add-port", "remove-port", "change-remote-port"],
  ["bind-domain", "unbind-domain"],
];

/** Whether one could have had what the other's effect leaves behind, or have taken it away. */
export const isRelated = (kind: string, other: string): boolean =>
  kind === other || FAMILIES.some((family) => family.includes(kind) && family.includes(other));

/** The kinds of operation that a call can be the command of; none for what is read. */
export const commandKinds = ({ action, params }: JournalCall): string[] =>
  ALL_KINDS.filter((kind) => {
    const { sends } = KINDS[kind];
    const given = Object.entries(sends.params ?? {});
    return sends.action === action && given.every(([name, value]) => params[name] === value);
  });
