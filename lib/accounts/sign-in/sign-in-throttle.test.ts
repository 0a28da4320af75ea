import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { database } from "../../db/connection";
import { accounts } from "../../db/schema";
import { signInFailures } from "../../db/sign-in-schema";
import { useTestDatabase } from "../../db/testing";
import type { Caller } from "../caller";
import { newToken } from "../secrets";
import { rememberBrowser } from "./known-browsers";
import { type Attempt, noteReset, takeAttempt } from "./sign-in-throttle";

useTestDatabase();

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
const from = (address: string | null, device: string | null = null): Caller => ({
  address,
  userAgent: null,
  device,
});
/** A name that nobody tried yet. */
let names = 0;
const freshName = () => `name-${++names}`;
const tryFor = (key: string, caller: Caller, accountId: string | null = null) =>
  takeAttempt({ key, accountId }, caller);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
});
afterEach(async () => {
  vi.useRealTimers();
  await database().delete(signInFailures);
});

/** What is free at each address of one network, from as many as it takes to spend what is free at all of them together. */
async function guessFromMany(key: string, net = "198.51.100", id: string | null = null): Promise<void> {
  for (let n = 0; n < 34; n += 1) {
    for (let free = 0; free < 3; free += 1) {
      await tryFor(key, from(`${net}.${n}`), id);
    }
  }
}

const many = (count: number, attempt: (n: number) => Promise<Attempt>) =>
  Promise.all(Array.from({ length: count }, (_, n) => attempt(n)));
const passed = (attempts: Attempt[]) => attempts.filter(({ ok }) => ok).length;

it("lets no more than a hundred strangers try one name at once, from however many addresses", async () => {
  const key = freshName();
  const attempts = await many(120, (n) => tryFor(key, from(`198.51.${n}.1`)));
  expect(passed(attempts)).toBe(100);
  expect(await tryFor(freshName(), from("203.0.113.9"))).toMatchObject({ ok: true });
});

it("counts user name and e-mail of one account together", async () => {
  const id = randomUUID();
  const keys = [freshName(), `${freshName()}@example.com`];
  const attempts = await many(120, (n) => tryFor(keys[n % 2] ?? "", from(`198.51.${n}.1`), id));
  expect(passed(attempts)).toBe(100);
});

it("counts a booked attempt for its network, too", async () => {
  const key = freshName();
  await guessFromMany(key);
  expect(await tryFor(key, from("203.0.116.9"))).toMatchObject({ reason: "guessed-at" });
  expect(passed(await many(205, (n) => tryFor(freshName(), from(`203.0.116.${n}`))))).toBe(199);
});

it("then lets one stranger in every ten seconds, each in its turn", async () => {
  const key = freshName();
  await guessFromMany(key);
  const held = await many(6, (n) => tryFor(key, from(`203.0.${n}.9`)));
  const waits = held.map((one) => (one.ok ? 0 : one.waitSeconds));
  expect(waits.sort((a, b) => a - b)).toEqual([20, 30, 40, 50, 60, 70]);
  for (let second = 0; second <= 70; second += 10) {
    const now = await Promise.all(
      held.map((one, n) => tryFor(key, from(`203.0.${n}.9`, one.ok ? null : one.device))),
    );
    expect(passed(now)).toBe(second < 20 ? 0 : 1);
    pass(10);
  }
});

it("lets a network book one attempt ahead and no more, so that others get theirs", async () => {
  const key = freshName();
  await guessFromMany(key);
  await many(30, (n) => tryFor(key, from(`198.51.100.${n + 100}`)));
  expect(await tryFor(key, from("203.0.113.9"))).toMatchObject({ waitSeconds: 20, reason: "guessed-at" });
});

it("drops a booking that nobody used after a minute", async () => {
  const key = freshName();
  await guessFromMany(key);
  const held = await tryFor(key, from("203.0.113.9"));
  pass(20 + 61);
  await guessFromMany(key, "198.51.101");
  const device = held.ok ? null : held.device;
  expect(await tryFor(key, from("203.0.113.9", device))).toMatchObject({ ok: false });
});

it("holds places of the waiting queue to the same ceiling", async () => {
  const key = freshName();
  for (let n = 0; n < 3; n += 1) await tryFor(key, from("192.0.2.1"));
  const places = await many(10, () => tryFor(key, from("192.0.2.1")));
  await guessFromMany(key);
  pass(10);
  const later = places.map((one) => (one.ok ? null : one.device));
  const attempts = await Promise.all(later.map((device) => tryFor(key, from("192.0.2.1", device))));
  // One that came free in these ten seconds.
  expect(passed(attempts)).toBeLessThanOrEqual(1);
});

it.each([
  ["/24", (n: number) => `203.0.114.${n % 256}`, "203.0.114.9", "203.0.115.9"],
  ["/64", (n: number) => `2001:db8:0:1::${n.toString(16)}`, "2001:db8:0:1:a::1", "2001:db8:0:2::1"],
])(
  "keeps a %s waiting after two hundred failures at whatever names, and no other network",
  async (_what, of, same, other) => {
    const attempts = await many(220, (n) => tryFor(freshName(), from(of(n))));
    expect(passed(attempts)).toBe(200);
    expect(await tryFor(freshName(), from(same))).toMatchObject({ ok: false });
    expect(await tryFor(freshName(), from(other))).toMatchObject({ ok: true });
  },
);

it("counts no network where addresses are unknown", async () => {
  expect(passed(await many(220, () => tryFor(freshName(), from(null))))).toBe(220);
});

it("doesn't make a known browser wait for them", async () => {
  const key = freshName();
  const [account] = await database()
    .insert(accounts)
    .values({ username: key, usernameKey: key, role: "support" })
    .returning();
  const [id, mine] = [account?.id ?? "", newToken()];
  await rememberBrowser(mine, id, { userAgent: null, address: null });
  await guessFromMany(key, "198.51.100", id);
  expect(await tryFor(key, from("203.0.113.9"), id)).toMatchObject({ ok: false });
  expect(await tryFor(key, from("203.0.113.9", mine), id)).toMatchObject({ ok: true });
});

it("doesn't make a browser wait in which the password was set by a link, for an hour", async () => {
  const key = freshName();
  const [account] = await database()
    .insert(accounts)
    .values({ username: key, usernameKey: key, role: "support" })
    .returning();
  const [id, mine] = [account?.id ?? "", newToken()];
  await guessFromMany(key, "198.51.100", id);
  await noteReset(mine, id);
  expect(await tryFor(key, from("203.0.113.9", mine), id)).toMatchObject({ ok: true });
  expect(await tryFor(key, from("203.0.113.9", newToken()), id)).toMatchObject({ ok: false });
  pass(3_600);
  await guessFromMany(key, "198.51.101", id);
  expect(await tryFor(key, from("203.0.113.9", mine), id)).toMatchObject({ ok: false });
});

it("doesn't slow down other addresses while one guesses as fast as it may", async () => {
  const key = freshName();
  for (let second = 0; second < 15 * 60; second += 5) {
    await tryFor(key, from("192.0.2.1"));
    pass(5);
  }
  expect(await tryFor(key, from("192.0.2.1"))).toMatchObject({ ok: false });
  expect(await tryFor(key, from("203.0.113.9"))).toMatchObject({ ok: true });
});

it("gives back the attempts of sign-ins that succeed, however many", async () => {
  const key = freshName();
  for (let n = 0; n < 120; n += 1) {
    const attempt = await tryFor(key, from(`198.51.100.${n}`));
    expect(attempt).toMatchObject({ ok: true });
    if (attempt.ok) {
      await attempt.succeeded();
    }
  }
});
