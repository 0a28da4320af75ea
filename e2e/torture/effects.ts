import { POWER_KINDS } from "../../lib/operations/command-rules";
import type { JournalCall, JournalEffect } from "../../lib/simulator/control/types";
import { ALL_KINDS, KINDS } from "../outcomes/support/kinds";
import type { CheckedRow, Move } from "./check";

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

/** The status that a command of staff writes to the host's row. Two of them write the same. */
const STAFF_STATUS: Record<string, string> = {
  "lock-host": "1",
  "suspend-host": "-1",
  "unlock-host": "2",
  "resume-host": "2",
};
const TRANSFER = "transfer-host";

/** Whether a command can be the one that a row sent, by host, kind and what it is about. */
export function isCommandOf({ vmid, kind, params }: CheckedRow, call: JournalCall): boolean {
  if (vmid !== call.vmid || !commandKinds(call).includes(kind)) return false;
  if (kind === "mount-medium" || kind === "eject-medium") {
    if ((call.params.cdid === NO_MEDIUM) !== (kind === "eject-medium")) return false;
  }
  if (kind === TRANSFER) return newOwnerOf(params) === call.params.userid;
  const [ofRow, ofCommand] = SUBJECTS[kind] ?? [];
  const about = ofRow === undefined ? undefined : params[ofRow];
  return about === undefined || about === null || String(about) === call.params[ofCommand ?? ""];
}

/** To whom a row of staff hands the host over. */
export function newOwnerOf({ changes }: CheckedRow["params"]): unknown {
  return typeof changes === "object" && changes !== null ? Reflect.get(changes, "owner") : undefined;
}

/** Kinds that change, or hide, what shows of each other. */
const FAMILIES: readonly (readonly string[])[] = [
  [...POWER_KINDS, ...["reinstall", "restore-snapshot"], ...Object.keys(STAFF_STATUS)],
  ["create-snapshot", "delete-snapshot", "reinstall"],
  ["mount-medium", "eject-medium"],
  ["add-port", "remove-port", "change-remote-port"],
  ["bind-domain", "unbind-domain"],
];

/** Whether one could have had what the other's effect leaves behind, or have taken it away. */
export const isRelated = (kind: string, other: string): boolean =>
  kind === other || FAMILIES.some((family) => family.includes(kind) && family.includes(other));

/** The kinds of operation that a call can be the command of; none for what is read. */
export function commandKinds({ action, params }: JournalCall): string[] {
  if (action === "vm_update") {
    const kinds = Object.keys(STAFF_STATUS).filter((kind) => STAFF_STATUS[kind] === params.status);
    return params.userid === undefined ? kinds : [...kinds, TRANSFER];
  }
  return ALL_KINDS.filter((kind) => {
    const { sends } = KINDS[kind];
    const given = Object.entries(sends.params ?? {});
    return sends.action === action && given.every(([name, value]) => params[name] === value);
  });
}

/** The hand-overs that staff's commands made, beside those that the run made itself. In the journal's order. */
export function withHandOvers(
  moves: readonly Move[],
  effects: readonly JournalEffect[],
  firstOwners: ReadonlyMap<string, string>,
): Move[] {
  const made = effects.flatMap(({ n, at, vmid, detail }): Omit<Move, "from">[] =>
    vmid !== null && typeof detail.userid === "string"
      ? [{ n, at, vmid, to: detail.userid, isOfRun: false }]
      : [],
  );
  const owners = new Map(firstOwners);
  return [...moves, ...made]
    .sort((a, b) => a.n - b.n)
    .map((move) => {
      const from = owners.get(move.vmid) ?? "";
      owners.set(move.vmid, move.to);
      return { ...move, from };
    })
    .filter(({ from, to, vmid }) => from !== to && firstOwners.has(vmid));
}
