import { describe, expect, test } from "vitest";
import type { JournalCall } from "../../lib/simulator/control/types";
import { unsafeRestores } from "./safety";
import {
  acknowledged,
  call,
  effect,
  found,
  OWNER,
  ownerCheck,
  row,
  START,
  STRANGER,
  VMID,
} from "./true-evidence";

test("finds nothing where every outcome is true", () => {
  expect(found({})).toEqual([]);
});

describe("doubled", () => {
  test("finds two commands of one row, and takes no other row for the second one's", () => {
    const again = call(12, 1_160);
    const calls = [ownerCheck(9, 1_050), START, again];
    expect(found({ journal: { calls, effects: [effect(11, START), effect(13, again)] } })).toEqual([
      "doubled",
    ]);
  });

  test("takes the effects of two rows for what they are", () => {
    const again = call(12, 3_150);
    const journal = {
      calls: [ownerCheck(9, 1_050), START, again],
      effects: [effect(11, START), effect(13, again)],
    };
    const second = row({ id: "row-2", startedAt: 3_000, sentAt: 3_100, acceptedAt: 3_200, endedAt: 4_000 });
    expect(found({ journal, rows: [row(), second] })).toEqual([]);
  });

  test("finds a form that made two operations", () => {
    const second = row({ id: "row-2", outcome: "not-sent", sentAt: null, acceptedAt: null });
    const both = [acknowledged(), acknowledged({ operationId: "row-2" })];
    expect(found({ rows: [row(), second], acknowledgements: both })).toEqual(["doubled"]);
  });
});

describe("lost", () => {
  test("finds an operation that a customer was told of and that the ledger lacks", () => {
    expect(found({ acknowledgements: [acknowledged({ operationId: "row-9" })] })).toEqual(["lost"]);
  });

  test("finds an ending that was told and is another one now", () => {
    expect(found({ acknowledgements: [acknowledged({ outcome: "unconfirmed" })] })).toEqual(["lost"]);
  });

  test("finds a command whose answer had not come when another took its place", () => {
    const stop = call(10, 1_150, { action: "vm_stop" });
    const ended = { kind: "stop", outcome: "superseded" };
    const journal = { calls: [stop], effects: [] };
    expect(found({ journal, rows: [row(ended)] })).toEqual([]);
    expect(found({ journal, rows: [row({ ...ended, acceptedAt: null })] })).toEqual(["lost"]);
  });

  test("lets a refusal be corrected", () => {
    expect(found({ acknowledgements: [acknowledged({ outcome: "refused" })] })).toEqual([]);
  });
});

describe("false done", () => {
  test("finds a done without an effect", () => {
    expect(found({ journal: { calls: [START], effects: [] } })).toEqual(["false done"]);
  });

  test("believes a 0 to a restart, of which nothing else shows, and no other answer", () => {
    const restart = call(10, 1_150, { action: "vm_restart" });
    const rows = [row({ kind: "restart" })];
    expect(found({ journal: { calls: [restart], effects: [] }, rows })).toEqual([]);
    const lost = { ...restart, answer: { status: null, bytes: 0, body: "" } };
    expect(found({ journal: { calls: [lost], effects: [] }, rows })).toEqual(["false done"]);
  });

  test("finds a done that was told before it happened", () => {
    const effects = [effect(11, START, { at: 2_500 })];
    expect(found({ journal: { calls: [START], effects } })).toEqual(["false done"]);
  });

  test("lets a corrected refusal keep the time at which it was told", () => {
    const effects = [effect(11, START, { at: 2_500 })];
    const corrected = row({ evidence: { despiteRefusal: true }, acceptedAt: null });
    expect(found({ journal: { calls: [ownerCheck(9, 1_050), START], effects }, rows: [corrected] })).toEqual(
      [],
    );
  });

  test("finds a snapshot that has another one's name", () => {
    const create = call(10, 1_150, { action: "vm_snapshot", params: { vmid: VMID, subvaction: "create" } });
    const effects = [effect(11, create, { kind: "create-snapshot", detail: { name: "new" } })];
    const rows = [row({ kind: "create-snapshot", params: { snapshotName: "old" } })];
    expect(found({ journal: { calls: [create], effects }, rows })).toEqual(["false done"]);
  });

  test("does not take the effect on another port for this one's", () => {
    const add = call(10, 1_150, {
      action: "vm_portmap",
      params: { vmid: VMID, subvaction: "add", privateport: "443" },
    });
    const effects = [effect(11, add, { kind: "add-port" })];
    const rows = [row({ kind: "add-port", params: { insidePort: 8443 } })];
    expect(found({ journal: { calls: [add], effects }, rows })).toEqual([
      "effect without a row",
      "false done",
    ]);
  });
});

test("believes that a console was closed only where none was open", () => {
  const rows = [row({ kind: "end-console", evidence: { open: false } })];
  const enable = call(8, 500, { action: "vm_console", params: { vmid: VMID, subvaction: "enable" } });
  const enabled = effect(8, enable, { kind: "console-enable" });
  const opened = row({ id: "row-0", kind: "open-console", startedAt: 300, sentAt: 400, acceptedAt: 600 });
  expect(found({ journal: { calls: [], effects: [] }, rows })).toEqual([]);
  const journal = { calls: [enable], effects: [enabled] };
  expect(found({ journal, rows: [opened, ...rows] })).toEqual(["false done"]);
});

describe("false refusal", () => {
  const refused = row({ outcome: "refused", acceptedAt: null });

  test("finds an operation that was told not to be sent and that happened", () => {
    const rows = [row({ outcome: "not-sent", acceptedAt: null })];
    expect(found({ rows })).toEqual(["false refusal"]);
  });

  test("finds a wrong refusal that was never corrected, whatever was not sent later", () => {
    const later = row({ id: "row-2", kind: "stop", outcome: "not-sent", startedAt: 3_000, sentAt: null });
    expect(found({ rows: [refused] })).toEqual(["false refusal"]);
    expect(found({ rows: [refused, later] })).toEqual(["false refusal"]);
  });

  test("excepts a refusal after which a related command was sent", () => {
    const later = row({ id: "row-2", kind: "stop", outcome: "unconfirmed", startedAt: 3_000, sentAt: 3_100 });
    expect(found({ rows: [refused, later] })).toEqual([]);
  });
});

describe("effect without a row", () => {
  test("finds an effect that no row sent", () => {
    expect(found({ rows: [], acknowledgements: [] })).toEqual(["effect without a row"]);
  });

  test("finds an effect that came before its row was sent, or long after", () => {
    const wrong = ["effect without a row", "false done"];
    expect(found({ rows: [row({ sentAt: 1_160 })] })).toEqual(wrong);
    expect(found({ rows: [row({ acceptedAt: null })], lateMs: 10 })).toEqual(wrong);
  });
});

describe("foreign owner", () => {
  const move = (n: number, at: number) => ({ n, at, vmid: VMID, from: OWNER, to: STRANGER, isOfRun: true });
  const withCalls = (calls: JournalCall[], n: number, at: number) =>
    found({ journal: { calls, effects: [effect(11, START)] }, moves: [move(n, at)] });

  test("finds a command that reached a host after it had moved", () => {
    expect(withCalls([ownerCheck(9, 1_050), START], 8, 1_040)).toEqual(["foreign owner"]);
  });

  test("finds a command before which something else was awaited after the owner check", () => {
    const state = call(7, 1_060, { action: "vm_state" });
    expect(withCalls([ownerCheck(6, 1_050), state, START], 8, 1_070)).toEqual(["foreign owner"]);
  });

  test("excepts a move between the last owner check and the command", () => {
    const state = call(5, 1_040, { action: "vm_state" });
    expect(withCalls([state, ownerCheck(6, 1_050), START], 8, 1_070)).toEqual([]);
  });

  test("finds an operation at a host that was never the asker's", () => {
    expect(found({ rows: [row({ askedBy: STRANGER })] })).toEqual(["foreign owner"]);
  });

  test("takes a guest's for the owner's who was let in when it was sent, and no other's", () => {
    const right = { id: "r", guest: STRANGER, owner: OWNER, since: 0, endedAt: 1_100 };
    const rows = [row({ askedBy: STRANGER, params: { guest: "r" } })];
    expect(found({ rows, rights: [right] })).toEqual([]);
    for (const wrong of [{ endedAt: 1_099 }, { since: 1_101 }, { guest: OWNER }, { owner: STRANGER }]) {
      expect(found({ rows, rights: [{ ...right, ...wrong }] })).toEqual(["foreign owner"]);
    }
    expect(found({ rows: [row({ askedBy: STRANGER })], rights: [right] })).toEqual(["foreign owner"]);
  });
});

test("finds what is open for ever", () => {
  expect(found({ rows: [row({ outcome: "checking", endedAt: null })] })).toEqual(["open for ever"]);
});

describe("vanished host", () => {
  const seenLists = [{ at: 50_000, userid: OWNER, vmids: [] }];
  const seenHosts = [{ at: 50_000, userid: OWNER, vmid: VMID, status: 404 }];

  test("finds a list without a host of the customer's own, and a 404 of it", () => {
    expect(found({ seenLists })).toEqual(["vanished host"]);
    expect(found({ seenHosts })).toEqual(["vanished host"]);
  });

  test("excepts a host that has just moved, or that the master leaves out", () => {
    const moves = [{ n: 20, at: 45_000, vmid: VMID, from: STRANGER, to: OWNER, isOfRun: true }];
    expect(
      found({
        seenLists,
        seenHosts,
        moves,
        journal: { calls: [], effects: [] },
        rows: [],
        acknowledgements: [],
      }),
    ).toEqual([]);
    expect(found({ seenLists, seenHosts, leftOutByMaster: new Set([VMID]) })).toEqual([]);
  });

  test("finds one that came to a customer, was listed and is missing, or isn't listed for more than a minute", () => {
    const none = { journal: { calls: [], effects: [] }, rows: [], acknowledgements: [] };
    const cameAt = (at: number) => [{ n: 20, at, vmid: VMID, from: STRANGER, to: OWNER, isOfRun: true }];
    expect(found({ ...none, seenLists, moves: cameAt(-30_000) })).toEqual(["vanished host"]);
    expect(found({ ...none, seenLists, moves: cameAt(20_000) })).toEqual([]);
    const before = { at: 42_000, userid: OWNER, vmids: [VMID] };
    expect(found({ ...none, seenLists: [before, ...seenLists], moves: cameAt(20_000) })).toEqual([
      "vanished host",
    ]);
  });
});

describe("unsafe restore", () => {
  const safety = row({ id: "row-2", kind: "create-snapshot", params: { undo: "u", snapshotName: "s" } });
  const sent = { kind: "restore-snapshot", params: { undo: "u", safety: "s", snapshotName: "old" } };
  const restore = row({ ...sent, startedAt: 5_000, sentAt: 5_100, endedAt: 6_000 });
  const journal = { calls: [], effects: [] };

  test("finds a restore that was sent before its safety snapshot was there, or without one", () => {
    expect(unsafeRestores({ journal, rows: [safety, restore] })).toEqual([]);
    const early = { ...restore, sentAt: (safety.endedAt ?? 0) - 1 };
    for (const rows of [[restore], [safety, early], [{ ...safety, outcome: "unconfirmed" }, restore]]) {
      expect(unsafeRestores({ journal, rows }).map((one) => one.class)).toEqual(["unsafe restore"]);
    }
  });

  test("finds a restore that brings back another state than was kept", () => {
    const made = {
      n: 1,
      call: 1,
      vmid: VMID,
      kind: "create-snapshot",
      at: 0,
      detail: { name: "s", disks: "a" },
    };
    const back = (disks: string) => ({
      ...made,
      n: 2,
      kind: "restore-snapshot",
      detail: { name: "s", disks },
    });
    const of = (disks: string) =>
      unsafeRestores({ rows: [], journal: { calls: [], effects: [made, back(disks)] } });
    expect(of("a")).toEqual([]);
    expect(of("b").map((one) => one.class)).toEqual(["unsafe restore"]);
  });
});
