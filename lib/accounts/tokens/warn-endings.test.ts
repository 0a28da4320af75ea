import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { database } from "../../db/connection";
import { notifications } from "../../db/notification-schema";
import { useTestDatabase } from "../../db/testing";
import { apiTokens } from "../../db/token-schema";
import { makeToken } from "./tokens";
import { warnOfEndings } from "./warn-endings";

useTestDatabase();
const DAY_MS = 86_400_000;

it("tells all admins of a provider's token that ends, once each at 30, 7 and 1 days", async () => {
  const [maker, other] = [await newAccount("admin"), await newAccount("admin")];
  const expiresAt = new Date(Date.now() + 90 * DAY_MS);
  for (const [name, ends] of [
    ["billing", expiresAt],
    ["short", new Date(Date.now() + DAY_MS)],
  ] as const) {
    await makeToken(
      { accountId: maker, sessionId: null },
      ...[{ name, scope: "provider" as const, tenancyIds: null, addressRanges: [], expiresAt: ends }],
    );
  }
  for (const left of [31, 29, 8, 6, 5, 0.9, 0.5]) {
    const ends = new Date(Date.now() + left * DAY_MS);
    await database().update(apiTokens).set({ expiresAt: ends }).where(eq(apiTokens.name, "billing"));
    await database()
      .update(apiTokens)
      .set({ createdAt: new Date(ends.getTime() - 90 * DAY_MS) })
      .where(eq(apiTokens.name, "billing"));
    await warnOfEndings(new Date());
  }
  const told = await database().select().from(notifications);
  for (const accountId of [maker, other]) {
    const own = told.filter((row) => row.accountId === accountId).map(({ data }) => data);
    expect(own).toHaveLength(3);
    expect(own).toEqual(
      expect.arrayContaining([30, 7, 1].map((days) => ({ what: "token-ends", token: "billing", days }))),
    );
  }
  expect(told).toHaveLength(6);
});
