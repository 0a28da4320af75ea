import { expect, test } from "vitest";
import { database } from "@/lib/db/connection";
import { accounts, sessions } from "@/lib/db/schema";
import { customerNames } from "@/lib/db/staff-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { customerOrderOf, knownAmong, knownCustomers } from "./known-customers";

useTestDatabase();

const day = (n: number) => new Date(Date.UTC(2026, 10, n));

async function account(username: string, userId: string, created: Date, seen: Date | null) {
  const [made] = await database()
    .insert(accounts)
    .values({ username, usernameKey: username, role: "customer", userId, createdAt: created })
    .returning();
  if (made && seen) {
    await database()
      .insert(sessions)
      .values({
        ...{ sidHash: username, accountId: made.id, lastUsedAt: seen },
        ...{ idleMs: 1000, expiresAt: day(30) },
      });
  }
}

test("a customer of several accounts was last seen when one of them was, whichever comes first", async () => {
  await account("first", "10001", day(1), day(2));
  await account("second", "10001", day(3), day(9));
  await account("third", "10001", day(4), null);
  await account("other", "10002", day(1), day(20));
  const { customers } = await knownCustomers(1);
  expect(customers).toMatchObject([
    { userId: "10001", username: "first", accounts: 3, lastSeenAt: day(9) },
    { userId: "10002", username: "other", accounts: 1, lastSeenAt: day(20) },
  ]);
  expect(await knownAmong(["10001", "none"])).toEqual(new Map([["10001", customers[0]]]));
  expect(await knownAmong([])).toEqual(new Map());
  const sorted = async (sort: string, direction: string) =>
    (await knownCustomers(1, customerOrderOf(sort, direction))).customers.map(({ userId }) => userId);
  expect(await sorted("", "desc")).toEqual(["10002", "10001"]);
  // By what RStack calls them, and else by the account.
  await database()
    .insert(customerNames)
    .values({ userId: "10001", name: "Zeta", found: true, readAt: day(9) });
  expect(await sorted("name", "")).toEqual(["10002", "10001"]);
  expect(await sorted("name", "desc")).toEqual(["10001", "10002"]);
  expect(await sorted("hosts", "desc")).toEqual(["10001", "10002"]);
});
