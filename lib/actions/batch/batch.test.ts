import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { endSession } from "@/lib/accounts/sessions/end-sessions";
import { proveSession } from "@/lib/accounts/sessions/sessions";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { endView, startView } from "@/lib/accounts/sessions/views";
import { database } from "@/lib/db/connection";
import { batches, batchHosts } from "@/lib/db/host-schema";
import { operations } from "@/lib/db/schema";
import { readBatch } from "@/lib/hosts/batch/batches";
import { HOST_COMMANDS } from "@/lib/hosts/commands";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { openHost } from "@/lib/hosts/owned-host";
import { setProtection } from "@/lib/hosts/protection/protection";
import { useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import type { BatchKind } from "@/lib/operations/batch-kinds";
import { parseUserId } from "@/lib/rstack/ids";
import { startBatches, wakeBatches } from "./run-batches";
import { askAs, batchOf, batchOver, idOf, PATIENCE, someone, told } from "./testing";

const { simulator } = useSimulatedHosts({ BATCH_HOSTS: "30", BATCHES_PER_DAY: "5" });

const [RUNNING, ALSO_RUNNING, OFF, LOCKED, FOREIGN, UNKNOWN] = ["101", "102", "109", "110", "201", "9999"];

let ann: Viewer;
beforeEach(async () => {
  ann = await someone();
  const owner = parseUserId("10001");
  await (owner && syncOwner(owner, "command"));
  await simulator().control.clearJournal();
});

const ask = (
  kind: BatchKind,
  vmIds: readonly (string | undefined)[],
  { viewer = ann, ...more }: { viewer?: Viewer; formKey?: string } = {},
) => askAs(viewer, kind, vmIds, more);
const over = (id: string, viewer = ann) => batchOver(id, viewer);
const carryOut = (asked: ReturnType<typeof ask>, viewer = ann) => batchOf(asked, viewer);
const effects = async (action?: string) =>
  (await simulator().control.journal(action ? { action } : undefined)).effects;

describe("a batch", () => {
  it("leaves a protected host as it is, and says so", async () => {
    const owned = await openHost(ann, String(RUNNING));
    if (!owned) throw new Error("not theirs");
    await setProtection(owned, true);
    expect(told(await carryOut(ask("force-stop", [RUNNING, ALSO_RUNNING])))).toEqual({
      [String(RUNNING)]: ["not-sent", "protected"],
      [String(ALSO_RUNNING)]: ["done", null],
    });
    expect((await effects()).map(({ vmid }) => vmid)).toEqual([ALSO_RUNNING]);
    await setProtection(owned, false);
  });

  it("gives each host of a mixed list its own answer, and sends nothing to those that can't", async () => {
    const busy = await openHost(ann, String(ALSO_RUNNING));
    await simulator().control.setClock({ speed: 0.001 });
    await HOST_COMMANDS.restart.run(busy as NonNullable<typeof busy>, {}, "a-key-of-one", ann);
    const batch = carryOut(ask("stop", [RUNNING, ALSO_RUNNING, OFF, LOCKED, FOREIGN, UNKNOWN]));
    await vi.waitFor(async () => {
      const sent = (await simulator().control.journal({ action: "vm_stop" })).calls;
      expect(sent).toHaveLength(1);
    }, PATIENCE);
    await vi.waitFor(async () => {
      const rows = await database().select().from(batchHosts);
      expect(rows.every(({ endedAt }) => endedAt !== null)).toBe(true);
    }, PATIENCE);
    await simulator().control.setClock({ speed: 1_000 });
    expect(told(await batch)).toEqual({
      [String(RUNNING)]: ["done", null],
      [String(ALSO_RUNNING)]: ["not-sent", "busy"],
      [String(OFF)]: ["not-sent", "already-off"],
      [String(LOCKED)]: ["not-sent", "locked"],
      [String(FOREIGN)]: ["not-sent", "not-found"],
      [String(UNKNOWN)]: ["not-sent", "not-found"],
    });
    expect((await simulator().control.journal({ action: "vm_stop" })).calls).toHaveLength(1);
    const foreign = await database()
      .select()
      .from(operations)
      .where(eq(operations.vmId, String(FOREIGN)));
    expect(foreign).toEqual([]);
  });

  it("is one when its form is sent twice, and has one row of the ledger a host", async () => {
    const formKey = crypto.randomUUID();
    const stop = startBatches();
    const hosts = [RUNNING, ALSO_RUNNING];
    const asked = await Promise.all(
      Array.from({ length: 5 }, () => idOf(ask("force-stop", hosts, { formKey }))),
    );
    expect(new Set(asked).size).toBe(1);
    wakeBatches();
    await over(asked[0] ?? "");
    await idOf(ask("force-stop", hosts, { formKey }));
    stop();
    expect(await effects("vm_force_stop")).toHaveLength(2);
    const rows = await database().select().from(operations).where(eq(operations.kind, "force-stop"));
    expect(rows.filter(({ accountId }) => accountId === ann.accountId)).toHaveLength(2);
  });

  it("is carried out once by two runners, and by the second where the first died with a host in hand", async () => {
    const ids = ["101", "102", "103", "105"];
    const id = await idOf(ask("force-stop", ids));
    // The first sent the command and died before it could write that down.
    const owned = await openHost(ann, "101");
    await HOST_COMMANDS["force-stop"].run(owned as NonNullable<typeof owned>, {}, id, ann);
    await database()
      .update(batchHosts)
      .set({ claimedBy: "a dead one", claimedUntil: sql`now() - interval '1 second'` })
      .where(eq(batchHosts.vmId, "101"));
    const stops = [startBatches(), startBatches()];
    const batch = await over(id);
    for (const stop of stops) stop();
    expect(told(batch)).toEqual(Object.fromEntries(ids.map((vmid) => [vmid, ["done", null]])));
    const { calls } = await simulator().control.journal({ action: "vm_force_stop" });
    expect(calls.map(({ params }) => params.vmid).sort()).toEqual(ids);
  });

  it("checks a command whose answer was lost, and sends it to nobody again", async () => {
    await simulator().control.addFault({
      kind: "reset",
      match: { action: "vm_start" },
      when: "after",
      count: 1,
    });
    const batch = await carryOut(ask("start", [OFF]));
    expect(told(batch)).toEqual({ [String(OFF)]: ["done", null] });
    expect(await effects("vm_start")).toHaveLength(1);
  });

  it("tells of a host that could not be asked for that nothing was sent, so that it can be asked again", async () => {
    await simulator().control.addFault({ kind: "reset", match: { action: "vm_state" }, count: 100 });
    const first = await carryOut(ask("start", [OFF]));
    expect(told(first)).toEqual({ [String(OFF)]: ["not-sent", "master-down"] });
    await simulator().control.removeFaults();
    await vi.waitFor(async () => {
      const again = await carryOut(ask("start", [OFF]));
      expect(told(again)).toEqual({ [String(OFF)]: ["done", null] });
    }, PATIENCE);
    expect(await effects("vm_start")).toHaveLength(1);
  });

  it("is refused beyond the hosts and the batches that the settings allow, whatever instance is asked", async () => {
    const many = Array.from({ length: 31 }, (_, n) => String(1_000 + n));
    expect(await ask("start", many)).toEqual({ ok: false, why: "batch-size" });
    expect(await ask("start", [])).toEqual({ ok: false, why: "batch-size" });
    const asked = await Promise.all(Array.from({ length: 12 }, () => ask("start", [UNKNOWN])));
    expect(asked.filter(({ ok }) => ok)).toHaveLength(3);
    expect(asked.find(({ ok }) => !ok)).toEqual({ ok: false, why: "batch-running" });
    const endAll = () =>
      database()
        .update(batchHosts)
        .set({ endedAt: sql`now()`, result: { ok: true } });
    await endAll();
    expect(await ask("start", [UNKNOWN])).toMatchObject({ ok: true });
    expect(await ask("start", [UNKNOWN])).toMatchObject({ ok: true });
    await endAll();
    expect(await ask("start", [UNKNOWN])).toEqual({ ok: false, why: "batch-limit" });
    const other = await someone();
    expect(await ask("start", [UNKNOWN], { viewer: other })).toMatchObject({ ok: true });
    await database().update(batches).set({ startedAt: sql`now() - interval '25 hours'` });
    expect(await ask("start", [UNKNOWN])).toMatchObject({ ok: true });
  });

  it("goes no further once its session ended", async () => {
    const id = await idOf(ask("force-stop", [RUNNING]));
    await endSession(ann.sessionId, "signed-out");
    const stop = startBatches();
    const batch = await over(id);
    stop();
    expect(told(batch)).toEqual({ [String(RUNNING)]: ["not-sent", "signed-out"] });
    expect(await effects()).toEqual([]);
  });

  it("does nothing through a view without changes, nor after the view", async () => {
    const admin = await someone("admin");
    await startView(admin, {
      userId: parseUserId("10001") as NonNullable<Viewer["userId"]>,
      customerName: "Ann",
      reason: "a ticket",
    });
    const viewing = await proveSession(admin.sessionId);
    if (!viewing?.view) throw new Error("no view");
    const looked = await carryOut(ask("force-stop", [RUNNING], { viewer: viewing }), viewing);
    expect(told(looked)).toEqual({ [String(RUNNING)]: ["not-sent", "read-only"] });
    const late = await idOf(ask("force-stop", [RUNNING], { viewer: viewing }));
    await endView(admin.sessionId);
    const stop = startBatches();
    expect(told(await over(late, viewing))).toEqual({ [String(RUNNING)]: ["not-sent", "signed-out"] });
    stop();
    expect(await effects()).toEqual([]);
  });

  it("is shown to whoever asked for it, and to nobody else", async () => {
    const id = await idOf(ask("start", [OFF]));
    expect(await readBatch(ann, id)).toMatchObject({ id, kind: "start" });
    expect(await readBatch(await someone(), id)).toBeNull();
    expect(await readBatch(ann, "101")).toBeNull();
    await database().delete(batches).where(eq(batches.id, id));
  });
});
