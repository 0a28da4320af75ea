import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { database } from "../db/connection";
import { operations } from "../db/schema";
import { useTestDatabase } from "../db/testing";
import type { OperationKind } from "./command-rules";
import { markSent, openOperation, settle } from "./ledger";
import type { OperationRow } from "./operation-row";
import { readOperation } from "./read-ledger";
import { dueRefusals, lookAfterRefusal, settleRefused } from "./refusals";
import { intent, newTenancy, vm } from "./testing";
import { registerVerification, type Verdict } from "./verifications";

useTestDatabase();

let verdict: Verdict;
let duringVerification: (() => Promise<void>) | null = null;
for (const kind of ["create-snapshot", "add-port"] as const) {
  registerVerification(kind, async () => {
    await duringVerification?.();
    return verdict;
  });
}
const DONE: Verdict = {
  seen: "end",
  outcome: "done",
  evidence: { snapshot: "web_1" },
  params: { subject: "web_1" },
};

let next = 100;
/** A refusal on a host of its own, that long after it was sent. */
async function refused(
  agoSeconds: number,
  notes = {},
  what: { kind: OperationKind; params: Record<string, unknown> } = { kind: "create-snapshot", params: {} },
) {
  next += 1;
  const vmId = vm(String(next));
  const tenancyId = await newTenancy(vmId);
  const open = async (kind: OperationKind, params: Record<string, unknown> = {}) =>
    (await openOperation({ ...intent(tenancyId, vmId, kind, crypto.randomUUID()), params })).row;
  const row = await open(what.kind, what.params);
  await markSent(row.id, { limitMs: 600_000, notes });
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
  duringVerification = null;
  await database().update(operations).set({ lookAgainAt: null });
});

describe("a refused operation", () => {
  it("frees its host at once, and is corrected when the work shows later", async () => {
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

  it("is looked at by one of many instances, and not before it is due", async () => {
    await refused(2);
    expect(await dueRefusals()).toEqual([]);
    await makeDue();
    const taken = await Promise.all([dueRefusals(), dueRefusals(), dueRefusals()]);
    expect(taken.flat()).toHaveLength(1);
  });

  it("is looked after for a minute, or to its own limit where the work has begun", async () => {
    const [old, begun, over] = [await refused(59), await refused(59, { underWay: true }), await refused(601)];
    const due = async ({ id }: { id: string }) => (await readOperation(id))?.lookAgainAt;
    expect(await due(old)).toBeNull();
    expect(await due(begun)).toBeInstanceOf(Date);
    expect(await due(over)).toBeNull();
    verdict = { seen: "nothing", notes: { underWay: true, steps: [] } };
    await lookAtDue();
    expect((await readOperation(begun.id))?.notes).toMatchObject({ steps: [] });
  });

  it("stays refused once a command that could have had the same effect was sent", async () => {
    const { id, open } = await refused(2);
    const newer = await open("create-snapshot");
    await markSent(newer.id);
    verdict = DONE;
    await lookAtDue();
    expect(await readOperation(id)).toMatchObject({ outcome: "refused", lookAgainAt: null });
  });

  it.each([
    ["was opened and not sent yet", async (row: OperationRow) => row],
    [
      "ended as not sent",
      async (row: OperationRow) => {
        await markSent(row.id);
        await settle(row.id, { outcome: "not-sent", notSentCause: "connect-refused" });
      },
    ],
  ])("is corrected although a newer one of its kind %s", async (_, go) => {
    const { id, open } = await refused(2);
    await go(await open("create-snapshot"));
    verdict = DONE;
    await lookAtDue();
    expect(await readOperation(id)).toMatchObject({ outcome: "done", evidence: { despiteRefusal: true } });
  });

  it.each(["start", "delete-snapshot", "open-console"] as const)(
    "is corrected although a later %s, about something else, was sent",
    async (kind) => {
      const { id, open } = await refused(2);
      await markSent((await open(kind)).id);
      verdict = DONE;
      await lookAtDue();
      expect((await readOperation(id))?.outcome).toBe("done");
    },
  );

  it.each([
    ["another port", 443, "done"],
    ["the same port", 80, "refused"],
  ] as const)("about one port is judged by what was sent later for %s", async (_, insidePort, outcome) => {
    const { id, open } = await refused(2, {}, { kind: "add-port", params: { insidePort: 80 } });
    await markSent((await open("add-port", { insidePort })).id);
    verdict = DONE;
    await lookAtDue();
    expect((await readOperation(id))?.outcome).toBe(outcome);
  });

  it("stays refused when a command with the same effect was sent during the look", async () => {
    const { id, open } = await refused(2);
    verdict = DONE;
    duringVerification = async () => {
      await markSent((await open("create-snapshot")).id);
    };
    await lookAtDue();
    expect(await readOperation(id)).toMatchObject({ outcome: "refused", lookAgainAt: null });
  });

  it("stays refused once it can't be told who did the work", async () => {
    const { id } = await refused(2);
    verdict = { seen: "end", outcome: "unconfirmed", evidence: { why: "owner-changed" } };
    await lookAtDue();
    expect(await readOperation(id)).toMatchObject({ outcome: "refused", evidence: null, lookAgainAt: null });
  });
});
