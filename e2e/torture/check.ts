import type { JournalCall, JournalEffect, JournalView } from "../../lib/simulator/control/types";
import { commandKinds, isCommandOf, isRelated, newOwnerOf } from "./effects";
import { foreignCommands } from "./foreign-owner";
import type { CheckedRight } from "./guests";
import { unsafeRestores } from "./safety";
import { foreignOnStreams, vanishedHosts } from "./seen-hosts";

/** A row of the ledger, and whose host it was asked for. Times are milliseconds since 1970. */
export interface CheckedRow {
  id: string;
  vmid: string;
  kind: string;
  outcome: string;
  /** The customer of the tenancy that the row hangs on. */
  owner: string;
  /** The customer of the account that asked; null for staff. */
  askedBy: string | null;
  params: Record<string, unknown>;
  evidence: Record<string, unknown> | null;
  startedAt: number;
  sentAt: number | null;
  acceptedAt: number | null;
  endedAt: number | null;
}

/** What an instance told a customer over HTTP. */
export interface Acknowledgement {
  /** Null where no form was answered: an event stream told of it. */
  formKey: string | null;
  operationId: string;
  outcome: string;
  at: number;
}

/** `n` is a number of the journal: what has a lower one happened before. */
export interface Move {
  n: number;
  at: number;
  vmid: string;
  from: string;
  to: string;
  /** Made by the run itself, as by the provider's other tools; else by a command of staff. */
  isOfRun: boolean;
}

/** A list of hosts as a customer saw it. */
export interface SeenList {
  at: number;
  userid: string;
  vmids: readonly string[];
}

/** What a customer was answered who opened a host. */
export interface SeenHost {
  at: number;
  userid: string;
  vmid: string;
  status: number;
}

export interface Evidence {
  journal: Pick<JournalView, "calls" | "effects">;
  rows: readonly CheckedRow[];
  /** Who was let in as a guest, by whom and when. */
  rights: readonly CheckedRight[];
  acknowledgements: readonly Acknowledgement[];
  /** Who had each host when the run began. */
  firstOwners: ReadonlyMap<string, string>;
  moves: readonly Move[];
  seenLists: readonly SeenList[];
  seenHosts: readonly SeenHost[];
  /** Hosts that event streams told of. */
  seenOnStreams: readonly SeenHost[];
  /** Hosts that the master itself left out of lists with other hosts in them. */
  leftOutByMaster: ReadonlySet<string>;
  /** How long after `sentAt` a command may still arrive: a paused process and the call's own time limit. */
  lateMs: number;
}

export const CLASSES = [
  "doubled",
  "lost",
  "false done",
  "false refusal",
  "effect without a row",
  "foreign owner",
  "open for ever",
  "vanished host",
  "unsafe restore",
] as const;
type Class = (typeof CLASSES)[number];

export interface Violation {
  class: Class;
  text: string;
  /** What shows it: rows, effects, calls. */
  shown: unknown[];
}

/** Holds the ledger and what customers were told against the master's journal. Empty where all is true. */
export function check(evidence: Evidence): Violation[] {
  const { rowOfCall, callOfRow, violations } = match(evidence);
  const effects = new Map(
    evidence.journal.effects.map((effect) => [rowOfCall.get(effect.call)?.id ?? "", effect]),
  );
  return [
    ...violations,
    ...evidence.rows
      .filter((row) => !isBelieved(row, callOfRow.get(row.id)) && !wasHandedOverBesides(row, evidence))
      .flatMap((row) => outcomeViolations(row, effects.get(row.id), evidence)),
    ...acknowledgementViolations(evidence),
    ...foreignCommands(evidence, rowOfCall),
    ...vanishedHosts(evidence),
    ...foreignOnStreams(evidence),
    ...unsafeRestores(evidence),
  ];
}

/** Gives each command that reached the master the row that sent it: the newest that fits and has none yet. */
function match({ journal, rows, lateMs }: Evidence) {
  const rowOfCall = new Map<number, CheckedRow>();
  const callOfRow = new Map<string, JournalCall>();
  const violations: Violation[] = [];
  for (const call of journal.calls.filter((one) => commandKinds(one).length > 0)) {
    const fitting = rows
      .filter((row) => isCommandOf(row, call) && wasOnItsWay(row, call.at, lateMs))
      .sort((a, b) => (b.sentAt ?? 0) - (a.sentAt ?? 0));
    const free = fitting.find((row) => !callOfRow.has(row.id));
    const effects = journal.effects.filter((effect) => effect.call === call.n);
    if (free) {
      rowOfCall.set(call.n, free);
      callOfRow.set(free.id, call);
    } else if (fitting.length > 0) {
      const others = fitting.map((row) => callOfRow.get(row.id));
      const shown = [call, ...effects, ...fitting, ...others];
      violations.push({ class: "doubled", text: "two commands of one row", shown });
    } else {
      violations.push({ class: "effect without a row", text: "no row sent this", shown: [call, ...effects] });
    }
  }
  return { rowOfCall, callOfRow, violations };
}

const wasOnItsWay = ({ sentAt, acceptedAt }: CheckedRow, arrivedAt: number, lateMs: number): boolean =>
  sentAt !== null && sentAt <= arrivedAt && arrivedAt <= (acceptedAt ?? sentAt + lateMs);

function outcomeViolations(
  row: CheckedRow,
  effect: JournalEffect | undefined,
  evidence: Evidence,
): Violation[] {
  const shown = effect ? [row, effect] : [row];
  const violation = (of: Class, text: string): Violation[] => [{ class: of, text, shown }];
  switch (row.outcome) {
    case "open":
    case "checking":
      return violation("open for ever", `still ${row.outcome} when everything had healed`);
    case "done":
      return isClosedConsole(row, evidence) ? [] : doneViolations(row, effect, violation);
    case "superseded":
      return row.acceptedAt === null
        ? violation("lost", "another took its place before the master had accepted it")
        : [];
    case "not-sent":
      return effect ? violation("false refusal", "said not to be sent, and done") : [];
    case "refused":
      return effect && isCorrectable(row, evidence)
        ? violation("false refusal", "said to be refused, done, and never corrected")
        : [];
    default:
      return [];
  }
}

/** Nothing shows of a restart but the master's `0`: where that is a lie, the panel can't know. */
const isBelieved = ({ kind, outcome }: CheckedRow, call: JournalCall | undefined): boolean =>
  ["restart", "force-restart"].includes(kind) &&
  outcome === "done" &&
  call?.answer.status === 200 &&
  call.answer.body.trim() === "0";

/** What a hand-over shows may be another's, to the same customer, at the same time. */
const wasHandedOverBesides = ({ kind, vmid, params, startedAt, endedAt }: CheckedRow, { moves }: Evidence) =>
  kind === "transfer-host" &&
  moves.some(
    (move) =>
      move.vmid === vmid &&
      move.to === newOwnerOf(params) &&
      move.isOfRun &&
      move.at >= startedAt &&
      move.at <= (endedAt ?? move.at),
  );

/** No console was open when its end was read: that is what was asked for, whatever became of the command. */
const isClosedConsole = ({ kind, vmid, endedAt }: CheckedRow, { journal }: Evidence): boolean =>
  kind === "end-console" &&
  journal.effects.findLast(
    (effect) =>
      effect.vmid === vmid && effect.kind.startsWith("console-") && effect.at <= (endedAt ?? effect.at),
  )?.kind !== "console-enable";

function doneViolations(
  row: CheckedRow,
  effect: JournalEffect | undefined,
  violation: (of: Class, text: string) => Violation[],
): Violation[] {
  if (!effect) return violation("false done", "nothing of the kind happened");
  // A corrected refusal keeps the time at which it was told.
  if (row.endedAt !== null && effect.at > row.endedAt && row.evidence?.despiteRefusal !== true) {
    return violation("false done", "called done before it happened");
  }
  const { snapshotName } = row.params;
  return row.kind === "create-snapshot" && snapshotName !== undefined && snapshotName !== effect.detail.name
    ? violation("false done", `names ${snapshotName}, which is not what was made`)
    : [];
}

/** Nothing shows of these whether they were done; and what was sent later may be what shows. */
const UNSEEN = ["restart", "force-restart", "open-console", "end-console"];

function isCorrectable(row: CheckedRow, { rows }: Evidence): boolean {
  const isLater = (other: CheckedRow) =>
    other.vmid === row.vmid &&
    other.sentAt !== null &&
    other.startedAt > row.startedAt &&
    isRelated(row.kind, other.kind);
  return !UNSEEN.includes(row.kind) && !rows.some(isLater);
}

function acknowledgementViolations({ acknowledgements, rows }: Evidence): Violation[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byForm = new Map<string, Acknowledgement>();
  const found: Violation[] = [];
  for (const one of acknowledgements) {
    const row = byId.get(one.operationId);
    const first = one.formKey === null ? undefined : byForm.get(one.formKey);
    if (one.formKey !== null) byForm.set(one.formKey, first ?? one);
    if (first && first.operationId !== one.operationId) {
      found.push({ class: "doubled", text: "one form made two operations", shown: [first, one] });
    }
    if (!row) {
      found.push({ class: "lost", text: "told to a customer, and not in the ledger", shown: [one] });
    } else if (ENDS.includes(one.outcome) && !mayBecome(one.outcome, row.outcome)) {
      found.push({ class: "lost", text: `told as ${one.outcome}, now ${row.outcome}`, shown: [one, row] });
    }
  }
  return found;
}

const ENDS = ["done", "refused", "not-sent", "failed", "unconfirmed", "superseded"];

/** The first ending stands; only a refusal that was wrong is corrected. */
const mayBecome = (told: string, now: string): boolean =>
  told === now || (told === "refused" && now === "done");
