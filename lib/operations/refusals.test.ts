import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { database } from "../db/connection";
import { operations } from "../db/schema";
import { useTestDatabase } from "../db/testing";
import type { OperationKind } from "./command-rules";
import { markSent, openOperation } from "./ledger";
import { registerProbe, type Verdict } from "./probes";
import { readOperation } from "./read-ledger";
import { dueRefusals, lookAfterRefusal, settleRefused } from "./refusals";
import { intent, newTenancy, vm } from "./testing";

useTestDatabase();

let verdict: Verdict;
registerProbe("create-snapshot", async () => verdict);
const DONE: Verdict = {
  seen: "end",
  outcome: "done",
  evidence: { snapshot: "web_1" },
  params: { subject: "web_1" },
};

let next = 100;
/** A refusal on a host of its own, that long after it was sent. */
async function refused(agoSeconds: number, probe = {}) {
  next += 1;
  const vmId = vm(String(next));
  const tenancyId = await newTenancy(vmId);
  const open = async (kind: OperationKind) =>
    (await openOperation(intent(tenancyId, vmId, kind, crypto.randomUUID()))).row;
  const row = await open("create-snapshot");
  await markSent(row.id, { limitMs: 600_000, probe });
  const ago = sql`${agoSeconds} * interval '1 second'`;
  await database()
    .update(operations)
    .set({
      startedAt: sql`started_at - ${ago}`,
      sentAt: sql`sent_at - ${ago}`,
      limitAt: sql`limit_at - ${ago}`,
    })
    .where(eq(operations.id, row.id));
  await settleRefused(row.id, "no");
  return { id: row.id, open };
}
const makeDue = () =>
  database()
    .update(operations)
    .set({ lookAgainAt: sql`now() - interval '1 ms'` })
    .where(sql`look_again_at is not null`);
const lookAtDue = async () => {
  await makeDue();
  const rows = await dueRefusals();
  await Promise.all(rows.map(lookAfterRefusal));
  return rows.map(({ id }) => id);
};

beforeEach(async () => {
  verdict = { seen: "nothing" };
  await database().update(operations).set({ lookAgainAt: null });
});

describe("what was refused", () => {
  it("frees its host at once, and is set right when it shows later all the same", async () => {
    const { id, open } = await refused(2);
    expect(await lookAtDue()).toEqual([id]);
    expect(await readOperation(id)).toMatchObject({ outcome: "refused" });
    verdict = DONE;
    await lookAtDue();
    expect(await readOperation(id)).toMatchObject({
      outcome: "done",
      refusal: "no",
      evidence: { snapshot: "web_1", despiteRefusal: true },
      params: { subject: "web_1" },
      lookAgainAt: null,
    });
    expect((await open("start")).outcome).toBe("open");
  });

  it("is looked at by one of many instances, and not before its time", async () => {
    await refused(2);
    expect(await dueRefusals()).toEqual([]);
    await makeDue();
    const taken = await Promise.all([dueRefusals(), dueRefusals(), dueRefusals()]);
    expect(taken.flat()).toHaveLength(1);
  });

  it("is looked after for a minute, and to its own limit where it has begun", async () => {
    const [old, begun, over] = [await refused(59), await refused(59, { underWay: true }), await refused(601)];
    const due = async ({ id }: { id: string }) => (await readOperation(id))?.lookAgainAt;
    expect(await due(old)).toBeNull();
    expect(await due(begun)).toBeInstanceOf(Date);
    expect(await due(over)).toBeNull();
    verdict = { seen: "nothing", notes: { underWay: true, steps: [] } };
    await lookAtDue();
    expect((await readOperation(begun.id))?.probe).toMatchObject({ steps: [] });
  });

  it("is left alone once something newer was asked of the host, but for a console", async () => {
    const [first, second] = [await refused(2), await refused(2)];
    await first.open("start");
    await second.open("open-console");
    verdict = DONE;
    expect(await lookAtDue()).toEqual([second.id]);
    expect(await readOperation(first.id)).toMatchObject({ outcome: "refused", lookAgainAt: null });
    expect((await readOperation(second.id))?.outcome).toBe("done");
  });

  it("stays refused where nothing can be told any more", async () => {
    const { id } = await refused(2);
    verdict = { seen: "end", outcome: "unconfirmed", evidence: { why: "owner-changed" } };
    await lookAtDue();
    expect(await readOperation(id)).toMatchObject({ outcome: "refused", evidence: null, lookAgainAt: null });
  });
});
