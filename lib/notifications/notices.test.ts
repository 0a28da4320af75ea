import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { createAccount } from "../accounts/create-account";
import { database } from "../db/connection";
import { notifications } from "../db/notification-schema";
import { accounts, hosts, tenancies } from "../db/schema";
import { announcements } from "../db/staff-schema";
import { useTestDatabase } from "../db/testing";
import { announce, announcementsFor, withdraw } from "../provider/announcements";
import { parseUserId, type UserId } from "../rstack/ids";
import type { NotificationData } from "./kinds";
import { calendarFile, tellOfNotice, tellOfWithdrawal } from "./notices";

useTestDatabase();

const HOUR = 3_600_000;
const later = (hours: number) => new Date(Date.now() + hours * HOUR);

/** Each of two customers has a host, on nodes of two regions. */
beforeEach(async () => {
  await database().execute(sql`truncate ${accounts}, ${hosts}, ${tenancies}, ${announcements} cascade`);
  for (const n of [1, 2]) {
    const owner = `1000${n}`;
    const userId = parseUserId(owner) as UserId;
    await createAccount({ username: `c${n}`, userId, password: "a long secret 123", role: "customer" });
    await database()
      .insert(hosts)
      .values({
        vmId: `${n}01`,
        owner,
        name: `web${n}`,
        areaId: `a${n}`,
        nodeId: `n${n}`,
        seenAt: new Date(),
      });
    await database()
      .insert(tenancies)
      .values({ vmId: `${n}01`, owner });
  }
});

const maintenance = (scope: string) =>
  announce(
    { ...{ en: "New disks", zh: "更换磁盘", tone: "maintenance", scope }, from: later(24), until: later(26) },
    "Sam",
    tellOfNotice,
  );
const told = async () =>
  (
    await database()
      .select({ who: accounts.username, data: notifications.data })
      .from(notifications)
      .innerJoin(accounts, eq(accounts.id, notifications.accountId))
      .orderBy(accounts.username)
  ).map(({ who, data }) => [who, (data as NotificationData["notice"]).en]);
const shownTo = async (n: number) => {
  const [account] = await database()
    .select()
    .from(accounts)
    .where(eq(accounts.username, `c${n}`));
  return (await announcementsFor(account?.id ?? "", Date.now(), `1000${n}`)).map(({ en }) => en);
};

it.each([
  ["all", ["c1", "c2"]],
  ["area:a1", ["c1"]],
  ["node:n2", ["c2"]],
  ["node:n9", []],
])(
  "maintenance for %s is told and shown to those with hosts there alone, ahead of its time",
  async (scope, who) => {
    await maintenance(scope);
    expect(await told()).toEqual(who.map((name) => [name, "New disks"]));
    const shown = await Promise.all([shownTo(1), shownTo(2)]);
    expect(["c1", "c2"].filter((_, at) => shown[at]?.length)).toEqual(
      who.length || scope === "all" ? who : [],
    );
  },
);

it("tells those whom it was told to, and nobody else, once it is withdrawn", async () => {
  await maintenance("area:a1");
  await database().update(hosts).set({ areaId: "a1" });
  const withdrawn = async () => {
    const [row] = await database().select().from(announcements);
    return withdraw(row?.id ?? "", tellOfWithdrawal);
  };
  expect(await withdrawn()).toBe(true);
  expect(await withdrawn()).toBe(false);
  expect(await told()).toHaveLength(2);
  const rows = await database()
    .select({ who: accounts.username, data: notifications.data })
    .from(notifications)
    .innerJoin(accounts, eq(accounts.id, notifications.accountId))
    .where(sql`${notifications.data} ? 'withdrawn'`);
  expect(rows).toMatchObject([{ who: "c1", data: { en: "New disks", withdrawn: "cancelled" } }]);
});

it("an announcement is told to nobody", async () => {
  await announce(
    { en: "News", zh: "新闻", tone: "plain", scope: "all", from: new Date(), until: null },
    "Sam",
    tellOfNotice,
  );
  expect(await told()).toEqual([]);
  expect(await shownTo(1)).toEqual(["News"]);
});

it("writes a calendar file: times in UTC, what separates escaped, long lines folded between characters", () => {
  const notice: NotificationData["notice"] = {
    ...{ notice: "maintenance" as const, id: "7", en: "", zh: "" },
    ...{ from: "2026-12-20T02:00:00+00:00", until: "2026-12-20T04:00:00Z" },
  };
  const text = `Disks; then, memory\n${"更换".repeat(40)}`;
  const file =
    calendarFile([{ notice, summary: "Acme: maintenance", text }], "panel.example", new Date(0)) ?? "";
  expect(file).toContain(
    "UID:7@panel.example\r\nDTSTAMP:19700101T000000Z\r\nDTSTART:20261220T020000Z\r\nDTEND:20261220T040000Z\r\n",
  );
  for (const line of file.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(file.replaceAll("\r\n ", "")).toContain(
    `DESCRIPTION:Disks\\; then\\, memory\\n${"更换".repeat(40)}\r\n`,
  );
  const withdrawn = { ...notice, withdrawn: "cancelled" } as const;
  const both = [notice, withdrawn].map((one) => ({ notice: one, summary: "", text }));
  expect(calendarFile(both, "x", new Date(0))?.match(/UID|STATUS:CANCELLED/g)).toEqual([
    "UID",
    "STATUS:CANCELLED",
  ]);
  expect(
    calendarFile([{ notice: { ...notice, until: null }, summary: "", text }], "x", new Date(0)),
  ).toBeNull();
});
