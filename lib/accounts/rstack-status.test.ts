import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import pg from "pg";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { database } from "../db/connection";
import { ADVISORY_LOCKS } from "../db/locks";
import { accounts } from "../db/schema";
import { useTestDatabase } from "../db/testing";
import { createAccount } from "./create-account";
import { checkStatuses, confirmCustomer } from "./rstack-status";
import { createSession, proveSession } from "./sessions";

const target = useTestDatabase();

const T0 = new Date("2026-11-25T12:00:00Z").getTime();
const findUsers = vi.hoisted(() => vi.fn());
vi.mock("../master", () => ({ master: () => ({ findUsers }) }));

const says = (...statuses: string[]) =>
  findUsers.mockImplementation(async ({ userId }: { userId: string }) => ({
    ok: true,
    value: statuses.map((status) => ({ userId, status })),
  }));
const silent = () =>
  findUsers.mockResolvedValue({
    ok: false,
    fault: { kind: "refused", text: "signature", clockSkewMs: null },
  });
/** One round of the background check, so many seconds after the start. */
const roundAt = async (seconds: number) => {
  vi.setSystemTime(T0 + seconds * 1000);
  await checkStatuses();
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: T0 });
  findUsers.mockReset();
});
afterEach(async () => {
  vi.useRealTimers();
  await database().delete(accounts);
});

async function signedIn(userId = randomUUID()) {
  const made = await createAccount({ username: `c-${randomUUID()}`, role: "customer", userId });
  if (!made.ok) {
    throw new Error(made.fault);
  }
  says("0");
  await confirmCustomer(made.accountId);
  findUsers.mockClear();
  const caller = { userAgent: null, address: null };
  const { sessionId } = await createSession({ id: made.accountId, role: "customer" }, caller);
  return { id: made.accountId, isIn: async () => (await proveSession(sessionId)) !== null };
}

it("puts a customer with status 1 out within a minute", async () => {
  const { isIn } = await signedIn();
  says("1");
  await roundAt(44);
  expect(await isIn()).toBe(true);
  await roundAt(45);
  expect(await isIn()).toBe(false);
  says("0");
  await roundAt(91);
  expect(await isIn()).toBe(false);
});

it.each([[[]], [["0", "0"]]])("puts out after a second look 20 s later: %j", async (statuses) => {
  const { isIn } = await signedIn();
  says(...statuses);
  await roundAt(45);
  expect(await isIn()).toBe(true);
  await roundAt(64);
  expect(await isIn()).toBe(true);
  await roundAt(65);
  expect(await isIn()).toBe(false);
});

it("lets a gap in the list pass", async () => {
  const { isIn } = await signedIn();
  says();
  await roundAt(45);
  says("0");
  await roundAt(65);
  says();
  await roundAt(110);
  expect(await isIn()).toBe(true);
});

it("lets the last status hold while nothing is heard, however long, and does not ask at every tick", async () => {
  const { isIn } = await signedIn();
  silent();
  for (let seconds = 45; seconds < 45 + 900; seconds += 5) {
    await roundAt(seconds);
  }
  expect(await isIn()).toBe(true);
  expect(findUsers).toHaveBeenCalledTimes(20);
});

it("asks about nobody without a live session, and once for two accounts of one customer", async () => {
  await createAccount({ username: "idle", role: "customer", userId: "10009" });
  await roundAt(45);
  expect(findUsers).not.toHaveBeenCalled();
  const shared = randomUUID();
  const [one, two] = [await signedIn(shared), await signedIn(shared)];
  says("1");
  await roundAt(120);
  expect(findUsers).toHaveBeenCalledTimes(1);
  expect([await one.isIn(), await two.isIn()]).toEqual([false, false]);
});

it("leaves the round to the instance that is at it", async () => {
  const { isIn } = await signedIn();
  const other = new pg.Client(target());
  await other.connect();
  await other.query("select pg_advisory_lock($1)", [ADVISORY_LOCKS.statusChecks]);
  says("1");
  await roundAt(45);
  expect(await isIn()).toBe(true);
  await other.end();
  await vi.waitFor(async () => {
    await roundAt(45);
    expect(await isIn()).toBe(false);
  });
});

it("asks with the priority of a sign-in, and for staff not at all", async () => {
  const { id } = await signedIn();
  await confirmCustomer(id);
  expect(findUsers.mock.lastCall?.[1]).toMatchObject({ priority: "sign-in" });
  await database().update(accounts).set({ role: "admin" }).where(eq(accounts.id, id));
  expect(await confirmCustomer(id)).toBeNull();
});
