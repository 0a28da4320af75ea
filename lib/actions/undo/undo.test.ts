import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { endRights } from "@/lib/accounts/guests/guest-rights";
import { endSession } from "@/lib/accounts/sessions/end-sessions";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { newViewer } from "@/lib/accounts/testing/new-account";
import { database } from "@/lib/db/connection";
import { undoPoints } from "@/lib/db/schedule-schema";
import { accounts, operations, tenancies } from "@/lib/db/schema";
import { guestRights } from "@/lib/db/sign-in-schema";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { findHost } from "@/lib/hosts/owned-host";
import { setProtection } from "@/lib/hosts/protection/protection";
import { snapshotsViewOf } from "@/lib/hosts/snapshots/show-snapshots";
import { restoreSnapshot } from "@/lib/hosts/snapshots/snapshot-commands";
import { saveNote } from "@/lib/hosts/snapshots/snapshot-notes";
import { ended, endOf, useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import type { RestoreUndo } from "@/lib/hosts/undo/restore-undo";
import { restoreUndoOf } from "@/lib/hosts/undo/show-restore-undo";
import { parseUserId } from "@/lib/rstack/ids";
import { readFromDisks, writeToDisks } from "@/lib/simulator/actions/snapshots";
import { ASKED_COMMANDS } from "./restore-safely";
import { startUndos } from "./run-undos";

const { simulator } = useSimulatedHosts();
const PATIENCE = { timeout: 25_000, interval: 50 };
/** Of three snapshots it has two. */
const HOST = "101";

let ann: Viewer;
let stop: () => void;
beforeEach(async () => {
  await database().delete(undoPoints);
  await database().delete(operations);
  await database().update(tenancies).set({ protectedAt: null });
  // The day's deletion is done for the customer's oldest account.
  ann = await newViewer("customer");
  await database()
    .update(accounts)
    .set({ createdAt: new Date(0) })
    .where(eq(accounts.id, ann.accountId));
  const owner = parseUserId("10001");
  if (!owner) throw new Error("no owner");
  await syncOwner(owner, "command");
  await simulator().control.clearJournal();
  stop = startUndos();
});
afterEach(() => stop());

async function hostNow(viewer = ann) {
  const owned = await findHost(viewer, HOST, "shared");
  if (!owned || owned === "not-asked") throw new Error("not theirs");
  return owned;
}
const listed = async () => {
  const { snapshots } = await snapshotsViewOf(await hostNow());
  if (!snapshots.ok) throw new Error(snapshots.problem.kind);
  return snapshots.items;
};
const simHost = () => {
  const host = simulator().control.master.hosts.get(HOST);
  if (!host) throw new Error("no host");
  return host;
};
const disks = () => readFromDisks(simHost());
async function restore(
  snapshot: string,
  fields: Record<string, string> = { safety: "1" },
  key?: string,
  viewer = ann,
) {
  const owned = await hostNow(viewer);
  const input = { snapshot, typedName: owned.row.name ?? HOST, ...fields };
  return ASKED_COMMANDS[restoreSnapshot.kind].run(
    owned,
    input as never,
    key ?? crypto.randomUUID(),
    viewer,
  ) as ReturnType<typeof restoreSnapshot.run>;
}
const shown = async () => restoreUndoOf(await hostNow());
const until = (state: RestoreUndo["state"]): Promise<RestoreUndo> =>
  vi.waitFor(async () => {
    const now = await shown();
    if (now?.state !== state) throw new Error(JSON.stringify(now));
    return now;
  }, PATIENCE);
const ledger = async () =>
  (await database().select().from(operations).orderBy(operations.startedAt)).map(
    ({ kind, outcome }) => `${kind} ${outcome}`,
  );
const effects = async () => (await simulator().control.journal()).effects.map(({ kind }) => kind);
const oldest = async () => (await listed()).at(-1)?.name ?? "";
const dayLater = () =>
  database()
    .update(undoPoints)
    .set({ until: sql`now() - interval '1 second'`, lookAt: sql`now()`, claimedUntil: null });
const over = () =>
  vi.waitFor(async () => {
    const [point] = await database().select().from(undoPoints);
    if (!point?.endedAt) throw new Error("goes on");
    return point;
  }, PATIENCE);

async function restored(): Promise<string> {
  writeToDisks(simHost(), "of today");
  await restore(await oldest());
  const now = await until("kept");
  await vi.waitFor(async () => {
    const [point] = await database().select().from(undoPoints);
    if (point?.phase !== "kept") throw new Error("not looked at");
  }, PATIENCE);
  return now.state === "kept" ? now.safety : "";
}

describe("a restore with a safety snapshot", () => {
  it("is sent once that one is there, and undone by the same command: the state before comes back", async () => {
    const safety = await restored();
    expect(disks()).toBe("");
    expect(await ledger()).toEqual(["create-snapshot done", "restore-snapshot done"]);
    expect((await listed()).filter((one) => one.safety).map(({ name }) => name)).toEqual([safety]);
    expect((await ended(await restore(safety, {}))).outcome).toBe("done");
    expect(disks()).toBe("of today");
    expect(await shown()).toBeNull();
  });

  it.each([
    ["refused", "create"],
    ["unconfirmed", "create"],
  ])("restores nothing where the safety snapshot is %s", async (how, subvaction) => {
    await simulator().control.addFault({
      kind: how === "refused" ? "refuse" : "nothing-happened",
      match: { action: "vm_snapshot", params: { subvaction } },
    });
    const result = await restore(await oldest());
    if (how === "unconfirmed") {
      await database().update(operations).set({ limitAt: new Date() });
      expect((await endOf(result?.operation?.id ?? "")).outcome).toBe("unconfirmed");
    }
    expect(await until("stopped")).toMatchObject({ reason: how });
    expect(await effects()).not.toContain("restore-snapshot");
    await simulator().control.removeFaults();
    // The person says so.
    expect((await ended(await restore(await oldest(), {}))).outcome).toBe("done");
    expect(await shown()).toBeNull();
  });

  it("takes no snapshot on a protected host, with the wrong name, or where the plan is full", async () => {
    const to = await oldest();
    await setProtection(await hostNow(), true);
    expect(await restore(to)).toMatchObject({ code: "not-possible", reason: "protected" });
    await setProtection(await hostNow(), false);
    expect(await restore(to, { safety: "1", typedName: "another" })).toMatchObject({ code: "not-confirmed" });
    await simulator().control.setHost(HOST, { backupSnapshot: 1 });
    expect(await restore(to)).toMatchObject({ code: "not-possible", reason: "limit-reached" });
    expect(await effects()).toEqual([]);
  });

  it("stops where the person is out by then, or the host is protected", async () => {
    const to = await oldest();
    await simulator().control.setHost(HOST, { backupSnapshot: 10 });
    await simulator().control.setClock({ speed: 20 });
    const result = await restore(to);
    await setProtection(await hostNow(), true);
    await simulator().control.setClock({ speed: 1_000 });
    await ended(result ?? { ok: true });
    expect(await until("stopped")).toMatchObject({ reason: "protected" });
    await setProtection(await hostNow(), false);
    await database().delete(undoPoints);
    await simulator().control.setClock({ speed: 20 });
    const again = await restore(to);
    await endSession(ann.sessionId, "signed-out");
    await simulator().control.setClock({ speed: 1_000 });
    await ended(again ?? { ok: true });
    await vi.waitFor(async () => {
      const [point] = await database().select().from(undoPoints);
      expect(point?.reason).toBe("signed-out");
    }, PATIENCE);
    expect(await effects()).not.toContain("restore-snapshot");
  });

  it("stops where a guest pressed whose right has ended", async () => {
    await simulator().control.setHost(HOST, { backupSnapshot: 10 });
    const guest = await newViewer("customer", { userId: "10002" });
    const { tenancyId } = await hostNow();
    await database()
      .insert(guestRights)
      .values({
        ...{ accountId: guest.accountId, owner: "10001", invitedBy: ann.accountId },
        ...{ tenancyId, role: "manage" },
      });
    await simulator().control.setClock({ speed: 20 });
    const result = await restore(await oldest(), { safety: "1" }, undefined, guest);
    await endRights(sql`true`, "owner");
    await simulator().control.setClock({ speed: 1_000 });
    await ended(result ?? { ok: true });
    expect(await until("stopped")).toMatchObject({ reason: "not-found" });
    expect(await effects()).toEqual(["create-snapshot"]);
  });

  it("offers no undo at a master that drops later snapshots", async () => {
    await simulator().control.setSettings({ dialect: { restores: "drop" } });
    const safety = await restored();
    expect((await listed()).map(({ name }) => name)).not.toContain(safety);
    const [, row] = await database().select().from(operations).orderBy(operations.startedAt);
    expect(row).toMatchObject({ outcome: "done", evidence: { safety: "not-listed" } });
    expect(row?.params).not.toHaveProperty("safetyName");
  });
});

describe("after its day", () => {
  it("the safety snapshot is deleted, as a row of the ledger, and no other", async () => {
    const before = (await listed()).map(({ name }) => name);
    await restored();
    await dayLater();
    expect(await shown()).toBeNull();
    expect(await over()).toMatchObject({ reason: null });
    expect((await ledger()).at(-1)).toBe("delete-snapshot done");
    expect((await listed()).map(({ name }) => name)).toEqual(before);
  });

  it("it stays while the host is protected, and where a person named it", async () => {
    const safety = await restored();
    const owned = await hostNow();
    await setProtection(owned, true);
    await dayLater();
    await vi.waitFor(async () => {
      const [point] = await database().select().from(undoPoints);
      expect(point?.lookAt.getTime()).toBeGreaterThan(Date.now());
    }, PATIENCE);
    await setProtection(owned, false);
    await saveNote(owned.tenancyId, safety, "mine");
    await dayLater();
    expect(await over()).toMatchObject({ reason: "kept" });
    expect(await effects()).not.toContain("delete-snapshot");
    expect((await listed()).find(({ name }) => name === safety)?.safety).toBeUndefined();
  });

  it("nothing is deleted for whoever has the host next", async () => {
    await restored();
    const { tenancyId } = await hostNow();
    await database().update(tenancies).set({ until: new Date() }).where(eq(tenancies.id, tenancyId));
    await dayLater();
    expect(await over()).toMatchObject({ reason: "owner-changed" });
    expect(await effects()).not.toContain("delete-snapshot");
    await database().update(tenancies).set({ until: null }).where(eq(tenancies.id, tenancyId));
  });
});
