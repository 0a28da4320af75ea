import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { operations, tenancies } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import type { OperationKind } from "@/lib/operations/command-rules";
import { markAccepted, markSent, openOperation, settle } from "@/lib/operations/ledger";
import { readOperation } from "@/lib/operations/read-ledger";
import { intent, newTenancy, vm } from "@/lib/operations/testing";
import { ledgerAttention, stuckAfter } from "./attention";
import { ledgerCsv } from "./ledger-csv";
import { type LedgerFilter, ledgerFilterFrom } from "./ledger-filter";
import { readLedgerDetail } from "./one-operation";
import { readFleetLedger } from "./read-fleet-ledger";
import { releaseOperation } from "./release";

useTestDatabase();

const staff: Viewer = {
  accountId: "33333333-3333-4333-8333-333333333333",
  sessionId: "44444444-4444-4444-8444-444444444444",
  role: "admin",
  username: "root",
  displayName: "Rosa",
  userId: null,
  view: null,
  locale: "en",
  theme: "system",
  timeZone: null,
};
const ALL = ledgerFilterFrom({});

beforeEach(async () => {
  await database().delete(operations);
  await database().delete(tenancies);
});

afterEach(() => {
  vi.useRealTimers();
});

let aheadMs = 0;
/** What was kept for a minute is asked for anew: later than in the tests before, too. */
function aMinuteLater(): void {
  vi.useRealTimers();
  aheadMs += 61_000;
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + aheadMs });
}

async function opened(vmId: string, kind: OperationKind, owner = "10001"): Promise<string> {
  const tenancyId = await newTenancy(vm(vmId), owner);
  return again(tenancyId, vmId, kind);
}

async function again(tenancyId: string, vmId: string, kind: OperationKind): Promise<string> {
  const opening = await openOperation(intent(tenancyId, vm(vmId), kind, crypto.randomUUID()));
  expect(opening.opened).toBe(true);
  return opening.row.id;
}

const since = (id: string, minutes: number) =>
  database()
    .update(operations)
    .set({ startedAt: new Date(Date.now() - minutes * 60_000) })
    .where(eq(operations.id, id));

const kindsOf = async (filter: Partial<LedgerFilter>) =>
  (await readFleetLedger({ ...ALL, ...filter }, staff)).entries.map(({ operation }) => operation.kind);

it("finds operations by host, customer, actor, kind and outcome, whoever's they are", async () => {
  await opened("101", "start");
  const stop = await opened("201", "stop", "10002");
  await settle(stop, { outcome: "refused", refusal: "no" });
  expect(await kindsOf({})).toEqual(["stop", "start"]);
  expect(await kindsOf({ host: "201" })).toEqual(["stop"]);
  expect(await kindsOf({ customer: "10001" })).toEqual(["start"]);
  expect(await kindsOf({ actor: "aN" })).toEqual(["stop", "start"]);
  // A sign that matches anything in SQL matches itself alone.
  expect(await kindsOf({ actor: "%" })).toEqual([]);
  expect(await kindsOf({ q: "201" })).toEqual(["stop"]);
  expect(await kindsOf({ q: "10001" })).toEqual(["start"]);
  expect(await kindsOf({ q: "aN" })).toEqual(["stop", "start"]);
  expect(await kindsOf({ q: "_" })).toEqual([]);
  await since(stop, 60 * 30);
  expect(await kindsOf({ since: "day" })).toEqual(["start"]);
  expect(await kindsOf({ since: "week" })).toEqual(["start", "stop"]);
  expect(await kindsOf({ kind: "start" })).toEqual(["start"]);
  expect(await kindsOf({ outcome: "attention" })).toEqual(["stop"]);
  expect(await kindsOf({ outcome: "in-progress" })).toEqual(["start"]);
});

it("what the address says wrongly counts as not chosen", () => {
  expect(
    ledgerFilterFrom({ host: "1;drop", kind: "explode", outcome: "x", after: "1", actor: ["a", "b"] }),
  ).toEqual(ALL);
});

it("goes from page to page without losing or doubling one, also where two share their time", async () => {
  const at = new Date();
  const ids: string[] = [];
  for (const vmId of ["1", "2", "3", "4", "5"]) {
    ids.push(await opened(vmId, "start"));
  }
  await database().update(operations).set({ startedAt: at });
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page = await readFleetLedger({ ...ALL, after }, staff, 2);
    seen.push(...page.entries.map(({ operation }) => operation.id));
    after = page.next;
  } while (after !== null);
  expect(seen.toSorted()).toEqual(ids.toSorted());
});

it("the file holds all that was found, and no formula", async () => {
  const id = await opened("101", "start");
  await settle(id, { outcome: "refused", refusal: "=1+1" });
  const text = await new Response(ledgerCsv(ALL, staff)).text();
  const lines = text.trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(',"start","refused","101",');
  expect(lines[1]).toContain(',"\'=1+1"');
});

it("list, details and file tell why the panel ended a console, and nothing of that where somebody asked", async () => {
  const tenancyId = await newTenancy(vm("101"), "10001");
  const ending = async (params: { cause?: string }) => {
    const opening = await openOperation({
      ...intent(tenancyId, vm("101"), "end-console", crypto.randomUUID()),
      params,
    });
    await settle(opening.row.id, { outcome: "done" });
    return opening.row.id;
  };
  const asked = await ending({});
  const ended = await ending({ cause: "signed-out" });
  const { entries } = await readFleetLedger(ALL, staff);
  expect(entries.map(({ cause }) => cause)).toEqual(["signed-out", null]);
  expect((await readLedgerDetail(ended, staff))?.cause).toBe("signed-out");
  expect((await readLedgerDetail(asked, staff))?.cause).toBeNull();
  const [head, ...rows] = (await new Response(ledgerCsv(ALL, staff)).text()).trim().split("\r\n");
  expect(head).toMatch(/,"end_cause"$/);
  expect(rows.map((row) => row.split(",").at(-1))).toEqual(['"signed-out"', ""]);
});

it("stuck, failed lately and refused often come first; what goes on as usual does not", async () => {
  await opened("1", "stop");
  const stuck = await opened("2", "stop");
  await since(stuck, 30);
  const failed = await opened("3", "reinstall");
  await settle(failed, { outcome: "failed" });
  const longAgo = await opened("4", "reinstall");
  await settle(longAgo, { outcome: "failed" });
  await since(longAgo, 3 * 24 * 60);
  const tenancyId = await newTenancy(vm("5"), "10001");
  for (let i = 0; i < 3; i++) {
    await settle(await again(tenancyId, "5", "add-port"), { outcome: "refused", refusal: "no more ports" });
  }
  const found = await ledgerAttention(staff);
  expect(found.stuck.map(({ vmId }) => vmId)).toEqual(["2"]);
  expect(found.ended.map(({ vmId }) => vmId)).toEqual(["3"]);
  expect(found.refusedOften).toEqual([{ vmId: "5", hostName: null, kind: "add-port" }]);
});

it("an operation is not stuck while its kind usually takes that long", async () => {
  aMinuteLater();
  for (let i = 1; i <= 5; i++) {
    const id = await opened(String(i), "create-snapshot");
    await settle(id, { outcome: "done" });
    await since(id, 60);
  }
  const inProgress = await opened("9", "create-snapshot");
  await since(inProgress, 90);
  expect((await ledgerAttention(staff)).stuck).toEqual([]);
  await since(inProgress, 150);
  expect((await ledgerAttention(staff)).stuck.map(({ vmId }) => vmId)).toEqual(["9"]);
});

it("how long a kind usually takes is asked of the ledger once a minute, however many look", async () => {
  aMinuteLater();
  const asked = vi.spyOn(database(), "execute");
  await Promise.all([stuckAfter(), stuckAfter()]);
  await stuckAfter();
  expect(asked).toHaveBeenCalledTimes(1);
  aMinuteLater();
  asked.mockRejectedValueOnce(new Error("the database is away"));
  await expect(stuckAfter()).rejects.toThrow();
  expect((await stuckAfter())("stop")).toBe(config().operations.notReactingMs);
  asked.mockRestore();
});

it("a released operation is failed, says by whom and why, and frees the host; a late answer changes nothing", async () => {
  const id = await opened("101", "stop");
  await markSent(id);
  const of = { id, vmId: "101", reason: "node was replaced" };
  expect(await releaseOperation(of, staff)).toBe("too-early");
  await since(id, 20);
  expect(await releaseOperation({ ...of, vmId: "102" }, staff)).toBe("not-found");
  expect(await releaseOperation(of, staff)).toBe("released");
  expect(await releaseOperation(of, staff)).toBe("over");
  expect(await markAccepted(id)).toBeNull();
  const row = await readOperation(id);
  expect(row?.outcome).toBe("failed");
  expect(row?.evidence).toEqual({ reclaimedBy: "Rosa", reason: "node was replaced", wasOutcome: "open" });
  expect((await readLedgerDetail(id, staff))?.released).toEqual({ by: "Rosa", reason: "node was replaced" });
  expect(row?.claimedBy).toBeNull();
  expect(await again(row?.tenancyId ?? "", "101", "start")).not.toBe(id);
});

it("an operation released before it was sent is never sent", async () => {
  const id = await opened("101", "stop");
  await since(id, 20);
  expect(await releaseOperation({ id, vmId: "101", reason: "wrong host" }, staff)).toBe("released");
  expect(await markSent(id)).toBe(false);
});
