import { beforeAll, expect, it, vi } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { enterAs } from "@/lib/actions/testing/fake-request";
import { useTestDatabase } from "@/lib/db/testing";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { GET } from "./route";

vi.mock("next/headers", async () => (await import("@/lib/actions/testing/fake-request")).nextHeaders);
vi.mock("next-intl/server", () => ({ getTranslations: async () => (key: string) => key }));

useTestDatabase();
useSimulatedMaster();

let accountId: string;
beforeAll(async () => {
  accountId = await newAccount("customer");
});

const newSession = () => enterAs(accountId);

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
