import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { expect, it, vi } from "vitest";
import { database } from "./connection";
import { monitorDays } from "./host-schema";
import { cleanUp, startHousekeeping } from "./housekeeping";
import { webhooks } from "./notification-schema";
import { accounts, operations, sessions, tenancies } from "./schema";
import {
  challenges,
  guestInvitations,
  guestRights,
  inviteRuns,
  liveStreams,
  signInFailures,
} from "./sign-in-schema";
import { auditEvents, auditSettlements, ownerMoves, views } from "./staff-schema";
import { useTestDatabase } from "./testing";
import { apiTokens, customerRequests, orders } from "./token-schema";

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
      operation("in-progress", 800, "open"),
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
  const [, lately] = await db
    .insert(sessions)
    .values([session("ended-long-ago", 0, 91), session("ended-lately", 0, 89), session("expired", 91, null)])
    .returning();
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
  const browser = { accountId, service: "push", url: "https://push.example", sealedSecret: "", kinds: [] };
  await db.insert(webhooks).values([lately?.id, inUse?.id].map((sessionId) => ({ ...browser, sessionId })));

  await cleanUp(NOW);

  const kept = await db.select({ key: operations.formKey }).from(operations);
  expect(kept.map((row) => row.key).sort()).toEqual(["in-progress", "young"]);
  const left = await db.select({ hash: sessions.sidHash }).from(sessions);
  expect(left).toEqual([{ hash: "ended-lately" }, { hash: "in-use" }]);
  expect(await db.select({ id: liveStreams.id }).from(liveStreams)).toEqual([{ id: open.id }]);
  expect(await db.select({ of: webhooks.sessionId }).from(webhooks)).toEqual([{ of: inUse?.id }]);
});

it("deletes orders and requests for customers with the ledger, and no order that staff still have to settle", async () => {
  const db = database();
  const order = (
    formKey: string,
    days: number,
    outcome: typeof orders.$inferInsert.outcome,
    tied = true,
  ) => ({
    ...{ formKey, outcome, bodyHash: "x", accountId: randomUUID(), actorName: "Shop", owner: "10001" },
    ...{ name: formKey, language: "en", startedAt: daysAgo(days), tiedAt: tied ? daysAgo(days) : null },
  });
  await db
    .insert(orders)
    .values([
      order("done-old", 731, "done"),
      order("refused-old", 731, "refused"),
      order("closed-old", 731, "failed"),
      order("done-young", 729, "done"),
      order("untied", 800, "done", false),
      order("in-doubt", 800, "unconfirmed", false),
      order("going", 800, "checking", false),
    ]);
  const request = (formKey: string, days: number) => ({
    ...{ formKey, bodyHash: "x", userId: "10001", startedAt: daysAgo(days) },
  });
  await db.insert(customerRequests).values([request("old", 731), request("young", 729)]);
  await cleanUp(NOW);
  const kept = await db.select({ key: orders.formKey }).from(orders).orderBy(orders.formKey);
  expect(kept.map(({ key }) => key)).toEqual(["done-young", "going", "in-doubt", "untied"]);
  expect((await db.select().from(customerRequests)).map(({ formKey }) => formKey)).toEqual(["young"]);
});

it("deletes guests' rights with the ledger and their invitations soon after their end, and none that holds", async () => {
  const db = database();
  const accountId = randomUUID();
  await db.insert(accounts).values({ id: accountId, username: "g", usernameKey: "g", role: "customer" });
  const by = { owner: "10001", invitedBy: accountId, role: "view" as const };
  const right = (tenancyId: string | null, ended: number | null, until: number | null) => ({
    ...by,
    accountId,
    tenancyId,
    endedAt: ended === null ? null : daysAgo(ended),
    until: until === null ? null : daysAgo(until),
  });
  await db
    .insert(guestRights)
    .values([
      right(null, 731, null),
      right(null, null, 731),
      right(null, 729, null),
      right(null, null, null),
      right(null, null, -1),
    ]);
  const invitation = (email: string, days: number) => ({
    ...by,
    email,
    emailKey: email,
    expiresAt: daysAgo(days),
  });
  await db.insert(guestInvitations).values([invitation("old", 91), invitation("young", 89)]);
  await cleanUp(NOW);
  const kept = await db.select({ endedAt: guestRights.endedAt, until: guestRights.until }).from(guestRights);
  expect(kept).toHaveLength(3);
  expect(kept).not.toContainEqual(expect.objectContaining({ endedAt: daysAgo(731) }));
  expect(kept).not.toContainEqual(expect.objectContaining({ until: daysAgo(731) }));
  expect((await db.select().from(guestInvitations)).map(({ email }) => email)).toEqual(["young"]);
});

/** The trigger lets nothing younger go, by the database's own clock. */
const reallyAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

it("keeps what staff did as long as the ledger, and lets it go then", async () => {
  const db = database();
  const event = (action: string, days: number) => ({
    id: randomUUID(),
    action,
    at: reallyAgo(days),
    actorName: "s",
    actorRole: "support",
    outcome: "sent",
  });
  const events = [event("old", 731), event("settled-late", 731), event("young", 729)] as const;
  await db.insert(auditEvents).values([...events]);
  await db.insert(auditSettlements).values([
    { eventId: events[0].id, at: reallyAgo(731), outcome: "done" },
    // Its own time counts, else the trigger would keep it and all others.
    { eventId: events[1].id, at: reallyAgo(100), outcome: "done" },
    { eventId: events[2].id, at: reallyAgo(729), outcome: "done" },
  ]);
  const view = (reason: string, days: number) => ({
    sessionId: randomUUID(),
    staffAccountId: randomUUID(),
    staffName: "s",
    staffRole: "support" as const,
    userId: "10001",
    customerName: "a",
    reason,
    startedAt: reallyAgo(days),
    until: reallyAgo(days),
  });
  await db.insert(views).values([view("old", 731), view("young", 729)]);
  const run = (startedBy: string, days: number, ended: boolean) => ({
    startedBy,
    startedAt: reallyAgo(days),
    endedAt: ended ? reallyAgo(days) : null,
  });
  await db
    .insert(inviteRuns)
    .values([run("old", 731, true), run("in-progress", 731, false), run("young", 729, true)]);
  const move = (actorName: string, days: number, lookAt: Date | null) => ({
    actorName,
    fromOwner: "10001",
    toOwner: "10002",
    at: reallyAgo(days),
    holdsUntil: reallyAgo(days),
    lookAt,
  });
  await db
    .insert(ownerMoves)
    .values([move("old", 731, null), move("unknown", 731, reallyAgo(0)), move("young", 729, null)]);

  await cleanUp(new Date());

  const actions = await db.select({ action: auditEvents.action }).from(auditEvents);
  expect(actions.map((one) => one.action).sort()).toEqual(["settled-late", "young"]);
  expect(await db.$count(auditSettlements)).toBe(2);
  expect(await db.select({ reason: views.reason }).from(views)).toEqual([{ reason: "young" }]);
  const runs = await db.select({ by: inviteRuns.startedBy }).from(inviteRuns);
  expect(runs.map((one) => one.by).sort()).toEqual(["in-progress", "young"]);
  const moves = await db.select({ by: ownerMoves.actorName }).from(ownerMoves);
  expect(moves.map((one) => one.by).sort()).toEqual(["unknown", "young"]);
});

it("keeps what staff did for 700 days however short the ledger is kept", async () => {
  vi.stubEnv("KEEP_LEDGER_DAYS", "30");
  const row = { action: "kept", actorName: "s", actorRole: "support", outcome: "done" };
  await database()
    .insert(auditEvents)
    .values({ ...row, at: reallyAgo(699) });
  await cleanUp(new Date());
  expect(await database().$count(auditEvents, eq(auditEvents.action, "kept"))).toBe(1);
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

it("deletes each hour what anybody can have made without signing in", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearTimeout", "clearInterval"] });
  const ROOM = { timeout: 15_000 };
  const stop = startHousekeeping();
  try {
    await database()
      .insert(challenges)
      .values([
        { purpose: "over", challenge: "over", expiresAt: new Date(Date.now() - 1) },
        { purpose: "good", challenge: "good", expiresAt: new Date(Date.now() + 300_000) },
      ]);
    vi.advanceTimersByTime(30 * 60_000);
    await vi.waitFor(async () => expect(await database().$count(challenges)).toBe(1), ROOM);
    await database()
      .insert(challenges)
      .values({ purpose: "over", challenge: "over", expiresAt: new Date(Date.now() - 1) });
    vi.advanceTimersByTime(60 * 60_000);
    await vi.waitFor(async () => expect(await database().$count(challenges)).toBe(1), ROOM);
    const [left] = await database().select().from(challenges);
    expect(left?.purpose).toBe("good");
  } finally {
    stop();
    vi.useRealTimers();
    await database().delete(challenges);
  }
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

it("deletes tokens that are over as long as the ledger is kept, and none that is good", async () => {
  const db = database();
  const accountId = randomUUID();
  await db.insert(accounts).values({ id: accountId, username: "t", usernameKey: "t", role: "customer" });
  const token = (name: string, of: { endedAt?: Date; expiresAt?: Date }) => ({
    ...{ name, tokenHash: name, ending: "xxxx", scope: "read" as const, accountId, createdAt: daysAgo(800) },
    ...of,
  });
  await db
    .insert(apiTokens)
    .values([
      token("ended", { endedAt: daysAgo(731) }),
      token("expired", { expiresAt: daysAgo(731) }),
      token("ended-lately", { endedAt: daysAgo(729) }),
      token("without-end", {}),
    ]);
  await cleanUp(NOW);
  const left = await db.select({ name: apiTokens.name }).from(apiTokens);
  expect(left.map(({ name }) => name).sort()).toEqual(["ended-lately", "without-end"]);
});
