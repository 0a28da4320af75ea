import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { newAccount, newSession } from "@/lib/accounts/testing/new-account";
import { database } from "../../db/connection";
import { masterProfile } from "../../db/master-schema";
import { accounts } from "../../db/schema";
import { useTestDatabase } from "../../db/testing";
import { proveCookie } from "../sessions/sessions";
import { confirmIfStale } from "./fresh-status";
import { confirmCustomer } from "./rstack-status";

useTestDatabase();

const T0 = new Date("2026-11-25T12:00:00Z").getTime();
const findUsers = vi.hoisted(() => vi.fn());
vi.mock("../../master", () => ({ master: () => ({ findUsers }) }));

const says = (status: string) =>
  findUsers.mockImplementation(async ({ userId }: { userId: string }) => ({
    ok: true,
    value: [{ userId, status }],
  }));
const at = (seconds: number) => vi.setSystemTime(T0 + seconds * 1000);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: T0 });
  findUsers.mockReset();
});
afterEach(async () => {
  vi.useRealTimers();
  await database().delete(accounts);
  await database().delete(masterProfile);
});

async function signedIn() {
  const accountId = await newAccount("customer", { userId: randomUUID() });
  says("0");
  await confirmCustomer(accountId);
  findUsers.mockClear();
  const { sid } = await newSession(accountId);
  const prove = async () => {
    const proof = await proveCookie(accountId, sid);
    if (!proof) {
      throw new Error("not in");
    }
    return proof;
  };
  return { prove, isIn: async () => (await proveCookie(accountId, sid)) !== null };
}

it("asks about a customer who comes back before anything is shown, and signs them out", async () => {
  const { prove, isIn } = await signedIn();
  at(59);
  expect(await confirmIfStale(await prove())).toBe(false);
  at(3600);
  says("1");
  expect(await confirmIfStale(await prove())).toBe(true);
  expect(await isIn()).toBe(false);
});

it("asks once for one page", async () => {
  const { prove } = await signedIn();
  at(3600);
  const proof = await prove();
  await Promise.all([confirmIfStale(proof), confirmIfStale(proof), confirmIfStale(proof)]);
  expect(findUsers).toHaveBeenCalledTimes(1);
});

it("doesn't wait for a silent master, and keeps the last status", async () => {
  const { prove, isIn } = await signedIn();
  at(3600);
  await database()
    .insert(masterProfile)
    .values({ id: "master", downSince: new Date(T0) });
  expect(await confirmIfStale(await prove())).toBe(false);
  expect(findUsers).not.toHaveBeenCalled();
  expect(await isIn()).toBe(true);
});

it("waits for a silent master no longer than a page may take, and not again at once", async () => {
  const { prove, isIn } = await signedIn();
  at(3600);
  findUsers.mockImplementation(async (_who: object, { signal }: { signal: AbortSignal }) => {
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    return { ok: false, fault: { kind: "unknown", cause: "timeout", detail: "" } };
  });
  const proof = await prove();
  await confirmIfStale(proof);
  await confirmIfStale(proof);
  expect(findUsers).toHaveBeenCalledTimes(1);
  expect(await isIn()).toBe(true);
});
