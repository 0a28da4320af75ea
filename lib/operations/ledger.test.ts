import { eq, inArray, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { database } from "../db/connection";
import { operations, tenancies } from "../db/schema";
import { rowsRead, useTestDatabase } from "../db/testing";
import { runInRequest } from "../request-context";
import type { OperationKind } from "./command-rules";
import {
  markAccepted,
  markChecking,
  markSent,
  openOperation,
  settle,
  settleUnsent,
  supersede,
} from "./ledger";
import { listOperations, newestOperation, readOperation, recentOperations } from "./read-ledger";
import { intent, newTenancy, vm } from "./testing";

useTestDatabase();

/** As the statements do that read hosts. */
function newestOf(tenancyIds: string[]) {
  const newest = newestOperation(database());
  return database()
    .select({ newest: newest._.selectedFields })
    .from(tenancies)
    .leftJoinLateral(newest, sql`true`)
    .where(inArray(tenancies.id, tenancyIds));
}

let next = 100;
async function newHost() {
  next += 1;
  const vmId = vm(String(next));
  const tenancyId = await newTenancy(vmId);
  const ask = (kind: OperationKind, key: string) => intent(tenancyId, vmId, kind, key);
  const open = async (kind: OperationKind, key: string) => (await openOperation(ask(kind, key))).row;
  return { vmId, tenancyId, ask, open };
}

describe("opening an operation", () => {
  it("opens one of 50 at once, and shows the others the one in progress", async () => {
    const host = await newHost();
    const openings = await Promise.all(
      Array.from({ length: 50 }, (_, n) => openOperation(host.ask("start", `form ${n}`))),
    );
    const [winner, ...more] = openings.filter((opening) => opening.opened);
    expect(more).toEqual([]);
    const losers = openings.filter((opening) => !opening.opened);
    expect(losers.every((o) => !o.opened && o.why === "in-progress" && o.row.id === winner?.row.id)).toBe(
      true,
    );
  });

  it("keeps where staff asked from, and nothing of where a customer did", async () => {
    const context = { requestId: "1", address: "203.0.113.9", peer: null, release: [] };
    const open = async (role: "admin" | "customer") => {
      const host = await newHost();
      const asked = host.ask("start", "form");
      const { row } = await runInRequest(context, () =>
        openOperation({ ...asked, actor: { ...asked.actor, role } }),
      );
      return row.address;
    };
    expect([await open("admin"), await open("customer")]).toEqual(["203.0.113.9", null]);
  });

  it("makes one operation of one form, sent twice at once or again after its end", async () => {
    const host = await newHost();
    const together = await Promise.all(
      Array.from({ length: 10 }, () => openOperation(host.ask("start", "form"))),
    );
    expect(together.filter((opening) => opening.opened)).toHaveLength(1);
    expect(new Set(together.map((opening) => opening.row.id)).size).toBe(1);
    await settle(together[0]?.row.id ?? "", { outcome: "refused", refusal: "no" });
    const again = await openOperation(host.ask("start", "form"));
    expect(again).toMatchObject({ opened: false, why: "same-form", row: { outcome: "refused" } });
  });

  it("answers a program's key for the body that it came with, and for no other", async () => {
    const host = await newHost();
    const sent = (bodyHash: string) => {
      const program = { tokenId: host.tenancyId, key: "key", bodyHash };
      return openOperation({ ...host.ask("start", ""), key: program });
    };
    expect(await sent("one")).toMatchObject({ opened: true });
    expect(await sent("one")).toMatchObject({ opened: false, why: "same-form" });
    expect(await sent("another")).toMatchObject({ opened: false, why: "other-body" });
  });

  it("takes the same key with another kind or account for another form", async () => {
    const host = await newHost();
    const first = await host.open("start", "form");
    await settle(first.id, { outcome: "refused" });
    const other = await openOperation(host.ask("stop", "form"));
    expect(other.opened).toBe(true);
    await settle(other.row.id, { outcome: "refused" });
    const ask = host.ask("start", "form");
    const stranger = { ...ask.actor, accountId: "33333333-3333-4333-8333-333333333333" };
    expect((await openOperation({ ...ask, actor: stranger })).opened).toBe(true);
  });

  it("doesn't store the form's key itself", async () => {
    const host = await newHost();
    expect(JSON.stringify(await host.open("start", "canary-form-key"))).not.toContain("canary");
  });
});

describe("superseding an operation", () => {
  it("ends an accepted Stop and opens one Force stop in its place, of many at once", async () => {
    const host = await newHost();
    const stop = await host.open("stop", "stop");
    await markSent(stop.id);
    await markAccepted(stop.id);
    const forced = await Promise.all(
      Array.from({ length: 10 }, (_, n) => supersede(stop.id, host.ask("force-stop", `force ${n}`))),
    );
    const [winner, ...more] = forced.filter((opening) => opening.opened);
    expect(more).toEqual([]);
    expect(await readOperation(stop.id)).toMatchObject({
      outcome: "superseded",
      supersededBy: winner?.row.id,
    });
  });

  it("ends nothing but a Stop or Restart that was accepted and isn't being checked", async () => {
    for (const [kind, prepare] of [
      ["stop", async () => {}],
      ["stop", markSent],
      ["restart", async (id: string) => (await markSent(id)) && (await markChecking(id, "lost"))],
      ["start", async (id: string) => (await markSent(id)) && (await markAccepted(id))],
    ] as const) {
      for (const later of ["force-stop", "suspend-host"] as const) {
        const host = await newHost();
        const first = await host.open(kind, "first");
        await prepare(first.id);
        const taken = await supersede(first.id, host.ask(later, "later"));
        expect(taken).toMatchObject({ opened: false, why: "in-progress", row: { id: first.id } });
      }
    }
  });

  it("leaves what ended so as it ended, whatever is seen or answered later", async () => {
    const host = await newHost();
    const stop = await host.open("stop", "stop");
    await markSent(stop.id);
    await markAccepted(stop.id);
    const suspension = await supersede(stop.id, host.ask("suspend-host", "suspend"));
    expect(suspension).toMatchObject({ opened: true, row: { kind: "suspend-host", sentAt: null } });
    const late = [
      settle(stop.id, { outcome: "done", evidence: { state: "off" } }),
      markAccepted(stop.id),
      markChecking(stop.id, "late"),
    ];
    expect(await Promise.all(late)).toEqual([null, null, null]);
    expect(await readOperation(stop.id)).toMatchObject({ outcome: "superseded", evidence: null });
  });

  it("doesn't end what the same form opened before", async () => {
    const host = await newHost();
    const early = await host.open("force-stop", "force");
    await settle(early.id, { outcome: "not-sent", notSentCause: "locked" });
    const stop = await host.open("stop", "stop");
    await markSent(stop.id);
    await markAccepted(stop.id);
    const again = await supersede(stop.id, host.ask("force-stop", "force"));
    expect(again).toMatchObject({ opened: false, why: "same-form", row: { id: early.id } });
    expect((await readOperation(stop.id))?.outcome).toBe("open");
  });
});

describe("a row of the ledger", () => {
  it("sends nothing once its lease is lost", async () => {
    const host = await newHost();
    const row = await host.open("start", "form");
    await database()
      .update(operations)
      .set({ claimedUntil: new Date(Date.now() - 1_000) })
      .where(eq(operations.id, row.id));
    expect(await markSent(row.id)).toBe(false);
  });

  it("is sent by the process that holds it and by no other", async () => {
    const row = await (await newHost()).open("start", "form");
    const ofAnother = { claimedBy: "another instance", claimedUntil: new Date(Date.now() + 60_000) };
    await database().update(operations).set(ofAnother).where(eq(operations.id, row.id));
    expect(await markSent(row.id)).toBe(false);
  });

  it("ends as not sent only while it was not", async () => {
    const host = await newHost();
    const row = await host.open("start", "form");
    await markSent(row.id);
    expect(await settleUnsent(row.id)).toBeNull();
    expect((await readOperation(row.id))?.outcome).toBe("open");
  });

  it("is marked as sent once", async () => {
    const host = await newHost();
    const row = await host.open("start", "form");
    expect(await Promise.all([markSent(row.id), markSent(row.id)])).toContain(false);
  });

  it("keeps its first ending", async () => {
    const host = await newHost();
    const row = await host.open("start", "form");
    expect(await settle(row.id, { outcome: "done" })).not.toBeNull();
    expect(await settle(row.id, { outcome: "failed" })).toBeNull();
    expect(await markAccepted(row.id)).toBeNull();
    expect((await readOperation(row.id))?.outcome).toBe("done");
  });

  it("is listed newest first, and for its own tenancies alone", async () => {
    const [mine, theirs] = [await newHost(), await newHost()];
    const ids: string[] = [];
    for (const key of ["1", "2", "3"]) {
      const row = await mine.open("start", key);
      await settle(row.id, { outcome: "refused" });
      ids.unshift(row.id);
    }
    await theirs.open("start", "x");
    const listed = await listOperations({ tenancyIds: [mine.tenancyId], limit: 10 });
    expect(listed.map((row) => row.id)).toEqual(ids);
    const older = await listOperations({
      tenancyIds: [mine.tenancyId],
      limit: 10,
      before: listed[0]?.startedAt,
    });
    expect(older.map((row) => row.id)).toEqual(ids.slice(1));
    expect((await recentOperations(mine.tenancyId, 2)).map((row) => row.id)).toEqual(ids.slice(0, 2));
    expect((await newestOf([mine.tenancyId]))[0]?.newest?.id).toBe(ids[0]);
  });

  it("is found as the newest of a long history without reading the rest", async () => {
    const hosts = [await newHost(), await newHost()];
    for (const { tenancyId, vmId } of hosts) {
      await database().execute(sql`insert into operations
          (tenancy_id, vm_id, kind, outcome, form_key, actor_name, actor_role, started_at)
        select ${tenancyId}, ${vmId}, 'start', 'done', ${tenancyId} || n, 'Ann', 'customer', now() - n * interval '1 hour'
          from generate_series(1, 500) n`);
    }
    await database().execute(sql`analyze operations`);
    const ids = hosts.map(({ tenancyId }) => tenancyId);
    const found = await newestOf(ids);
    expect(found.map(({ newest }) => newest?.tenancyId).sort()).toEqual([...ids].sort());
    expect(await rowsRead("operations", () => newestOf(ids))).toBeLessThan(20);
    expect(await rowsRead("operations", () => recentOperations(ids[0] ?? "", 5))).toBeLessThan(20);
    expect(
      await rowsRead("operations", () => listOperations({ tenancyIds: ids.slice(0, 1), limit: 5 })),
    ).toBeLessThan(20);
  });
});
