import { eq, isNotNull, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { newAccount, newSession } from "@/lib/accounts/testing/new-account";
import { database } from "../db/connection";
import { notifications } from "../db/notification-schema";
import { accounts } from "../db/schema";
import { totpFactors } from "../db/sign-in-schema";
import { useTestDatabase } from "../db/testing";
import { PAUSES_MS } from "../notifications/pauses";
import { sendSecurityMails } from "../notifications/security-mails";
import { sendDueMails } from "../notifications/send-mails";
import { unsubscribe, unsubscribeToken } from "../notifications/unsubscribe";
import { setPassword } from "./change-password";
import { factorAdded, removeFactor, renewRecoveryCodes, resetFactors } from "./second-factor/change-factors";
import { giveCode } from "./second-factor/give-code";
import { ownersTold, tellOwner } from "./security-mail";

const sendMail = vi.hoisted(() => vi.fn());
const canMail = vi.hoisted(() => vi.fn());
vi.mock("../mail", () => ({ sendMail, canMail }));

useTestDatabase();

const ADDRESS = "ann@example.net";
let asker = { accountId: "", sessionId: "", role: "customer" as const };
beforeEach(async () => {
  await database().delete(accounts);
  sendMail.mockReset().mockResolvedValue(true);
  canMail.mockReset().mockReturnValue(true);
  const accountId = await newAccount("customer", { username: "ann", email: ADDRESS });
  asker = { accountId, sessionId: (await newSession(accountId)).sessionId, role: "customer" };
});

const addFactor = async () => {
  await database()
    .insert(totpFactors)
    .values({ accountId: asker.accountId, sealed: "x", confirmedAt: new Date() });
  return (await factorAdded(asker)) ?? [];
};
const mails = async (): Promise<{ to: string; subject: string; text: string }[]> => {
  await ownersTold();
  return sendMail.mock.calls.map(([mail]) => mail);
};
const subjects = async () => (await mails()).map(({ subject }) => subject.replace(/^.*: /, ""));

it("mails the owner about each change to the account's security, without secrets", async () => {
  const codes = await addFactor();
  expect(codes).toHaveLength(10);
  expect(await subjects()).toEqual(["a two-factor method was added"]);
  const renewed = await renewRecoveryCodes(asker.accountId);
  await giveCode(asker.accountId, renewed[0] ?? "", { device: null });
  await removeFactor(asker, { totp: true });
  await resetFactors(asker.accountId);
  await setPassword(asker.accountId, "a much longer secret 7");
  expect((await subjects()).sort()).toEqual(
    [
      "a two-factor method was added",
      "new recovery codes were created",
      "a recovery code was used",
      "a two-factor method was removed",
      "two-factor authentication was reset",
      "your password was changed",
    ].sort(),
  );
  for (const { to, text } of await mails()) {
    expect(to).toBe(ADDRESS);
    expect(
      [...codes, ...renewed, "a much longer secret 7"].filter((secret) => text.includes(secret)),
    ).toEqual([]);
  }
});

it("mails the first at once, and what is the same within ten minutes as one", async () => {
  tellOwner(asker.accountId, "token-made");
  await ownersTold();
  for (let n = 0; n < 4; n += 1) tellOwner(asker.accountId, "token-made");
  tellOwner(asker.accountId, "webhook-made");
  expect((await subjects()).sort()).toEqual(["a notification channel was added", "an API token was created"]);
  expect(await sendSecurityMails()).toBe(0);
  const past = sql`mail_due_at - interval '10 minutes'`;
  await database().update(notifications).set({ mailDueAt: past }).where(isNotNull(notifications.mailDueAt));
  const senders = await Promise.all(Array.from({ length: 8 }, () => sendSecurityMails()));
  expect(senders.reduce((sum, sent) => sum + sent, 0)).toBe(1);
  const [, , bundled, ...more] = await mails();
  expect(more).toEqual([]);
  expect(bundled?.subject).toContain("an API token was created");
  expect(bundled?.text).toContain("This happened 4 times");
  // Right after it the next one waits again.
  tellOwner(asker.accountId, "token-made");
  expect(await mails()).toHaveLength(3);
});

it("tells each of several new browsers in their one mail", async () => {
  for (const address of ["203.0.113.1", "203.0.113.2", "203.0.113.3"]) {
    tellOwner(asker.accountId, "new-browser", { userAgent: null, address });
    await ownersTold();
  }
  await database()
    .update(notifications)
    .set({ mailDueAt: sql`now()` })
    .where(isNotNull(notifications.mailDueAt));
  await sendSecurityMails();
  const [first, second] = await mails();
  expect(first?.text).toContain("203.0.113.1");
  expect(second?.text).toContain("203.0.113.2");
  expect(second?.text).toContain("203.0.113.3");
});

it("writes in the account's language", async () => {
  await database().update(accounts).set({ locale: "zh-CN" }).where(eq(accounts.id, asker.accountId));
  tellOwner(asker.accountId, "password-changed");
  expect((await mails())[0]?.subject).toContain("密码已更改");
});

it("delays nothing when the mail server hangs or fails", async () => {
  let answer = (_: boolean) => {};
  sendMail.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  sendMail.mockRejectedValueOnce(new Error("no such server"));
  expect(await addFactor()).toHaveLength(10);
  await setPassword(asker.accountId, "a much longer secret 7");
  answer(true);
  await expect(ownersTold()).resolves.toBeUndefined();
});

it("mails nothing about a wrong code, without an address, or without a mail server", async () => {
  await addFactor();
  await mails();
  sendMail.mockClear();
  await giveCode(asker.accountId, "abcde-fghjk", { device: null });
  canMail.mockReturnValue(false);
  tellOwner(asker.accountId, "code-used");
  canMail.mockReturnValue(true);
  await database().update(accounts).set({ email: null, emailKey: null });
  tellOwner(asker.accountId, "code-used");
  expect(await mails()).toEqual([]);
});

describe("a mail that the server doesn't take", () => {
  const waiting = () => database().$count(notifications, isNotNull(notifications.mailTo));
  /** As if the pause were over. */
  const later = () =>
    database().update(notifications).set({ mailDueAt: sql`now()` }).where(isNotNull(notifications.mailDueAt));

  it("is tried again after a pause, at the address that the account had", async () => {
    sendMail.mockResolvedValueOnce(false);
    tellOwner(asker.accountId, "password-changed");
    expect(await mails()).toHaveLength(1);
    expect(await sendSecurityMails()).toBe(0);
    expect(await mails()).toHaveLength(1);
    await database().update(accounts).set({ email: "new@example.net" });
    await later();
    expect(await sendSecurityMails()).toBe(1);
    const [first, second, ...more] = await mails();
    expect(second).toEqual(first);
    expect(second?.to).toBe(ADDRESS);
    expect(more).toEqual([]);
    await later();
    expect(await sendSecurityMails()).toBe(0);
    expect(await waiting()).toBe(0);
  });

  it("leaves once, though instances look at once", async () => {
    sendMail.mockResolvedValueOnce(false);
    tellOwner(asker.accountId, "password-changed");
    await mails();
    await later();
    sendMail.mockClear();
    await Promise.all([sendSecurityMails(), sendSecurityMails(), sendSecurityMails()]);
    expect(await mails()).toHaveLength(1);
  });

  it("is given up after the last pause", async () => {
    sendMail.mockResolvedValue(false);
    tellOwner(asker.accountId, "password-changed");
    await mails();
    for (let n = 0; n < PAUSES_MS.length + 3; n += 1) {
      await later();
      await sendSecurityMails();
    }
    expect(await mails()).toHaveLength(PAUSES_MS.length + 1);
    expect(await waiting()).toBe(0);
  });

  it("doesn't end with those that are unsubscribed, nor go into theirs", async () => {
    sendMail.mockResolvedValueOnce(false);
    tellOwner(asker.accountId, "password-changed");
    await mails();
    expect(await unsubscribe(unsubscribeToken({ id: asker.accountId, email: ADDRESS }, new Date()))).toBe(
      true,
    );
    expect(await sendDueMails(new Date(Date.now() + 600_000))).toBe(0);
    expect(await waiting()).toBe(1);
  });
});
