import { and, eq, inArray, sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, it } from "vitest";
import { database } from "../db/connection";
import { operations } from "../db/schema";
import { useTestDatabase } from "../db/testing";
import { OPERATION_KINDS, type OperationKind, POWER_KINDS, supersedesWaiting } from "./command-rules";
import { lookOnce } from "./follow";
import { leaseFree } from "./leases";
import { markAccepted, markChecking, markSent, openOperation, settle, supersede } from "./ledger";
import type { OperationRow } from "./operation-row";
import { isInProgress } from "./operation-view";
import { correctRefusal } from "./refusals";
import { intent, newTenancy, vm } from "./testing";
import { registerVerification } from "./verifications";

useTestDatabase();

const KINDS = [...POWER_KINDS, ...OPERATION_KINDS.filter((kind) => supersedesWaiting(kind))];
for (const kind of KINDS) {
  registerVerification(kind, async () => ({ seen: "nothing" }));
}

type Step =
  | { do: "open" | "supersede"; kind: OperationKind; key: string }
  | { do: "sent" | "accepted" | "lost" | "crash" | "late look" | "correct" }
  | { do: "settle"; outcome: "done" | "refused" | "not-sent" | "failed" | "unconfirmed" };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom("open" as const, "supersede" as const),
    kind: fc.constantFrom(...KINDS),
    key: fc.constantFrom("form-a", "form-b", "form-c"),
  }),
  fc.record({
    do: fc.constantFrom(
      ...(["sent", "sent", "accepted", "accepted", "lost", "crash", "late look", "correct"] as const),
    ),
  }),
  fc.record({
    do: fc.constant("settle" as const),
    outcome: fc.constantFrom(...(["done", "refused", "not-sent", "failed", "unconfirmed"] as const)),
  }),
);

/** Any step on the newest operation of a host, in any order, as racing instances might take them. */
async function take(one: Step, tenancyId: string, vmId: string, newest: OperationRow | undefined) {
  const id = newest?.id ?? "00000000-0000-4000-8000-000000000000";
  switch (one.do) {
    case "open":
      return openOperation(intent(tenancyId, vm(vmId), one.kind, one.key));
    case "supersede":
      return supersede(id, intent(tenancyId, vm(vmId), one.kind, one.key));
    case "sent":
      return markSent(id);
    case "accepted":
      return markAccepted(id);
    case "lost":
      return markChecking(id, "reset");
    case "correct":
      return newest && correctRefusal(newest, { state: "off" });
    case "settle":
      return settle(id, { outcome: one.outcome });
    case "crash":
      await database()
        .update(operations)
        .set({ claimedBy: "dead", claimedUntil: sql`now() - interval '1 second'` })
        .where(and(eq(operations.id, id), inArray(operations.outcome, ["open", "checking"])));
      return;
    case "late look":
      for (const row of await leaseFree()) {
        await lookOnce(row, new Date(Date.now() + 3_600_000));
      }
  }
}

const rowsOf = (vmId: string) =>
  database()
    .select()
    .from(operations)
    .where(eq(operations.vmId, vmId))
    .orderBy(operations.startedAt, operations.id);

function check(before: OperationRow[], after: OperationRow[]) {
  expect(after.filter((row) => isInProgress(row.outcome)).length).toBeLessThanOrEqual(1);
  for (const row of after) {
    expect(row.endedAt === null).toBe(isInProgress(row.outcome));
    expect(row.acceptedAt !== null && row.sentAt === null).toBe(false);
    if (row.outcome === "superseded") {
      expect(["stop", "restart"]).toContain(row.kind);
      expect(row.acceptedAt).not.toBeNull();
      expect(after.some((other) => other.id === row.supersededBy)).toBe(true);
    }
    if (row.outcome === "checking") {
      expect(row.sentAt).not.toBeNull();
    }
  }
  for (const was of before) {
    const is = after.find((row) => row.id === was.id);
    expect(is).toBeDefined();
    const corrected = was.outcome === "refused" && is?.outcome === "done";
    if (!isInProgress(was.outcome) && !corrected) {
      expect(is?.outcome).toBe(was.outcome);
    }
    expect(was.sentAt === null || is?.sentAt !== null).toBe(true);
  }
}

let next = 1_000;

it("keeps at most one operation in progress, and every ending, in whatever order things happen", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      next += 1;
      const vmId = String(next);
      const tenancyId = await newTenancy(vmId);
      let before = await rowsOf(vmId);
      for (const one of steps) {
        await take(one, tenancyId, vmId, before.at(-1));
        const after = await rowsOf(vmId);
        check(before, after);
        before = after;
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);
