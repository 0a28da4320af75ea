import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { database } from "../db/connection";
import { accounts } from "../db/schema";
import { useTestDatabase } from "../db/testing";
import type { Caller } from "./caller";
import { rememberBrowser } from "./known-browsers";
import { newToken } from "./secrets";
import { takeAttempt } from "./sign-in-throttle";

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
afterEach(() => {
  vi.useRealTimers();
});

/** What is free at each address, from as many as it takes to spend what is free at all of them together. */
async function guessFromMany(key: string, net = "198.51.100"): Promise<void> {
  for (let n = 0; n < 34; n += 1) {
    for (let free = 0; free < 3; free += 1) {
      await tryFor(key, from(`${net}.${n}`));
    }
  }
}

it("where many addresses guess at one name, a first try from a new one waits: ten seconds, and once", async () => {
  const key = freshName();
  expect(await tryFor(key, from("203.0.113.1"))).toMatchObject({ ok: true });
  await guessFromMany(key);
  const held = await tryFor(key, from("203.0.113.9"));
  expect(held).toEqual({ ok: false, waitSeconds: 10, device: expect.any(String) });
  pass(10);
  await guessFromMany(key, "198.51.101");
  const place = held.ok ? null : held.device;
  expect(await tryFor(key, from("203.0.113.9", place))).toMatchObject({ ok: true });
  expect(await tryFor(freshName(), from("203.0.113.9"))).toMatchObject({ ok: true });
});

it("a browser that was in the account before doesn't wait for them", async () => {
  const key = freshName();
  const [account] = await database()
    .insert(accounts)
    .values({ username: key, usernameKey: key, role: "support" })
    .returning();
  const [id, mine] = [account?.id ?? "", newToken()];
  await rememberBrowser(mine, id);
  await guessFromMany(key);
  expect(await tryFor(key, from("203.0.113.9"), id)).toMatchObject({ ok: false });
  expect(await tryFor(key, from("203.0.113.9", mine), id)).toMatchObject({ ok: true });
});

it("one address that guesses as fast as it is let slows no other", async () => {
  const key = freshName();
  for (let second = 0; second < 15 * 60; second += 5) {
    await tryFor(key, from("192.0.2.1"));
    pass(5);
  }
  expect(await tryFor(key, from("192.0.2.1"))).toMatchObject({ ok: false });
  expect(await tryFor(key, from("203.0.113.9"))).toMatchObject({ ok: true });
});

it("sign-ins that succeed are given back, however many", async () => {
  const key = freshName();
  for (let n = 0; n < 120; n += 1) {
    const attempt = await tryFor(key, from(`198.51.100.${n}`));
    expect(attempt).toMatchObject({ ok: true });
    if (attempt.ok) {
      await attempt.succeeded();
    }
  }
});
