import { expect, it } from "vitest";
import { createAccount } from "@/lib/accounts/create-account";
import { database } from "@/lib/db/connection";
import { operations, sessions, tenancies } from "@/lib/db/schema";
import { auditEvents, staffNotes, views } from "@/lib/db/staff-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { rosa } from "../testing/rosa";
import { readTimeline } from "./customer-timeline";
import { user } from "./testing/new-customers";
import type { AroundCustomer } from "./timeline-sources";

useTestDatabase();

const NOON = Date.parse("2026-03-01T12:00:00Z");
/** So many minutes after noon. */
const at = (minute: number) => new Date(NOON + minute * 60_000);

/** One of each around a customer, a minute apart, oldest first: sign-in, operation, view, note, change. */
async function oneOfEach(userId: string): Promise<void> {
  const made = await createAccount({ username: `u${userId}`, role: "customer", userId });
  if (!made.ok) throw new Error(made.fault);
  await database()
    .insert(sessions)
    .values({
      sidHash: userId,
      accountId: made.accountId,
      createdAt: at(1),
      idleMs: 1,
      expiresAt: at(2),
      address: "198.51.100.24",
    });
  const [tenancy] = await database()
    .insert(tenancies)
    .values({ vmId: `7${userId.slice(-2)}`, owner: userId, guid: null })
    .returning();
  if (!tenancy) throw new Error("no tenancy");
  await database()
    .insert(operations)
    .values({
      tenancyId: tenancy.id,
      vmId: tenancy.vmId,
      kind: "restart",
      outcome: "done",
      startedAt: at(2),
      accountId: made.accountId,
      actorName: "Ann",
      actorRole: "customer",
      formKey: userId,
    });
  await database()
    .insert(views)
    .values({
      sessionId: rosa.sessionId,
      staffAccountId: rosa.accountId,
      staffName: "Rosa",
      staffRole: "admin",
      userId,
      customerName: "Ann",
      reason: "ticket 1",
      startedAt: at(3),
      until: at(4),
      endedAt: at(4),
    });
  await database()
    .insert(staffNotes)
    .values({ userId, text: "call first", accountId: rosa.accountId, authorName: "Rosa", writtenAt: at(4) });
  await database()
    .insert(auditEvents)
    .values({
      at: at(5),
      actorName: "Rosa",
      actorRole: "admin",
      action: "customer-edited",
      userId,
      outcome: "done",
    });
}

it("tells all that happened around one customer, newest first, a page after the other, or one kind alone", async () => {
  await oneOfEach("70001");
  await oneOfEach("70002");
  const read = async (only: AroundCustomer | null, after: string | null, limit: number) => {
    const { entries, next } = await readTimeline(user("70001"), rosa, { only, after, limit });
    return { told: entries.map(({ source }) => source), next };
  };
  const all = ["staff", "notes", "views", "operations", "sign-ins"];
  expect(await read(null, null, 5)).toEqual({ told: all, next: null });
  const first = await read(null, null, 2);
  const second = await read(null, first.next, 2);
  const third = await read(null, second.next, 2);
  expect([...first.told, ...second.told, ...third.told]).toEqual(all);
  expect(third.next).toBeNull();
  for (const only of all as AroundCustomer[]) {
    expect(await read(only, null, 5)).toEqual({ told: [only], next: null });
  }
  // What no page of the panel wrote is no cursor.
  expect((await read(null, "operations~';--.notes~1", 5)).told).toEqual(all);
});
