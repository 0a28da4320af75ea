import { randomUUID } from "node:crypto";
import { afterEach, expect, it, vi } from "vitest";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { accounts } from "@/lib/db/schema";
import { totpFactors } from "@/lib/db/sign-in-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { log } from "@/lib/log";
import { resealTotp, startTotp, waitingTotpSecret } from "./totp";

useTestDatabase();

const { authSecret } = config();
afterEach(() => {
  Object.assign(config(), { authSecret, authSecretPrevious: null });
});

async function account(): Promise<string> {
  const id = randomUUID();
  await database().insert(accounts).values({ id, username: id, usernameKey: id, role: "admin" });
  return id;
}

it("seals an authenticator key again at start under a new AUTH_SECRET", async () => {
  const id = await account();
  await startTotp(id);
  const secret = await waitingTotpSecret(id);
  expect(secret).not.toBeNull();
  Object.assign(config(), { authSecret: "another-secret-another-secret-32", authSecretPrevious: authSecret });
  await Promise.all([resealTotp(), resealTotp()]);
  Object.assign(config(), { authSecretPrevious: null });
  expect(await waitingTotpSecret(id)).toBe(secret);
  await database().delete(totpFactors);
});

it("logs keys that no secret opens, and leaves them as they are", async () => {
  const id = await account();
  await startTotp(id);
  const before = await database().select().from(totpFactors);
  Object.assign(config(), { authSecret: "another-secret-another-secret-32" });
  const error = vi.spyOn(log, "error");
  await resealTotp();
  expect(error.mock.calls[0]?.[0]).toEqual({ unreadable: 1 });
  expect(await database().select().from(totpFactors)).toEqual(before);
});
