import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { database } from "./connection";
import { challenges } from "./entry-schema";
import { monitorDays } from "./host-schema";
import { cleanUp } from "./housekeeping";
import { accounts, liveStreams, operations, sessions, signInFailures, tenancies } from "./schema";
import { useTestDatabase } from "./testing";

useTestDatabase();

const NOW = new Date("2026-11-25T12:00:00Z");
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

it("deletes what is older than the settings, and no operation that still goes", async () => {
  const db = database();
  const tenancyId = randomUUID();
  await db.insert(tenancies).values({ id: tenancyId, vmId: "1", owner: "10001" });
  const operation = (formKey: string, days: number, outcome: "done" | "open") => ({
    tenancyId,
    vmId: "1",
    kind: "start",
    outcome,
    formKey,
    actorName: "a",
    actorRole: "customer",
    startedAt: daysAgo(days),
  });
  await db
    .insert(operations)
    .values([
      operation("old", 731, "done"),
      operation("young", 729, "done"),
      operation("going", 800, "open"),
    ]);
  const accountId = randomUUID();
  await db.insert(accounts).values({ id: accountId, username: "a", usernameKey: "a", role: "customer" });
  const session = (sidHash: string, expires: number, ended: number | null) => ({
    sidHash,
    accountId,
    idleMs: 1,
    expiresAt: daysAgo(expires),
    endedAt: ended === null ? null : daysAgo(ended),
  });
  await db
    .insert(sessions)
    .values([session("ended-long-ago", 0, 91), session("ended-lately", 0, 89), session("expired", 91, null)]);
  const [inUse] = await db
    .insert(sessions)
    .values(session("in-use", -1, null))
    .returning();
  const stream = (seenDaysAgo: number) => ({
    id: randomUUID(),
    sessionId: inUse?.id ?? "",
    openedAt: daysAgo(9),
    seenAt: daysAgo(seenDaysAgo),
  });
  const [dead, open] = [stream(2), stream(0)];
  await db.insert(liveStreams).values([dead, open]);

  await cleanUp(NOW);

  const kept = await db.select({ key: operations.formKey }).from(operations);
  expect(kept.map((row) => row.key).sort()).toEqual(["going", "young"]);
  const left = await db.select({ hash: sessions.sidHash }).from(sessions);
  expect(left).toEqual([{ hash: "ended-lately" }, { hash: "in-use" }]);
  expect(await db.select({ id: liveStreams.id }).from(liveStreams)).toEqual([{ id: open.id }]);
});

it("keeps days of samples as long as the setting says", async () => {
  const db = database();
  const tenancyId = randomUUID();
  await db.insert(tenancies).values({ id: tenancyId, vmId: "2", owner: "10001" });
  const day = (days: number) => daysAgo(days).toISOString().slice(0, 10).replaceAll("-", "");
  const row = { tenancyId, samples: Buffer.alloc(0), complete: true, fetchedAt: NOW };
  await db.insert(monitorDays).values([401, 400, 1].map((days) => ({ ...row, day: day(days) })));
  await cleanUp(NOW);
  const kept = await db.select({ day: monitorDays.day }).from(monitorDays);
  expect(kept.map((one) => one.day).sort()).toEqual([day(400), day(1)]);
});

it("goes on where one table's old rows can't be deleted", async () => {
  const db = database();
  await db.execute(
    sql`create function no_deletion() returns trigger as $$ begin raise exception 'not now'; end $$ language plpgsql`,
  );
  await db.execute(
    sql`create trigger no_deletion before delete on challenges for each row execute function no_deletion()`,
  );
  await db.insert(challenges).values({ purpose: "old", challenge: "old", expiresAt: daysAgo(1) });
  await db.insert(signInFailures).values({ key: "old", failures: 1, lastFailedAt: daysAgo(3) });
  await cleanUp(NOW);
  expect(await db.select().from(signInFailures)).toEqual([]);
  expect(await db.$count(challenges)).toBe(1);
});
