import { describe, expect, test } from "vitest";
import type { JournalCall } from "../../lib/simulator/control/types";
import type { CheckedRow } from "./check";
import { withHandOvers } from "./effects";
import { acknowledged, call, effect, found, OWNER, ownerCheck, row, STRANGER, VMID } from "./true-evidence";

describe("commands of staff", () => {
  const update = (params: Record<string, string>) => call(10, 1_150, { action: "vm_update", params });
  const hasStatus = (status: string) => update({ id: VMID, status });
  const handOver = update({ id: VMID, userid: STRANGER });
  const done = (of: JournalCall) => [effect(11, of, { kind: "update-host", detail: of.params })];
  const ofStaff = (own: Partial<CheckedRow>) => row({ askedBy: null, ...own });
  const transfer = ofStaff({ kind: "transfer-host", params: { changes: { owner: STRANGER } } });

  test.each(["lock-host", "suspend-host"])("finds a %s that is called done and never happened", (kind) => {
    const sent = hasStatus(kind === "lock-host" ? "1" : "-1");
    const calls = [ownerCheck(9, 1_050), sent];
    const rows = [ofStaff({ kind })];
    expect(found({ journal: { calls, effects: done(sent) }, rows })).toEqual([]);
    expect(found({ journal: { calls, effects: [] }, rows })).toEqual(["false done"]);
  });

  test("finds a status or an owner that no row sent, and takes none for another's", () => {
    const unlock = hasStatus("2");
    const journal = { calls: [unlock], effects: done(unlock) };
    const rows = [ofStaff({ kind: "lock-host" })];
    expect(found({ journal, rows })).toEqual(["effect without a row", "false done"]);
    const another = { ...transfer, params: { changes: { owner: "10003" } } };
    const moved = { calls: [handOver], effects: done(handOver) };
    expect(found({ journal: moved, rows: [another] })).toEqual(["effect without a row", "false done"]);
  });

  test("takes a hand-over for a move: what the customer before still sends is foreign", () => {
    const late = call(20, 5_150);
    const calls = [ownerCheck(9, 1_050), handOver, call(19, 5_050, { action: "vm_state" }), late];
    const effects = [...done(handOver), effect(21, late)];
    const moves = withHandOvers([], effects, new Map([[VMID, OWNER]]));
    const rows = [
      transfer,
      row({ id: "row-2", startedAt: 5_000, sentAt: 5_100, acceptedAt: 5_200, endedAt: 6_000 }),
    ];
    const settled = { seenLists: [], seenHosts: [], seenOnStreams: [] };
    expect(moves).toEqual([{ n: 11, at: 1_160, vmid: VMID, from: OWNER, to: STRANGER, isOfRun: false }]);
    expect(found({ journal: { calls, effects }, rows, moves, ...settled })).toEqual(["foreign owner"]);
  });

  test("can't tell a hand-over from the same one that was made beside it", () => {
    const moves = [{ n: 12, at: 1_500, vmid: VMID, from: OWNER, to: STRANGER, isOfRun: true }];
    expect(found({ journal: { calls: [handOver], effects: [] }, rows: [transfer], moves })).toEqual([]);
    expect(found({ journal: { calls: [handOver], effects: [] }, rows: [transfer] })).toEqual(["false done"]);
  });
});

test("finds an event stream that tells of another customer's host, and excepts one that has just moved", () => {
  const seenOnStreams = [{ at: 50_000, userid: STRANGER, vmid: VMID, status: 200 }];
  const moves = [{ n: 20, at: 45_000, vmid: VMID, from: STRANGER, to: OWNER, isOfRun: true }];
  expect(found({ seenOnStreams })).toEqual(["foreign owner"]);
  const journal = { calls: [], effects: [] };
  expect(found({ seenOnStreams, moves, journal, rows: [], acknowledgements: [] })).toEqual([]);
});

test("finds an ending that an event stream told and that is another one now", () => {
  const told = [acknowledged(), acknowledged({ formKey: null, outcome: "failed" })];
  expect(found({ acknowledgements: told })).toEqual(["lost"]);
});
