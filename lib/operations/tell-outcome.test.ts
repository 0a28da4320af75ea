import { beforeEach, expect, it } from "vitest";
import { database } from "../db/connection";
import { notifications } from "../db/notification-schema";
import { accounts, operations, tenancies } from "../db/schema";
import { useTestDatabase } from "../db/testing";
import type { OperationKind } from "./command-rules";
import { openOperation, settle } from "./ledger";
import type { Ending } from "./operation-row";
import { intent, newTenancy, vm } from "./testing";

useTestDatabase();

const host = vm("101");
let tenancyId: string;

beforeEach(async () => {
  await database().delete(accounts);
  await database().delete(operations);
  await database().delete(tenancies);
  await database()
    .insert(accounts)
    .values({ username: "ann", usernameKey: "ann", role: "customer", userId: "10001" });
  tenancyId = await newTenancy(host, "10001");
});

async function ended(kind: OperationKind, outcome: Ending["outcome"], params?: Record<string, unknown>) {
  const { row } = await openOperation({ ...intent(tenancyId, host, kind, crypto.randomUUID()), params });
  await Promise.all([settle(row.id, { outcome }), settle(row.id, { outcome })]);
  return (await database().select().from(notifications)).map((one) => [one.kind, one.vmId, one.data]);
}

it.each(["failed", "unconfirmed"] as const)(
  "tells the host's customer of one that is %s, once",
  async (outcome) => {
    expect(await ended("stop", outcome)).toEqual([
      [`operation-${outcome}`, host, { operation: "stop", operationId: expect.any(String) }],
    ]);
  },
);

it.each(["done", "refused", "not-sent"] as const)(
  "tells nothing of one that is %s: its own answer said so",
  async (outcome) => {
    expect(await ended("stop", outcome)).toEqual([]);
  },
);

it("leaves what a schedule asked for to the schedule, which tells of its runs", async () => {
  expect(await ended("stop", "failed", { schedule: crypto.randomUUID() })).toEqual([]);
});

it("tells nothing of a console, nor of what staff asked", async () => {
  expect(await ended("open-console", "unconfirmed")).toEqual([]);
  expect(await ended("resize-host", "failed")).toEqual([]);
});
