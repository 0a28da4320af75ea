import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { registerStaffVerifications } from "@/lib/fleet/hosts/commands";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { STAFF_BATCH_KINDS, type StaffBatchKind } from "@/lib/operations/batch-kinds";
import { parseUserId } from "@/lib/rstack/ids";
import { startBatches, wakeBatches } from "./run-batches";
import { askAs, batchOf, batchOver, idOf, someone, told } from "./testing";

const { simulator } = useSimulatedHosts();
const [RUNNING, ALSO_RUNNING, OFF, LOCKED, FOREIGN] = ["101", "102", "109", "110", "201"];

beforeAll(() => registerStaffVerifications());
beforeEach(async () => {
  const owner = parseUserId("10001");
  await (owner && syncOwner(owner, "command"));
  await simulator().control.clearJournal();
});
const effects = async () => (await simulator().control.journal()).effects;

/** What comes before each kind, what it wants beside the hosts, and what it changes in RStack's row. */
const OF_STAFF: Record<
  StaffBatchKind,
  { before?: StaffBatchKind; fields?: Record<string, unknown>; changed: Record<string, string> }
> = {
  "lock-host": { changed: { status: "1" } },
  "unlock-host": { before: "lock-host", changed: { status: "2" } },
  "suspend-host": { changed: { status: "-1" } },
  "resume-host": { before: "suspend-host", changed: { status: "2" } },
  "transfer-host": { fields: { newOwner: "10002" }, changed: { userid: "10002" } },
};

describe("a batch of staff", () => {
  it("locks many, and leaves out those that are", async () => {
    const admin = await someone("admin");
    const batch = await batchOf(askAs(admin, "lock-host", [RUNNING, LOCKED, FOREIGN]), admin);
    expect(told(batch)).toEqual({
      [String(RUNNING)]: ["done", null],
      [String(LOCKED)]: ["not-sent", "nothing-changed"],
      [String(FOREIGN)]: ["done", null],
    });
  });

  it("transfers many by one new owner", async () => {
    const admin = await someone("admin");
    const batch = await batchOf(
      askAs(admin, "transfer-host", [RUNNING, OFF], { fields: { newOwner: "10002" } }),
      admin,
    );
    expect(told(batch)).toEqual({ [String(RUNNING)]: ["done", null], [String(OFF)]: ["done", null] });
    const hosts = await simulator().control.hosts();
    expect(hosts.filter(({ id }) => id === RUNNING || id === OFF).map(({ userid }) => userid)).toEqual([
      "10002",
      "10002",
    ]);
  });

  it.each(STAFF_BATCH_KINDS)(
    "%s: has each effect once, by two runners and a form sent twice",
    async (kind) => {
      const admin = await someone("admin");
      const { before, fields = {}, changed } = OF_STAFF[kind];
      const ids = [RUNNING, ALSO_RUNNING, OFF].map(String);
      if (before) {
        await batchOf(askAs(admin, before, ids), admin);
        await simulator().control.clearJournal();
      }
      const stops = [startBatches(), startBatches()];
      const asked = { fields, formKey: crypto.randomUUID() };
      const [id = "", again] = await Promise.all([
        idOf(askAs(admin, kind, ids, asked)),
        idOf(askAs(admin, kind, ids, asked)),
      ]);
      expect(again).toBe(id);
      wakeBatches();
      const batch = await batchOver(id, admin);
      await idOf(askAs(admin, kind, ids, asked));
      for (const stop of stops) stop();
      expect(told(batch)).toEqual(Object.fromEntries(ids.map((vmid) => [vmid, ["done", null]])));
      const done = await effects();
      expect(done.map(({ vmid }) => vmid).sort()).toEqual(ids.toSorted());
      for (const { detail } of done) expect(detail).toMatchObject(changed);
    },
  );

  it.each(["support", "customer"] as const)("is not carried out for a %s", async (role) => {
    const viewer = await someone(role);
    const batch = await batchOf(askAs(viewer, "lock-host", [RUNNING]), viewer);
    const why = role === "support" ? "not-allowed" : "not-found";
    expect(told(batch)).toEqual({ [String(RUNNING)]: ["not-sent", why] });
    expect(await effects()).toEqual([]);
  });
});
