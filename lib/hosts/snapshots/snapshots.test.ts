import { describe, expect, it, vi } from "vitest";
import { master } from "../../master";
import { settle } from "../../operations/ledger";
import { notesOf } from "../../operations/operation-row";
import { readOperation } from "../../operations/read-ledger";
import { lookAfterRefusal } from "../../operations/refusals";
import { vm } from "../../operations/testing";
import { CALL_PRIORITIES } from "../../rstack/master-client";
import { setProtection } from "../protection/protection";
import { ann } from "../testing/ann";
import { ended, endedAtLimit, hostOfAnn, useSimulatedHosts } from "../testing/on-simulator";
import { snapshotsGlanceOf, snapshotsViewOf } from "./show-snapshots";
import { createSnapshot, deleteSnapshot, restoreSnapshot } from "./snapshot-commands";
import { notesOn } from "./snapshot-notes";
import { verifyCreate } from "./verify-snapshots";
import { writeNote } from "./write-note";

const { simulator } = useSimulatedHosts();

/** Two of three used; three of three; none allowed; the group's; another customer's. */
const [ROOM, FULL, NONE, GROUP, FOREIGN] = ["101", "102", "104", "105", "201"];
const NAMES: Record<string, string> = { [ROOM]: "web01", [FULL]: "web02" };

const create = async (id = ROOM, note = "") =>
  createSnapshot.run(await hostOfAnn(id), { note }, crypto.randomUUID(), ann);
const restore = async (snapshot: string, id = ROOM, typedName = NAMES[id] ?? "") =>
  restoreSnapshot.run(await hostOfAnn(id), { snapshot, typedName }, crypto.randomUUID(), ann);
const remove = async (snapshot: string, id = ROOM, typedName = NAMES[id] ?? "") =>
  deleteSnapshot.run(await hostOfAnn(id), { snapshot, typedName }, crypto.randomUUID(), ann);

const commands = async () =>
  (await simulator().control.journal()).calls.filter(
    ({ action, params }) => action === "vm_snapshot" && params.subvaction !== "list",
  );
const effects = async () => (await simulator().control.journal()).effects;
const namesOf = async (id: string) =>
  (await simulator().control.backups(id)).filter((one) => one.backuptype === "1").map((one) => one.name);
const firstOf = async (id: string) => (await namesOf(id))[0] ?? "";
const strike = (
  kind: "reset" | "refuse" | "bare-refusal" | "effect-but-refused" | "nothing-happened",
  subvaction: string,
  when?: "before" | "after",
) =>
  simulator().control.addFault({
    kind,
    when,
    match: { action: "vm_snapshot", params: { subvaction } },
    text: "not now 77",
  });

describe("creating a snapshot", () => {
  it("is done once it is listed as finished; its name is what it was about, and the note is on it", async () => {
    const result = await create(ROOM, "  before the update ");
    expect(result).toMatchObject({
      ok: true,
      operation: { outcome: "open", subject: expect.stringMatching(/^web01_/) },
    });
    const row = await ended(result);
    expect(row.outcome).toBe("done");
    const view = await snapshotsViewOf(await hostOfAnn(ROOM));
    expect(view.snapshots).toMatchObject({
      ok: true,
      items: expect.arrayContaining([
        expect.objectContaining({
          name: result.operation?.subject,
          note: "before the update",
          state: "ready",
        }),
      ]),
    });
    expect((await commands()).map(({ params }) => params)).toMatchObject([
      { vmid: ROOM, subvaction: "create" },
    ]);
  });

  it("shows the one in the making, and refuses a second meanwhile", async () => {
    await simulator().control.setClock({ speed: 0 });
    const first = await create();
    const { snapshots } = await snapshotsViewOf(await hostOfAnn(ROOM));
    expect(snapshots.ok && snapshots.items[0]).toMatchObject({
      name: first.operation?.subject,
      state: "making",
    });
    expect(await create()).toMatchObject({ ok: false, code: "busy", operation: { id: first.operation?.id } });
    await simulator().control.setClock({ advanceMs: 60_000 });
    expect((await ended(first)).outcome).toBe("done");
    expect(await commands()).toHaveLength(1);
  });

  it("sends nothing at the limit or where none is allowed, and lets the master decide where the size isn't known", async () => {
    expect(await create(FULL)).toMatchObject({ code: "not-possible", reason: "limit-reached" });
    expect(await create(NONE)).toMatchObject({ code: "not-possible", reason: "not-offered" });
    expect(await commands()).toEqual([]);
    expect((await ended(await create(GROUP))).outcome).toBe("done");
    await simulator().control.setSettings({ groupSnapshots: 2 });
    expect(await create(GROUP)).toMatchObject({ ok: false, code: "refused" });
  });

  it("uses the quota that the host's row has now", async () => {
    const owned = await hostOfAnn(ROOM);
    await simulator().control.setHost(ROOM, { backupSnapshot: 2 });
    const result = await createSnapshot.run(owned, { note: "" }, crypto.randomUUID(), ann);
    expect(result).toMatchObject({ code: "not-possible", reason: "limit-reached" });
    expect(await commands()).toEqual([]);
  });

  it("is not sent while the master's lists don't come", async () => {
    await simulator().control.addFault({
      kind: "http-status",
      status: 500,
      match: { action: "hyperbackup" },
    });
    await simulator().control.addFault({
      kind: "http-status",
      status: 500,
      match: { action: "vm_snapshot" },
    });
    expect(await create()).toMatchObject({
      ok: false,
      code: "master-down",
      operation: { outcome: "not-sent" },
    });
    expect(await effects()).toEqual([]);
  });

  it("whose answer was lost is done when the work was, and unconfirmed when it wasn't; sent once", async () => {
    await strike("reset", "create", "after");
    const made = await create(ROOM, "kept");
    expect(made).toMatchObject({ ok: true, operation: { outcome: "checking" } });
    const row = await ended(made);
    const name = (row.evidence as { snapshot: string }).snapshot;
    expect(row).toMatchObject({
      outcome: "done",
      params: { subject: name, snapshotName: name, note: "kept" },
    });
    expect([...(await notesOn(row.tenancyId)).values()]).toContain("kept");
    await simulator().control.reset();
    await strike("reset", "create", "before");
    expect((await endedAtLimit(await create())).outcome).toBe("unconfirmed");
    expect(await commands()).toHaveLength(1);
  });

  it("that was refused is set right when it shows later on, by its name", async () => {
    await strike("refuse", "create", "before");
    const refused = await create(ROOM, "kept");
    expect(refused).toMatchObject({ code: "refused" });
    await simulator().control.removeFaults();
    const made = await simulator().control.addBackup({ vmid: ROOM, backuptype: "1" });
    const row = await readOperation(refused.operation?.id ?? "");
    await (row && lookAfterRefusal(row));
    expect(await readOperation(row?.id ?? "")).toMatchObject({
      outcome: "done",
      refusal: "not now 77",
      params: { subject: made.name },
      evidence: { despiteRefusal: true },
      lookAgainAt: null,
    });
    expect([...(await notesOn(row?.tenancyId ?? "")).values()]).toContain("kept");
  });

  it("is not done while its task goes on, though it is listed as finished already", async () => {
    await simulator().control.setClock({ speed: 0 });
    const row = await readOperation((await create()).operation?.id ?? "");
    if (!row) throw new Error("not in the ledger");
    const { name } = await simulator().control.addBackup({ vmid: ROOM, backuptype: "1" });
    const named = { ...row, params: { snapshotName: name } };
    expect(await verifyCreate(vm(ROOM), named, new Date())).toMatchObject({
      seen: "nothing",
      notes: { underWay: true },
    });
  });

  it("is not done by one of another name, unless the list before shows that that one is new", async () => {
    const row = await ended(await create());
    const { name } = await simulator().control.addBackup({ vmid: ROOM, backuptype: "1" });
    const before = (await namesOf(ROOM)).filter((one) => one !== name);
    const seenWhere = async (beforeHow: "content" | "confirmed-empty") => {
      const notes = { ...notesOf(row), before, beforeHow };
      const named = { ...row, notes, params: { snapshotName: "web01_elsewhere" } };
      return (await verifyCreate(vm(ROOM), named, new Date())).seen;
    };
    expect(await seenWhere("content")).toBe("end");
    expect(await seenWhere("confirmed-empty")).toBe("nothing");
  });

  it("is followed to its end when it was refused and begun all the same, and unconfirmed when a 0 made nothing", async () => {
    await strike("effect-but-refused", "create");
    expect((await ended(await create())).outcome).toBe("done");
    await simulator().control.reset();
    await strike("nothing-happened", "create");
    expect((await endedAtLimit(await create())).outcome).toBe("unconfirmed");
  });
});

describe("restoring and deleting", () => {
  it("restores by the name as listed, and is done when its task is", async () => {
    const name = await firstOf(ROOM);
    const result = await restore(name);
    expect(result).toMatchObject({ ok: true, operation: { kind: "restore-snapshot", subject: name } });
    expect(await ended(result)).toMatchObject({ outcome: "done", evidence: { state: "running" } });
    expect((await commands()).map(({ params }) => params)).toMatchObject([
      { vmid: ROOM, subvaction: "revert", snapshotname: name },
    ]);
  });

  it("deletes a snapshot together with its note", async () => {
    const owned = await hostOfAnn(ROOM);
    const name = await firstOf(ROOM);
    expect(await writeNote(owned, { snapshot: name, note: "old" })).toEqual({ ok: true });
    expect((await notesOn(owned.tenancyId)).get(name)).toBe("old");
    expect((await ended(await remove(name))).outcome).toBe("done");
    expect(await namesOf(ROOM)).not.toContain(name);
    expect((await notesOn(owned.tenancyId)).has(name)).toBe(false);
  });

  it("keeps a note while the host is protected: a schedule could delete its snapshot without it", async () => {
    const owned = await hostOfAnn(ROOM);
    const snapshot = await firstOf(ROOM);
    const write = (note: string) => writeNote(owned, { snapshot, note });
    const noted = async () => (await notesOn(owned.tenancyId)).get(snapshot);
    await setProtection(owned, true);
    // There is none yet, so there is none to keep.
    expect(await write("")).toEqual({ ok: true });
    expect(await write("before the move")).toEqual({ ok: true });
    for (const empty of ["", " \u200b "]) {
      expect(await write(empty)).toEqual({ ok: false, code: "not-possible", reason: "protected" });
    }
    expect(await write("after the move")).toEqual({ ok: true });
    expect(await noted()).toBe("after the move");
    await setProtection(owned, false);
    expect(await write("")).toEqual({ ok: true });
    expect(await noted()).toBeUndefined();
  });

  it("sends nothing unless the host's name was typed", async () => {
    const name = await firstOf(ROOM);
    for (const typed of ["", "web02", "WEB01"]) {
      expect(await restore(name, ROOM, typed)).toEqual({ ok: false, code: "not-confirmed" });
      expect(await remove(name, ROOM, typed)).toEqual({ ok: false, code: "not-confirmed" });
    }
    expect((await ended(await remove(name, ROOM, " web01 "))).outcome).toBe("done");
    expect(await commands()).toHaveLength(1);
  });

  it.each(["as it is", "and lists another's rows among this host's"])(
    "takes no name that isn't this host's: a master %s",
    async (which) => {
      const foreign = [await firstOf(FOREIGN), await firstOf(FULL), "", "../web01", "a\u0000b", " "];
      const full = (await simulator().control.backups(ROOM)).find((one) => one.backuptype === "2");
      if (which !== "as it is") {
        await simulator().control.addFault({
          kind: "foreign-rows",
          vmids: [FOREIGN, FULL],
          match: { action: ["vm_snapshot", "hyperbackup"] },
        });
      }
      // It would carry out whatever it was told.
      await simulator().control.addFault({
        kind: "body",
        body: "0",
        match: { action: "vm_snapshot", params: { subvaction: "revert" } },
      });
      await simulator().control.addFault({
        kind: "body",
        body: "0",
        match: { action: "vm_snapshot", params: { subvaction: "del" } },
      });
      for (const name of [...foreign, full?.name ?? ""]) {
        expect(await restore(name)).toEqual({ ok: false, code: "not-found" });
        expect(await remove(name)).toEqual({ ok: false, code: "not-found" });
        expect(await writeNote(await hostOfAnn(ROOM), { snapshot: name, note: "x" })).toMatchObject({
          ok: false,
        });
      }
      expect(await commands()).toEqual([]);
    },
  );

  it.each([
    ["revert", restore],
    ["del", remove],
  ] as const)("%s: refused, and done all the same when it was", async (subvaction, act) => {
    const name = await firstOf(ROOM);
    await strike("effect-but-refused", subvaction);
    expect((await ended(await act(name))).outcome).toBe("done");
  });

  it("takes no second one while a restore runs, and no list that came empty for a deleted snapshot", async () => {
    await simulator().control.setClock({ speed: 0 });
    const name = await firstOf(ROOM);
    const first = await restore(name);
    expect(await remove(name)).toMatchObject({ code: "busy" });
    expect(await create()).toMatchObject({ code: "busy" });
    await simulator().control.setClock({ advanceMs: 60_000 });
    expect((await ended(first)).outcome).toBe("done");
    await strike("nothing-happened", "del");
    await simulator().control.addFault({
      kind: "missing-rows",
      keep: 0,
      nth: 2,
      match: { action: "vm_snapshot", params: { subvaction: "list" } },
    });
    expect((await endedAtLimit(await remove(name))).outcome).toBe("unconfirmed");
  });

  it.each([
    ["is listed no more", { kind: "missing-rows", keep: 0, match: { action: "hypertask" } }, "later"],
    ["is told by the host's state alone", { kind: "refuse", match: { action: "hypertask" } }, "at once"],
  ] as const)("is restored when its task was seen and %s", async (_how, fault, when) => {
    await simulator().control.setClock({ speed: 0 });
    if (when === "at once") {
      await simulator().control.addFault(fault);
    }
    const result = await restore(await firstOf(ROOM));
    await simulator().control.setClock({ advanceMs: 4_000 });
    const id = result.operation?.id ?? "";
    await vi.waitFor(async () => expect((await readOperation(id))?.notes).toMatchObject({ underWay: true }), {
      timeout: 15_000,
    });
    if (when === "later") {
      await simulator().control.addFault(fault);
    }
    await simulator().control.setClock({ advanceMs: 60_000 });
    const { steps } = (await ended(result)).evidence as { steps: { name: string }[] };
    expect(await ended(result)).toMatchObject({
      outcome: "done",
      evidence: { task: "gone", state: "running" },
    });
    expect(steps.length).toBeGreaterThan(0);
  });

  it("is not restored on the word of an older restore that still goes, released or not", async () => {
    await simulator().control.setClock({ speed: 0 });
    const older = await restore(await firstOf(ROOM));
    await simulator().control.setClock({ advanceMs: 4_000 });
    // Support ends the wait for it; the master goes on, and refuses the next one.
    await settle(older.operation?.id ?? "", { outcome: "failed" });
    expect(await restore(await firstOf(ROOM))).toMatchObject({ ok: false, code: "refused" });
    await simulator().control.setClock({ advanceMs: 60_000 });
  });

  it("is not restored on the word of an older task, nor where nothing tells of one", async () => {
    await ended(await restore(await firstOf(ROOM)));
    await strike("nothing-happened", "revert");
    expect((await endedAtLimit(await restore(await firstOf(ROOM)))).outcome).toBe("unconfirmed");
  });
});

describe("the lists", () => {
  it("tell a master that doesn't answer from an empty list, and full backups apart", async () => {
    const view = await snapshotsViewOf(await hostOfAnn("103"));
    expect(view.backups.ok && view.backups.items.map(({ shown }) => shown)).toEqual([
      expect.stringMatching(/^db01_full_/),
      expect.stringMatching(/^db01_full_/),
    ]);
    expect(view.snapshots).toMatchObject({ ok: true, items: [{ shown: expect.stringMatching(/^db01_/) }] });
    expect((await snapshotsViewOf(await hostOfAnn(NONE))).snapshots).toEqual({ ok: true, items: [] });
    await strike("refuse", "list", "before");
    expect((await snapshotsViewOf(await hostOfAnn(ROOM))).snapshots).toEqual({
      ok: false,
      problem: { kind: "refused", text: "not now 77" },
    });
  });
});

it("a host's page, which waits for the number of its snapshots, asks before what the panel reads on by itself", async () => {
  const asked = vi.spyOn(master(), "listSnapshots");
  await snapshotsGlanceOf(await hostOfAnn(ROOM));
  const priority = asked.mock.lastCall?.[1].priority;
  asked.mockRestore();
  expect(CALL_PRIORITIES.indexOf(priority ?? "drawing")).toBeLessThan(CALL_PRIORITIES.indexOf("mirror"));
});
