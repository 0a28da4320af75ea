import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { createAccount } from "../../accounts/create-account";
import { database } from "../../db/connection";
import { webhookDeliveries, webhooks } from "../../db/notification-schema";
import { useTestDatabase } from "../../db/testing";
import { recordNotification } from "../record";
import { webhookUrl } from "./services";
import { beginAgain } from "./webhooks";

useTestDatabase();

it.each([
  ["http://hooks.example/", false],
  ["https://user:word@hooks.example/", false],
  ["https://127.0.0.1/", false],
  ["https://2130706433/", false],
  ["https://0x7f.1/", false],
  ["https://[::1]/", false],
  ["https://[::ffff:10.0.0.1]/", false],
  ["https://192.168.0.1:8443/", false],
  ["https://hooks.example/#x", false],
  ["ftp://hooks.example/", false],
  ["hooks.example", false],
  [`https://hooks.example/${"x".repeat(500)}`, false],
  ["https://hooks.example/a?b=c", true],
  ["https://8.8.8.8/", true],
])("the address %s can be a webhook's: %s", (text, taken) => {
  expect(webhookUrl(text) !== null).toBe(taken);
});

it("a delivery that was given up is begun again, by its own account alone", async () => {
  const [ann, bob] = await Promise.all(
    ["ann", "bob"].map((username) => createAccount({ username, role: "customer", userId: "10001" })),
  );
  const accountId = ann?.ok ? ann.accountId : "";
  const [hook] = await database()
    .insert(webhooks)
    .values({ accountId, url: "https://hooks.example/", sealedSecret: "x", kinds: ["password-changed"] })
    .returning();
  await recordNotification({ accountId }, { kind: "password-changed", key: "p", data: {} });
  const [delivery] = await database().select().from(webhookDeliveries);
  const again = (who = accountId) => beginAgain(who, delivery?.id ?? "");
  const set = (to: Partial<typeof webhookDeliveries.$inferInsert>) =>
    database().update(webhookDeliveries).set(to);
  expect(await again()).toBe(false);
  await set({ status: "failed", attempts: 8, nextAttemptAt: new Date("2030-01-01") });
  expect(await again(bob?.ok ? bob.accountId : "")).toBe(false);
  expect(await again()).toBe(true);
  const [begun] = await database().select().from(webhookDeliveries);
  expect(begun).toMatchObject({ status: "waiting", attempts: 0 });
  expect(begun?.nextAttemptAt.getTime()).toBeLessThanOrEqual(Date.now() + 1_000);
  await set({ status: "failed" });
  await database()
    .update(webhooks)
    .set({ endedAt: new Date() })
    .where(eq(webhooks.id, hook?.id ?? ""));
  expect(await again()).toBe(false);
});
