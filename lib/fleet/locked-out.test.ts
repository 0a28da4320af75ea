import { expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { accounts } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { lockedOutAccounts } from "./locked-out";

useTestDatabase();

it("names customers whom the master's word keeps out, with the reason, and nobody else", async () => {
  const account = (username: string, values: Partial<typeof accounts.$inferInsert>) => ({
    username,
    usernameKey: username,
    role: "customer" as const,
    userId: "10001",
    passwordHash: null,
    ...values,
  });
  await database()
    .insert(accounts)
    .values([
      account("twice", { rstackStatus: "ambiguous", rstackStatusAt: new Date("2026-11-01T00:00:00Z") }),
      account("new", { rstackStatus: "unconfirmed" }),
      account("in", { rstackStatus: "active" }),
      account("desk", { role: "admin", userId: null }),
      account("put-out-here", { rstackStatus: "missing", disabledAt: new Date() }),
    ]);
  const { accounts: shown, total } = await lockedOutAccounts();
  expect(shown.map(({ username, reason, since }) => ({ username, reason, since }))).toEqual([
    { username: "new", reason: "unconfirmed", since: null },
    { username: "twice", reason: "ambiguous", since: "2026-11-01T00:00:00.000Z" },
  ]);
  expect(total).toBe(2);
});
