import { randomBytes } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { database } from "../../db/connection";
import { accounts } from "../../db/schema";
import { knownBrowsers, rateLimits, signInFailures } from "../../db/sign-in-schema";
import { useTestDatabase } from "../../db/testing";
import type { Caller } from "../caller";
import { setPassword } from "../change-password";
import { createAccount } from "../create-account";
import { listSessions } from "../sessions/list-sessions";
import { signInWith } from "./sign-in";

useTestDatabase();

const RIGHT = "lamp under the stairs";
const T0 = new Date("2026-11-25T12:00:00Z").getTime();
const findUsers = vi.hoisted(() => vi.fn());
/** Is told the costs of each run. */
const argon2 = vi.hoisted(() => vi.fn());
vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<typeof import("@node-rs/argon2")>();
  const costs = (encoded: string) => encoded.match(/m=\d+,t=\d+,p=\d+/)?.[0];
  return {
    ...real,
    hash: async (...args: Parameters<typeof real.hash>) => {
      const encoded = await real.hash(...args);
      argon2(costs(encoded));
      return encoded;
    },
    verify: (...args: Parameters<typeof real.verify>) => {
      argon2(costs(String(args[0])));
      return real.verify(...args);
    },
  };
});
vi.mock("../../master", () => ({ master: () => ({ findUsers }) }));

const row = (userId: string, status: string | null) => ({ userId, status });
const says = (...rows: object[]) => findUsers.mockResolvedValue({ ok: true, value: rows });
const silent = () =>
  findUsers.mockResolvedValue({
    ok: false,
    fault: { kind: "not-sent", cause: "connect-refused", detail: "" },
  });

/** The seconds that pass, for the panel's clock. */
const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
const from = (address: string | null, device: string | null = null): Caller => ({
  address,
  userAgent: null,
  device,
});
const browser = () => randomBytes(24).toString("base64url");
const tryIn = (login: string, password: string, caller = from("203.0.113.1")) =>
  signInWith({ login, password }, caller);

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: T0 });
  says(row("10001", "0"));
  await createAccount({
    username: "Alice",
    email: "Alice@Example.com",
    role: "customer",
    userId: "10001",
    password: RIGHT,
  });
});
afterEach(async () => {
  vi.useRealTimers();
  for (const table of [knownBrowsers, signInFailures, rateLimits, accounts]) {
    await database().delete(table);
  }
});

it.each(["alice", "ALICE", "Ａlice", "alice@example.com", " alice "])("lets in by %s", async (login) => {
  expect(await tryIn(login, RIGHT)).toMatchObject({ ok: true, account: { role: "customer" } });
});

it("lets nobody in by a password that was changed while the master was being asked", async () => {
  const [alice] = await database().select().from(accounts);
  findUsers.mockImplementationOnce(async () => {
    pass(1);
    await setPassword(alice?.id ?? "", "another lamp, upstairs");
    return { ok: true, value: [row("10001", "0")] };
  });
  expect(await tryIn("alice", RIGHT)).toMatchObject({ ok: false, code: "sign-in-failed" });
  expect(await listSessions(alice?.id ?? "")).toEqual([]);
});

it("gives the same answer for a wrong password and for nobody, again and again", async () => {
  for (let n = 0; n < 6; n += 1) {
    const known = await tryIn("alice", "wrong wrong wrong", from("203.0.113.1"));
    const unknown = await tryIn("nobody", "wrong wrong wrong", from("203.0.113.1"));
    expect({ ...known, device: typeof known.device }).toEqual({ ...unknown, device: typeof unknown.device });
  }
});

it("does the same work for nobody as for a wrong password", async () => {
  await createAccount({ username: "worked-for", role: "support", password: RIGHT });
  const workOf = async (login: string) => {
    argon2.mockClear();
    await tryIn(login, "wrong wrong wrong", from("203.0.113.77"));
    return argon2.mock.calls;
  };
  // Counted, not timed: a hash and a check with one set of costs take as long as each other (passwords.ts).
  expect(await workOf("worked-for")).toEqual([["m=47104,t=1,p=1"]]);
  expect(await workOf("nobody-at-all")).toEqual([["m=47104,t=1,p=1"]]);
});

/** Wrong passwords from callers without a cookie, until one is told to wait. Returns the wait. */
async function guessUntilSlowed(caller: Caller): Promise<number> {
  for (let n = 0; n < 10; n += 1) {
    const answer = await tryIn("alice", "wrong wrong wrong", caller);
    if (!answer.ok && answer.code === "sign-in-wait") {
      return answer.waitSeconds ?? 0;
    }
  }
  throw new Error("never slowed");
}

it("slows guesses: three are free, then the wait grows to ten seconds and no further", async () => {
  const waits: number[] = [];
  for (let n = 0; n < 7; n += 1) {
    const wait = await guessUntilSlowed(from("203.0.113.1"));
    waits.push(wait);
    pass(wait);
  }
  expect(waits).toEqual([1, 2, 4, 8, 10, 10, 10]);
});

it("lets no more through when guesses come all at once", async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => tryIn("alice", "wrong wrong wrong")));
  expect(answers.filter((a) => !a.ok && a.code === "sign-in-failed")).toHaveLength(3);
});

it("counts all spellings of a name as one, and user name and e-mail apart, so that nobody learns they are one account's", async () => {
  for (const login of ["alice", "ALICE", " Alice "]) {
    expect(await tryIn(login, "wrong wrong wrong")).toMatchObject({ code: "sign-in-failed" });
  }
  expect(await tryIn("alice", "wrong wrong wrong")).toMatchObject({ code: "sign-in-wait" });
  const [hers, nobodys] = await Promise.all(
    ["alice@example.com", "nobody@example.com"].map((login) => tryIn(login, "wrong wrong wrong")),
  );
  expect(hers).toEqual(nobodys);
  expect(hers).toMatchObject({ code: "sign-in-failed" });
});

it("counts each address for itself", async () => {
  await guessUntilSlowed(from("203.0.113.1"));
  expect(await tryIn("alice", RIGHT, from("203.0.113.2"))).toMatchObject({ ok: true });
});

it("slows down a known browser that guesses, by its own counter", async () => {
  const mine = browser();
  await tryIn("alice", RIGHT, from(null, mine));
  expect(await guessUntilSlowed(from(null, mine))).toBe(1);
  expect(await tryIn("alice", RIGHT, from(null))).toMatchObject({ ok: true });
});

it("doesn't let a guesser without a cookie fill the queue of others, where addresses are unknown", async () => {
  for (let n = 0; n < 100; n += 1) {
    await tryIn("alice", "wrong wrong wrong", from(null));
  }
  const held = await tryIn("alice", RIGHT, from(null));
  expect(held).toMatchObject({ ok: false, device: expect.any(String) });
  pass(10);
  expect(await tryIn("alice", RIGHT, from(null, held.device))).toMatchObject({ ok: true });
});

it("gives one attempt for one place in the waiting queue", async () => {
  await guessUntilSlowed(from(null));
  const held = await tryIn("alice", "wrong wrong wrong", from(null));
  pass(10);
  await guessUntilSlowed(from(null));
  const again = () => tryIn("alice", "wrong wrong wrong", from(null, held.device));
  expect(await again()).toMatchObject({ code: "sign-in-failed" });
  expect(await again()).toMatchObject({ code: "sign-in-wait" });
});

it("answers a full queue with the seconds to wait, whoever is meant, and has counted no attempt", async () => {
  const known = browser();
  await tryIn("alice", RIGHT, from("203.0.113.1", known));
  await database().delete(signInFailures);
  const answers = Array.from({ length: 30 }, (_, n) =>
    tryIn(n % 2 ? "alice" : `nobody-${n}`, "wrong wrong wrong", from("203.0.113.1")),
  );
  // A browser that was here before waits for none of them.
  expect(await tryIn("alice", RIGHT, from("203.0.113.2", known))).toMatchObject({ ok: true });
  const busy = (await Promise.all(answers)).filter((answer) => !answer.ok && answer.code === "too-many");
  expect(busy.length).toBeGreaterThanOrEqual(8);
  for (const answer of busy) {
    expect(answer).toEqual({
      ok: false,
      code: "too-many",
      reason: "busy",
      waitSeconds: expect.any(Number),
      device: null,
    });
  }
});

it("stores nothing of what was typed", async () => {
  await tryIn("my-secret-in-the-wrong-field", RIGHT, from("203.0.113.1"));
  const rows = JSON.stringify(await database().select().from(signInFailures));
  expect(rows).not.toContain("my-secret");
  expect(rows).not.toContain("203.0.113.1");
});

it.each([
  ["disabled", [row("10001", "1")], "disabled"],
  ["not there", [], "missing"],
  ["one of RStack's administrators", [{ ...row("10001", "0"), group: "10" }], "administrator"],
  ["there twice", [row("10001", "0"), row("10001", "0")], "ambiguous"],
  ["without a status", [row("10001", null)], "ambiguous"],
  ["another customer, as a loose search gives", [row("100010", "0")], "missing"],
])("refuses a customer that was never confirmed and is %s, and says why", async (_what, rows, reason) => {
  says(...rows);
  expect(await tryIn("alice", RIGHT)).toMatchObject({ ok: false, code: "not-confirmed", reason });
  expect(await tryIn("alice", "wrong wrong wrong")).toMatchObject({ code: "sign-in-failed" });
});

it("refuses a customer that was never confirmed while the master is silent; later the last status holds", async () => {
  silent();
  expect(await tryIn("alice", RIGHT)).toMatchObject({ ok: false, code: "master-down" });
  says(row("10001", "0"));
  expect(await tryIn("alice", RIGHT)).toMatchObject({ ok: true });
  silent();
  pass(14 * 24 * 3600);
  expect(await tryIn("alice", RIGHT)).toMatchObject({ ok: true });
});

it("lets staff in whatever the master does, without asking it", async () => {
  silent();
  findUsers.mockClear();
  await createAccount({ username: "root", role: "admin", password: RIGHT });
  expect(await tryIn("root", RIGHT)).toMatchObject({ ok: true, account: { role: "admin" } });
  expect(findUsers).not.toHaveBeenCalled();
});

it("refuses a disabled account after the right password only", async () => {
  await database().update(accounts).set({ disabledAt: new Date() }).where(eq(accounts.usernameKey, "alice"));
  expect(await tryIn("alice", RIGHT)).toMatchObject({ code: "not-confirmed", reason: "disabled" });
  expect(await tryIn("alice", "wrong wrong wrong")).toMatchObject({ code: "sign-in-failed" });
});

it("refuses an account without a password", async () => {
  await createAccount({ username: "fresh", role: "support" });
  expect(await tryIn("fresh", "")).toMatchObject({ code: "sign-in-failed" });
});

it("renews an older hash", async () => {
  const old = await hash(RIGHT, { memoryCost: 8192, timeCost: 2, parallelism: 1 });
  await database().update(accounts).set({ passwordHash: old }).where(eq(accounts.usernameKey, "alice"));
  expect(await tryIn("alice", RIGHT)).toMatchObject({ ok: true });
  const [account] = await database().select().from(accounts);
  expect(account?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/);
  expect(await tryIn("alice", RIGHT)).toMatchObject({ ok: true });
});
