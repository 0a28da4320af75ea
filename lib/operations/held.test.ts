import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { database } from "../db/connection";
import { schedules } from "../db/schedule-schema";
import { operations, tenancies } from "../db/schema";
import { useTestDatabase } from "../db/testing";
import { countHeld, resumeHeld } from "./held";
import { leaseFree } from "./leases";

useTestDatabase();

const LATER = new Date("2099-01-01T00:00:00Z");

it("follows no operation of a restored backup before staff resume it", async () => {
  const tenancyId = randomUUID();
  await database().insert(tenancies).values({ id: tenancyId, vmId: "101", owner: "10001" });
  await database().insert(operations).values({
    tenancyId,
    vmId: "101",
    kind: "start",
    outcome: "checking",
    formKey: "key",
    actorName: "Ann",
    actorRole: "customer",
    heldAt: sql`now()`,
  });
  expect(await leaseFree()).toEqual([]);
  expect(await countHeld()).toBe(1);
  expect(await resumeHeld(() => LATER)).toBe(1);
  expect(await countHeld()).toBe(0);
  expect(await leaseFree()).toHaveLength(1);
});

it("leaves the schedules of a restored backup paused before staff resume them, and those that a person paused", async () => {
  const tenancyId = randomUUID();
  await database().insert(tenancies).values({ id: tenancyId, vmId: "102", owner: "10001" });
  const causes = ["restored", "person"] as const;
  await database()
    .insert(schedules)
    .values(
      causes.map((pauseCause) => ({
        ...{ tenancyId, vmId: "102", formKey: pauseCause, kind: "stop" as const, days: [1], minuteOfDay: 0 },
        ...{ timeZone: "UTC", accountId: randomUUID(), language: "en" as const, nextAt: new Date() },
        ...{ pausedAt: new Date(), pauseCause },
      })),
    );
  expect(await countHeld()).toBe(1);
  expect(await resumeHeld(() => LATER)).toBe(1);
  const paused = await database()
    .select({ cause: schedules.pauseCause, nextAt: schedules.nextAt })
    .from(schedules);
  // What was due meanwhile the original may have done.
  expect(paused.find(({ cause }) => cause === null)?.nextAt).toEqual(LATER);
  expect(paused.map(({ cause }) => cause).sort()).toEqual([null, "person"]);
});
