import type { JournalEffect } from "../../lib/simulator/control/types";
import type { CheckedRow, Evidence, Violation } from "./check";

const [MADE, RESTORED] = ["create-snapshot", "restore-snapshot"];

const violation = (text: string, shown: unknown[]): Violation => ({ class: "unsafe restore", text, shown });

/** The row that made the safety snapshot of this one's undo point, as it was seen to be finished. */
const safetyOf = (row: CheckedRow, rows: readonly CheckedRow[]): CheckedRow | undefined =>
  rows.find(
    ({ kind, outcome, params }) => kind === MADE && outcome === "done" && params.undo === row.params.undo,
  );

/**
 * A restore that a safety snapshot was asked for before is sent only once that one is seen to be there; and who restores a
 * safety snapshot has on the disks what was there when it was made.
 */
export function unsafeRestores({
  rows,
  journal: { effects },
}: Pick<Evidence, "rows" | "journal">): Violation[] {
  const made = effects.filter(({ kind }) => kind === MADE);
  const madeAs = (effect: JournalEffect) =>
    made.findLast(
      ({ n, vmid, detail }) => n < effect.n && vmid === effect.vmid && detail.name === effect.detail.name,
    );
  return [
    ...rows
      .filter(
        ({ kind, params, sentAt }) => kind === RESTORED && typeof params.undo === "string" && sentAt !== null,
      )
      .flatMap((row) => {
        const safety = safetyOf(row, rows);
        const isThere =
          safety?.params.snapshotName === row.params.safety && (safety?.endedAt ?? 0) <= (row.sentAt ?? 0);
        return safety && isThere
          ? []
          : [violation("sent before its safety snapshot was there", [row, safety])];
      }),
    ...effects
      .filter((effect) => effect.kind === RESTORED && madeAs(effect) !== undefined)
      .filter((effect) => effect.detail.disks !== madeAs(effect)?.detail.disks)
      .map((effect) => violation("another state came back than was kept", [effect, madeAs(effect)])),
  ];
}

/** How many restores took a safety snapshot first, and how many of those were undone from it. */
export function countUndone(rows: readonly CheckedRow[]): { safe: number; undone: number } {
  const done = rows.filter(({ kind, outcome }) => kind === RESTORED && outcome === "done");
  const safe = done.filter(({ params }) => typeof params.undo === "string");
  const undone = safe.filter(({ vmid, startedAt, params: { safety } }) =>
    done.some((row) => row.vmid === vmid && row.startedAt > startedAt && row.params.snapshotName === safety),
  );
  return { safe: safe.length, undone: undone.length };
}
