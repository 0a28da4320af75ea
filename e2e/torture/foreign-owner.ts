import type { JournalCall } from "../../lib/simulator/control/types";
import type { CheckedRow, Evidence, Move, Violation } from "./check";
import { wasLetIn } from "./guests";

/**
 * Commands that reached a host while it was another customer's. Excepted is a move between the answer to the last owner
 * check and the command's arrival: over HTTP nothing can exclude it. Calls of an operation are told from others by their
 * language: the customers of a run who act have Chinese, and nobody else has.
 */
export function foreignCommands(evidence: Evidence, rowOfCall: ReadonlyMap<number, CheckedRow>): Violation[] {
  const { rows, journal, moves, rights } = evidence;
  const ofOperations = journal.calls.filter(({ envelope }) => envelope.language === "chinese");
  const foreign = ofOperations.flatMap((command): Violation[] => {
    const row = rowOfCall.get(command.n);
    const owner = ownerAt(evidence, command);
    if (!row || isOwnEnd(row) || owner === undefined || owner === row.owner) return [];
    const move = moves.findLast(({ vmid, n }) => vmid === command.vmid && n < command.n);
    const before = ofOperations.filter(({ vmid, n }) => vmid === command.vmid && n < command.n);
    if (move && isExcepted(command, move, before)) return [];
    const text = `sent for ${row.owner} while the host was ${owner}'s`;
    const shown = [row, command, move, ...before.slice(-6)];
    return [{ class: "foreign owner", text, shown }];
  });
  const strangers = rows.filter(
    (row) => row.askedBy !== null && row.askedBy !== row.owner && !wasLetIn(row, rights),
  );
  return [
    ...foreign,
    ...strangers.map((row) => {
      const text = `${row.askedBy} asked for it at a host of ${row.owner}`;
      return { class: "foreign owner" as const, text, shown: [row] };
    }),
  ];
}

/** An owner check before the move, and nothing awaited after it but another one. */
function isExcepted(command: JournalCall, move: Move, before: readonly JournalCall[]): boolean {
  const isOwnerCheck = (call: JournalCall) => call.action === "hyper" && call.params.id === command.vmid;
  const mayBeOthers = (call: JournalCall) => call.action === "vm_console" && command.action !== "vm_console";
  const lastAwaited = before.findLast((call) => !isOwnerCheck(call) && !mayBeOthers(call))?.n ?? 0;
  return before.some((call) => isOwnerCheck(call) && call.n < move.n && call.n > lastAwaited);
}

/** The panel ends the console of a customer who lost the host: that is for whoever has it now. */
const isOwnEnd = ({ kind, params }: CheckedRow): boolean =>
  kind === "end-console" && params.cause !== undefined;

function ownerAt({ firstOwners, moves }: Evidence, { vmid, n }: JournalCall): string | undefined {
  const move = moves.findLast((one) => one.vmid === vmid && one.n < n);
  return move?.to ?? (vmid === null ? undefined : firstOwners.get(vmid));
}
