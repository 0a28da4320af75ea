import { beforeAll, expect, it, vi } from "vitest";
import { createAccount } from "@/lib/accounts/create-account";
import { encodeSession, sessionCookie } from "@/lib/accounts/sessions/session-cookie";
import { createSession } from "@/lib/accounts/sessions/sessions";
import { database } from "@/lib/db/connection";
import { accounts } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { GET } from "./route";

const request = vi.hoisted(() => ({ cookies: new Map<string, string>() }));
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({
    get: (name: string) => {
      const value = request.cookies.get(name);
      return value === undefined ? undefined : { name, value };
    },
  }),
}));
vi.mock("next-intl/server", () => ({ getTranslations: async () => (key: string) => key }));

useTestDatabase();
useSimulatedMaster();

let account = { id: "", role: "customer" as const };
beforeAll(async () => {
  const made = await createAccount({ username: "ann", role: "customer", userId: "10001" });
  if (!made.ok) throw new Error(made.fault);
  account = { ...account, id: made.accountId };
  await database().update(accounts).set({ rstackStatus: "active" });
});

async function newSession() {
  const { sid } = await createSession(account, { userAgent: null, address: null });
  request.cookies.set(sessionCookie(), await encodeSession(account.id, sid, 3600));
}

const now = Math.floor(Date.now() / 1000);
const ask = (format: string) =>
  GET(new Request(`http://panel/api?from=${now - 3600}&to=${now}&format=${format}`), {
    params: Promise.resolve({ vmid: "101" }),
  });

it("gives one person so many files, however many sessions they begin: a month of samples is a second's work", async () => {
  const codes: number[] = [];
  for (let n = 0; n < 21; n += 1) {
    await newSession();
    const answer = await ask("csv");
    await answer.text();
    codes.push(answer.status);
  }
  expect(new Set(codes.slice(0, 20))).toEqual(new Set([200]));
  expect(codes[20]).toBe(429);
  expect((await ask("json")).status).toBe(200);
});
