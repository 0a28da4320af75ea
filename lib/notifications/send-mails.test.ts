import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { database } from "../db/connection";
import { notificationSettings, notifications } from "../db/notification-schema";
import { accounts, tenancies } from "../db/schema";
import { useTestDatabase } from "../db/testing";
import { seal } from "../sealed-secret";
import { CHOSEN_KINDS } from "./kinds";
import { recordNotification } from "./record";
import { sendDueMails } from "./send-mails";
import { readChoices, saveChoices } from "./settings";
import { accountOfToken, unsubscribe, unsubscribeToken } from "./unsubscribe";

const sendMail = vi.hoisted(() => vi.fn());
const canMail = vi.hoisted(() => vi.fn());
vi.mock("../mail", () => ({ sendMail, canMail }));

useTestDatabase();

const MINUTE = 60_000;
const ADDRESS = "ann@example.net";
let accountId: string;
let tenancyId: string;

beforeEach(async () => {
  sendMail.mockReset().mockResolvedValue(true);
  canMail.mockReset().mockReturnValue(true);
  await database().delete(accounts);
  await database().delete(tenancies);
  const named = { username: "ann", displayName: "Ann", email: ADDRESS, locale: "en" } as const;
  accountId = await newAccount("customer", named);
  const [tenancy] = await database().insert(tenancies).values({ vmId: "101", owner: "10001" }).returning();
  tenancyId = tenancy?.id ?? "";
});

const down = () => recordNotification({ tenancyId }, { kind: "host-down", key: randomUUID(), data: {} });
const at = (minutes: number) => new Date(Date.now() + minutes * MINUTE);
type Sent = { to: string; subject: string; text: string; unsubscribe: string };
const mails = (): Sent[] => sendMail.mock.calls.map(([mail]) => mail);
const rows = () => database().select().from(notifications).orderBy(asc(notifications.at));

describe("mails of notifications", () => {
  it("wait a minute for more, and then tell all of it in one, in the account's language", async () => {
    await down();
    expect(await sendDueMails(at(0))).toBe(0);
    await down();
    expect(await sendDueMails(at(1.1))).toBe(1);
    const [mail] = mails();
    expect(mail).toMatchObject({ to: ADDRESS, subject: expect.stringContaining("2 notifications") });
    expect(mail?.text.match(/101 went down/g)).toHaveLength(2);
    expect(mail?.text).toContain("Hello Ann");
    expect((await rows()).every(({ mailedAt, mailDueAt }) => mailedAt && !mailDueAt)).toBe(true);
    await database().update(accounts).set({ locale: "zh-CN" });
    await down();
    await sendDueMails(at(12));
    expect(mails()[1]?.subject).toContain("101 已停止运行");
  });

  it("are at most one in ten minutes, and none without news", async () => {
    await down();
    await sendDueMails(at(2));
    await down();
    for (const minutes of [3, 6, 9, 11]) await sendDueMails(at(minutes));
    expect(mails()).toHaveLength(1);
    await sendDueMails(at(12.1));
    expect(mails()).toHaveLength(2);
    await sendDueMails(at(60));
    expect(mails()).toHaveLength(2);
  });

  it("leave once, though two instances look at once", async () => {
    await down();
    const sent = await Promise.all([sendDueMails(at(2)), sendDueMails(at(2)), sendDueMails(at(2))]);
    expect(sent.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect(mails()).toHaveLength(1);
  });

  it("are tried again where the mail server took none, and given up after a day", async () => {
    sendMail.mockResolvedValue(false);
    await down();
    expect(await sendDueMails(at(2))).toBe(0);
    expect(await sendDueMails(at(2.5))).toBe(0);
    expect(mails()).toHaveLength(1);
    sendMail.mockResolvedValue(true);
    expect(await sendDueMails(at(3.1))).toBe(1);
    sendMail.mockResolvedValue(false);
    await down();
    await sendDueMails(at(20));
    sendMail.mockReset().mockResolvedValue(true);
    expect(await sendDueMails(at(25 * 60))).toBe(0);
    expect(mails()).toEqual([]);
  });

  it("tell nobody of a kind that was turned off, and of no security, which has mails of its own", async () => {
    await saveChoices(accountId, { bell: CHOSEN_KINDS, mail: ["traffic"] });
    await down();
    await recordNotification({ accountId }, { kind: "password-changed", key: "p", data: {} });
    expect(await sendDueMails(at(2))).toBe(0);
    expect((await rows()).map(({ inBell }) => inBell)).toEqual([true, true]);
  });

  it("go to nobody who has no address, or may not be in any more", async () => {
    await down();
    await database().update(accounts).set({ email: null, emailKey: null });
    expect(await sendDueMails(at(2))).toBe(0);
    await database().update(accounts).set({ email: ADDRESS, disabledAt: new Date() });
    expect(await sendDueMails(at(20))).toBe(0);
    expect((await rows()).map(({ mailDueAt }) => mailDueAt)).toEqual([null]);
  });

  it("are none of a panel that sends none", async () => {
    canMail.mockReturnValue(false);
    await down();
    expect((await rows())[0]).toMatchObject({ mailDueAt: null, inBell: true });
  });
});

const tokenIn = (link: string | undefined) => new URL(link ?? "").searchParams.get("token") ?? "";

describe("unsubscribing", () => {
  it("ends all such mails by the token of any of them, also those that wait, until some are chosen again", async () => {
    await down();
    await sendDueMails(at(2));
    await down();
    const [mail] = mails();
    expect(mail?.text).toContain("/unsubscribe?token=");
    expect(await unsubscribe(tokenIn(mail?.unsubscribe))).toBe(true);
    await down();
    expect(await sendDueMails(at(30))).toBe(0);
    const choices = await readChoices(accountId);
    expect(choices.unsubscribed).toBe(true);
    expect([...choices.ways.values()].every(({ bell, mail }) => bell && !mail)).toBe(true);
    await saveChoices(accountId, { bell: CHOSEN_KINDS, mail: ["host-down"] });
    await down();
    expect(await sendDueMails(at(31))).toBe(1);
  });

  it("goes by nothing that is forged, expired, for something else, or of an address that the account had before", async () => {
    const now = new Date();
    const token = unsubscribeToken({ id: accountId, email: ADDRESS }, now);
    expect(await accountOfToken(token)).toBe(accountId);
    expect(await accountOfToken(token, new Date(now.getTime() + 61 * 86_400_000))).toBeNull();
    expect(await accountOfToken(seal("other", "{}"))).toBeNull();
    expect(await accountOfToken(seal("unsubscribe", "no json"))).toBeNull();
    for (const bad of ["", "x", token.slice(0, -2), `1.${"A".repeat(token.length)}`]) {
      expect(await unsubscribe(bad), bad).toBe(false);
    }
    await database().update(accounts).set({ email: "new@example.net" }).where(eq(accounts.id, accountId));
    expect(await unsubscribe(token)).toBe(false);
    expect(await database().select().from(notificationSettings)).toEqual([]);
  });

  it("stays where no mail was chosen: the bell alone may have been changed", async () => {
    await unsubscribe(unsubscribeToken({ id: accountId, email: ADDRESS }, new Date()));
    await saveChoices(accountId, { bell: [], mail: [] });
    await saveChoices(accountId, { bell: ["traffic"], mail: null });
    const { unsubscribed, ways } = await readChoices(accountId);
    expect(unsubscribed).toBe(true);
    expect(ways.get("traffic")).toEqual({ bell: true, mail: false });
    expect(ways.get("host-up")).toEqual({ bell: false, mail: false });
  });
});
