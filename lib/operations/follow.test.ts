import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { database } from "../db/connection";
import { operations } from "../db/schema";
import { useTestDatabase } from "../db/testing";
import { lookOnce } from "./follow";
import { leaseFree, renewLease } from "./leases";
import { markAccepted, markChecking, markSent, openOperation } from "./ledger";
import { readOperation } from "./read-ledger";
import { intent, newTenancy, vm } from "./testing";
import { registerVerification, type Verdict } from "./verifications";

useTestDatabase();

let looks = 0;
let verdict: Verdict | Error = { seen: "nothing" };
registerVerification("start", async () => {
  looks += 1;
  if (verdict instanceof Error) {
    throw verdict;
  }
  return verdict;
});

let next = 100;
async function opened() {
  next += 1;
  const vmId = vm(String(next));
  const { row } = await openOperation(intent(await newTenancy(vmId), vmId, "start", "form"));
  return row.id;
}

/** As if the instance that held them were gone for longer than a lease holds. */
const ageLeases = () =>
  database()
    .update(operations)
    .set({ claimedBy: "dead", claimedUntil: sql`now() - interval '1 second'` })
    .where(sql`outcome in ('open', 'checking')`);

async function look(id: string, now = new Date()) {
  await leaseFree();
  const row = await readOperation(id);
  if (!row) {
    throw new Error("the row is gone");
  }
  await lookOnce(row, now);
  return readOperation(id);
}

afterEach(async () => {
  looks = 0;
  verdict = { seen: "nothing" };
  await database().update(operations).set({ outcome: "done" }).where(sql`outcome in ('open', 'checking')`);
});

describe("a look that fails, or whose outcome can't be saved", () => {
  const sent = async () => {
    const id = await opened();
    await markSent(id, { limitMs: 60_000 });
    await markAccepted(id);
    return id;
  };

  it.each<[string, Verdict | Error]>([
    ["a verification that throws", new Error("not as expected")],
    // PostgreSQL keeps no NUL.
    ["evidence that the database refuses", { seen: "end", outcome: "done", evidence: { name: "a\u0000b" } }],
  ])("is tried again, and frees the host at the operation's limit: %s", async (_what, next) => {
    const id = await sent();
    verdict = next;
    await expect(look(id)).rejects.toThrow();
    expect(await readOperation(id)).toMatchObject({ outcome: "open" });
    expect(await look(id, new Date(Date.now() + 3_600_000))).toMatchObject({ outcome: "unconfirmed" });
  });
});

describe("after a crash", () => {
  it("ends an intent that was never sent as not sent, and never sends it afterwards", async () => {
    const id = await opened();
    await ageLeases();
    expect(await look(id)).toMatchObject({ outcome: "not-sent", notSentCause: "interrupted" });
    expect(await markSent(id)).toBe(false);
    expect(looks).toBe(0);
  });

  it("doesn't end an intent as not sent when it is sent during the look", async () => {
    const id = await opened();
    const asItWas = await readOperation(id);
    expect(await markSent(id)).toBe(true);
    if (asItWas) {
      await lookOnce(asItWas, new Date());
    }
    expect(await readOperation(id)).toMatchObject({ outcome: "open", notSentCause: null });
  });

  it("checks a command without an answer, and ends it by what is seen", async () => {
    const id = await opened();
    await markSent(id);
    await ageLeases();
    expect(await look(id)).toMatchObject({ outcome: "checking" });
    verdict = { seen: "end", outcome: "done", evidence: { state: "running" } };
    expect(await look(id)).toMatchObject({ outcome: "done", evidence: { state: "running" } });
  });

  it("waits for an accepted command", async () => {
    const id = await opened();
    await markSent(id);
    await markAccepted(id);
    expect(await look(id)).toMatchObject({ outcome: "open" });
    expect(looks).toBe(1);
  });

  it("leaves an operation alone while another instance holds its lease", async () => {
    const id = await opened();
    await database().update(operations).set({ claimedBy: "another" }).where(eq(operations.id, id));
    expect((await leaseFree()).map((row) => row.id)).not.toContain(id);
    expect(await renewLease(id)).toBeNull();
  });

  it("gives each operation to one of several instances", async () => {
    const ids = [await opened(), await opened(), await opened()];
    await ageLeases();
    const taken = (await Promise.all([leaseFree(), leaseFree(), leaseFree()])).flat();
    expect(taken.map((row) => row.id).sort()).toEqual(ids.sort());
  });
});

describe("at an operation's limit", () => {
  it("ends as unconfirmed what was never seen, accepted or not", async () => {
    for (const step of [markAccepted, (id: string) => markChecking(id, "lost")]) {
      const id = await opened();
      await markSent(id);
      await step(id);
      const limit = (await readOperation(id))?.limitAt ?? new Date(0);
      expect(await look(id, new Date(limit.getTime() - 1))).not.toMatchObject({ outcome: "unconfirmed" });
      expect(await look(id, limit)).toMatchObject({ outcome: "unconfirmed" });
    }
  });

  it("counts what the last look sees", async () => {
    const id = await opened();
    await markSent(id);
    await markAccepted(id);
    verdict = { seen: "end", outcome: "done", evidence: {} };
    expect(await look(id, new Date(Date.now() + 3_600_000))).toMatchObject({ outcome: "done" });
  });
});
