import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { newAccount, newSession } from "@/lib/accounts/testing/new-account";
import { database } from "../../db/connection";
import { ADVISORY_LOCKS } from "../../db/locks";
import { accounts, sessions } from "../../db/schema";
import { liveStreams } from "../../db/sign-in-schema";
import { rowsRead, useTestDatabase } from "../../db/testing";
import { parseUserId } from "../../rstack/ids";
import { createAccount } from "../create-account";
import { proveSession } from "../sessions/sessions";
import { type CustomerInUse, customersInUse, whoseTurn } from "./customers-in-use";
import { checkStatuses, confirmCustomer } from "./rstack-status";

const target = useTestDatabase();

const T0 = new Date("2026-11-25T12:00:00Z").getTime();
const findUsers = vi.hoisted(() => vi.fn());
const listAllUsers = vi.hoisted(() => vi.fn());
vi.mock("../../master", () => ({ master: () => ({ findUsers, listAllUsers }) }));

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
  listAllUsers.mockReset();
});
afterEach(async () => {
  vi.useRealTimers();
  await database().delete(accounts);
});

async function signedIn(userId = randomUUID()) {
  const id = await newAccount("customer", { userId });
  says("0");
  await confirmCustomer(id);
  findUsers.mockClear();
  const { sessionId } = await newSession(id);
  return { id, sessionId, isIn: async () => (await proveSession(sessionId)) !== null };
}

it("signs out a customer with status 1 within a minute", async () => {
  const { isIn } = await signedIn();
  says("1");
  await roundAt(29);
  expect(await isIn()).toBe(true);
  await roundAt(30);
  expect(await isIn()).toBe(false);
  says("0");
  await roundAt(91);
  expect(await isIn()).toBe(false);
});

it.each([[[]], [["0", "0"]]])("signs out after a second look 20 s later: %j", async (statuses) => {
  const { isIn } = await signedIn();
  says(...statuses);
  await roundAt(45);
  expect(await isIn()).toBe(true);
  await roundAt(64);
  expect(await isIn()).toBe(true);
  await roundAt(65);
  expect(await isIn()).toBe(false);
});

it("ignores an empty body while the master lists nobody, and takes it for a missing row while it lists others", async () => {
  const gone = randomUUID();
  const [one, other] = [await signedIn(gone), await signedIn()];
  findUsers.mockResolvedValue({ ok: true, value: [], emptyBody: true });
  for (const seconds of [45, 65, 110, 155]) await roundAt(seconds);
  expect([await one.isIn(), await other.isIn()]).toEqual([true, true]);
  findUsers.mockImplementation(async ({ userId }: { userId: string }) =>
    userId === gone
      ? { ok: true, value: [], emptyBody: true }
      : { ok: true, value: [{ userId, status: "0" }] },
  );
  for (const seconds of [200, 220]) await roundAt(seconds);
  expect([await one.isIn(), await other.isIn()]).toEqual([false, true]);
});

it("ignores a gap in the list", async () => {
  const { isIn } = await signedIn();
  says();
  await roundAt(45);
  says("0");
  await roundAt(65);
  says();
  await roundAt(110);
  expect(await isIn()).toBe(true);
});

it("keeps the last status while the master is silent, and doesn't ask at every tick", async () => {
  const { isIn } = await signedIn();
  silent();
  for (let seconds = 30; seconds < 300; seconds += 5) {
    await roundAt(seconds);
  }
  vi.setSystemTime(T0 + 86_000_000);
  expect(await isIn()).toBe(true);
  expect(findUsers).toHaveBeenCalledTimes(9);
});

it("asks about nobody whose session is not in use, and once for two accounts of one customer", async () => {
  await createAccount({ username: "idle", role: "customer", userId: "10009" });
  await roundAt(45);
  expect(findUsers).not.toHaveBeenCalled();
  const shared = randomUUID();
  const idle = await signedIn();
  vi.setSystemTime(T0 + 301_000);
  const [one, two] = [await signedIn(shared), await signedIn(shared)];
  says("1");
  await roundAt(400);
  expect(findUsers).toHaveBeenCalledTimes(1);
  expect([await one.isIn(), await two.isIn(), await idle.isIn()]).toEqual([false, false, true]);
});

it("asks about an idle session as long as an event stream is open, on whatever instance", async () => {
  const { sessionId, isIn } = await signedIn();
  await database()
    .insert(liveStreams)
    .values({ id: randomUUID(), sessionId, openedAt: new Date(T0), seenAt: new Date(T0 + 3_590_000) });
  says("1");
  await roundAt(3_700);
  expect(await isIn()).toBe(true);
  await roundAt(3_600);
  expect(await isIn()).toBe(false);
});

it("reads only the sessions in use, however many accounts and past sessions there are", async () => {
  const [clicked, watching] = [await signedIn(), await signedIn()];
  await database().execute(sql`insert into accounts (username, username_key, role, user_id)
    select 'many-' || n, 'many-' || n, 'customer', 'u' || n from generate_series(1, 3000) n`);
  await database().execute(sql`insert into sessions (sid_hash, account_id, last_used_at, idle_ms, expires_at)
    select 'many-' || id, id, ${new Date(T0).toISOString()}::timestamptz - interval '1 day', 86400000, ${new Date(T0).toISOString()}::timestamptz + interval '1 day'
    from accounts where username like 'many-%'`);
  const now = new Date(T0 + 290_000);
  const old = new Date(T0 - 3_600_000);
  await database().update(sessions).set({ lastUsedAt: old }).where(eq(sessions.id, watching.sessionId));
  const stream = { id: randomUUID(), sessionId: watching.sessionId, openedAt: old, seenAt: now };
  await database().insert(liveStreams).values(stream);
  await database().execute(sql`analyze accounts, sessions, live_streams`);
  const seen = async () => (await customersInUse(now)).flatMap(({ accountIds }) => accountIds).sort();
  for (const table of ["accounts", "sessions"]) {
    expect(
      await rowsRead(table, async () => expect(await seen()).toEqual([clicked.id, watching.id].sort())),
    ).toBeLessThan(50);
  }
});

it("lets pages go first while there is time", async () => {
  await signedIn();
  findUsers.mockImplementation(async (_who: object, { priority }: { priority: string }) =>
    priority === "sign-in"
      ? { ok: true, value: [] }
      : { ok: false, fault: { kind: "not-sent", cause: "budget", detail: "" } },
  );
  for (const seconds of [30, 35, 40, 45]) {
    await roundAt(seconds);
  }
  expect(findUsers.mock.calls.map(([, options]) => options.priority)).toEqual([
    "mirror",
    "mirror",
    "mirror",
    "sign-in",
  ]);
});

it("spreads its questions evenly, and asks about nobody later than due", () => {
  const customers = Array.from({ length: 90 }, (_, n): CustomerInUse => {
    const userId = parseUserId(String(n + 1));
    if (!userId) throw new Error("no userid");
    return { userId, accountIds: [], askedAt: T0, doubtSince: null };
  });
  const rounds: number[] = [];
  for (let ms = 0; ms < 300_000; ms += 2_500) {
    const now = new Date(T0 + ms);
    customers.sort((a, b) => a.askedAt - b.askedAt);
    const turns = whoseTurn(customers, now, 2_500);
    rounds.push(turns.length);
    for (const { userId } of turns) {
      const asked = customers.find((customer) => customer.userId === userId);
      if (asked) asked.askedAt = now.getTime();
    }
    expect(Math.max(...customers.map(({ askedAt }) => now.getTime() - askedAt))).toBeLessThan(45_000);
  }
  expect(Math.max(...rounds.slice(60))).toBeLessThanOrEqual(6);
});

it("leaves the round to the instance that has begun it", async () => {
  const { isIn } = await signedIn();
  const other = new pg.Client(target());
  await other.connect();
  await other.query("select pg_advisory_lock($1)", [ADVISORY_LOCKS.statusChecks]);
  says("1");
  await roundAt(45);
  expect(await isIn()).toBe(true);
  await other.end();
  await expect
    .poll(async () => {
      await roundAt(45);
      return isIn();
    })
    .toBe(false);
});

it("asks with the priority of a sign-in, and for staff not at all", async () => {
  const { id } = await signedIn();
  await confirmCustomer(id);
  expect(findUsers.mock.lastCall?.[1]).toMatchObject({ priority: "sign-in" });
  await database().update(accounts).set({ role: "admin" }).where(eq(accounts.id, id));
  expect(await confirmCustomer(id)).toBeNull();
});

describe("many customers in use", () => {
  const MANY = 25;
  /** Signed in, and asked about at T0. */
  const many = async () => {
    const all = [];
    for (let n = 0; n < MANY; n += 1) {
      const userId = randomUUID();
      all.push({ userId, ...(await signedIn(userId)) });
    }
    return all;
  };
  const listed = (rows: { userId: string; status: string }[]) =>
    listAllUsers.mockResolvedValue({ ok: true, value: rows });
  const asked = () => findUsers.mock.calls.map(([{ userId }]) => userId);

  it("are asked about by one list, which signs out the disabled", async () => {
    const customers = await many();
    listed(customers.map(({ userId }, n) => ({ userId, status: n === 3 ? "1" : "0" })));
    await roundAt(31);
    expect(listAllUsers).toHaveBeenCalledTimes(1);
    expect(asked()).toEqual([]);
    const inNow = await Promise.all(customers.map(({ isIn }) => isIn()));
    expect(inNow.flatMap((isIn, n) => (isIn ? [] : [n]))).toEqual([3]);
    await roundAt(50);
    expect(listAllUsers).toHaveBeenCalledTimes(1);
    expect(asked()).toEqual([]);
  });

  it("are signed out for a missing or doubled row by their own answers alone", async () => {
    const customers = await many();
    says("0");
    listed([...customers.slice(1), ...customers.slice(-1)].map(({ userId }) => ({ userId, status: "0" })));
    await roundAt(46);
    expect(asked().sort()).toEqual([customers[0]?.userId, customers.at(-1)?.userId].sort());
    expect(await customers[0]?.isIn()).toBe(true);
    listed([]);
    await roundAt(95);
    expect(asked()).toHaveLength(2 + MANY);
    expect(await Promise.all(customers.map(({ isIn }) => isIn()))).not.toContain(false);
  });

  it("are asked about one by one where the list can't be read", async () => {
    await many();
    says("0");
    listAllUsers.mockResolvedValue({ ok: false, fault: { kind: "not-sent", cause: "busy", detail: "" } });
    await roundAt(46);
    expect(asked()).toHaveLength(MANY);
  });
});
