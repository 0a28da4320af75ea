import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { type Mailbox, startMailbox } from "@/e2e/support/mailbox";
import { database } from "@/lib/db/connection";
import { alerts } from "@/lib/db/master-schema";
import { operations } from "@/lib/db/schema";
import { nodes, poolUses } from "@/lib/db/staff-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { writeProfile } from "@/lib/hosts/mirror/profile";
import { newTenancy } from "@/lib/operations/testing";
import { lookForAlerts } from "./alerts";

useTestDatabase();

const DESK = "desk@example.net";
const T0 = Date.parse("2026-11-25T12:00:00Z");
const at = (minutes: number) => new Date(T0 + minutes * 60_000);
let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await startMailbox();
  vi.stubEnv("SMTP_URL", mailbox.url);
  vi.stubEnv("ALERT_EMAIL", DESK);
});
afterAll(() => mailbox.close());
beforeEach(async () => {
  mailbox.mails.length = 0;
  await database().delete(alerts);
  await database().delete(operations);
  await database().delete(poolUses);
  await database().delete(nodes);
  await writeProfile({ downSince: null, lastAnswerAt: at(-1), lastFault: null });
});

/** Subjects of what came, since the last look. */
async function look(minutes: number, instances = 1): Promise<string[]> {
  mailbox.mails.length = 0;
  await Promise.all(Array.from({ length: instances }, () => lookForAlerts(at(minutes))));
  return mailbox.mails.map(({ to, subject }) => {
    expect(to).toBe(DESK);
    return subject.replace("RStack Panel: ", "");
  });
}

const silentSince = (minutes: number | null) =>
  writeProfile({
    downSince: minutes === null ? null : at(minutes),
    lastFault: { kind: "not-sent", cause: "dns", detail: "" },
  });

const SILENT = "RStack isn’t responding";
const BACK = "RStack responds again";

it("mails once when the master has been silent for five minutes, and once when it answers again", async () => {
  await silentSince(0);
  expect(await look(4.9)).toEqual([]);
  expect(await look(5)).toEqual([SILENT]);
  expect(mailbox.mails[0]?.text).toContain("The host name in RSTACK_URL could not be resolved");
  expect(mailbox.mails[0]?.text).toContain("2026-11-25 12:00");
  expect(await look(30)).toEqual([]);
  expect(await look(90)).toEqual([]);
  await silentSince(null);
  expect(await look(91)).toEqual([BACK]);
  expect(await look(92)).toEqual([]);
});

it("says nothing of a silence that was over sooner", async () => {
  await silentSince(0);
  expect(await look(4)).toEqual([]);
  await silentSince(null);
  expect(await look(6)).toEqual([]);
});

it("writes of each kind once an hour, however often the master comes and goes", async () => {
  const all: string[] = [];
  for (let n = 0; n < 6; n += 1) {
    await silentSince(n * 10);
    all.push(...(await look(n * 10 + 6)));
    await silentSince(null);
    all.push(...(await look(n * 10 + 8)));
  }
  expect(all).toEqual([SILENT, BACK]);
  await silentSince(70);
  expect(await look(76)).toEqual([SILENT]);
});

it("writes once for all instances together", async () => {
  await silentSince(0);
  expect(await look(5, 4)).toEqual([SILENT]);
  await silentSince(null);
  expect(await look(6, 4)).toEqual([BACK]);
});

let made = 0;
let tenancyId = "";
async function ended(vmId: string, outcome: "done" | "failed" | "refused" | "unconfirmed", minutes: number) {
  made += 1;
  tenancyId ||= await newTenancy("101");
  await database()
    .insert(operations)
    .values({
      ...{ tenancyId, vmId, kind: "start", outcome, formKey: `key-${made}` },
      ...{ actorName: "Ann", actorRole: "customer", language: "en", params: {} },
      ...{ startedAt: at(minutes - 1), endedAt: at(minutes), limitAt: at(minutes + 9) },
    });
}

it("mails when the last five operations did not succeed, and not again before one did", async () => {
  await ended("101", "done", 0);
  for (const [n, outcome] of (["failed", "refused", "unconfirmed", "failed"] as const).entries()) {
    await ended(`10${n}`, outcome, n + 1);
  }
  expect(await look(5)).toEqual([]);
  await ended("109", "refused", 6);
  expect(await look(7)).toEqual(["several operations in a row failed"]);
  expect(mailbox.mails[0]?.text).toContain("Start, host 109: Refused");
  expect(await look(50)).toEqual([]);
  await ended("109", "done", 51);
  expect(await look(52)).toEqual([]);
  for (let n = 0; n < 5; n += 1) {
    await ended(`10${n}`, "failed", 60 + n);
  }
  expect(await look(66)).toEqual([]);
  expect(await look(68)).toEqual(["several operations in a row failed"]);
});

it("one host that fails again and again is no alert", async () => {
  for (let n = 0; n < 6; n += 1) {
    await ended("101", "refused", n);
  }
  expect(await look(7)).toEqual([]);
});

it("mails of a pool without a free address, and of the next one an hour later", async () => {
  const pool = (poolId: string, used: number) =>
    database()
      .insert(poolUses)
      .values({ poolId, name: `pool ${poolId}`, total: 14, used, countedAt: at(0) });
  await pool("1", 13);
  expect(await look(0)).toEqual([]);
  await database().update(poolUses).set({ used: 14 });
  expect(await look(1)).toEqual(["no free addresses"]);
  await pool("2", 14);
  expect(await look(30)).toEqual([]);
  expect(await look(61)).toEqual(["no free addresses"]);
  expect(mailbox.mails[0]?.text).toContain(
    "pool 1: 14 addresses, all in use\npool 2: 14 addresses, all in use",
  );
});

it("mails of a node that has hardly any memory or disk left, and of none that is in maintenance", async () => {
  const node = (
    nodeId: string,
    freeMemoryMb: number | null,
    freeDiskGb: number | null,
    maintenance = false,
  ) =>
    database()
      .insert(nodes)
      .values({ nodeId, name: `hv${nodeId}`, freeMemoryMb, freeDiskGb, maintenance, seenAt: at(0) });
  await node("1", 64_000, 900);
  await node("2", null, null);
  await node("3", 0, 0, true);
  expect(await look(0)).toEqual([]);
  await node("4", 900, 900);
  await node("5", null, 3);
  expect(await look(1)).toEqual(["nodes are nearly full"]);
  expect(mailbox.mails[0]?.text).toContain(
    "hv4: 900 MB of memory and 900 GB of disk free\nhv5: ? MB of memory and 3 GB of disk free",
  );
});

it("tries again after five minutes where the mail server took nothing", async () => {
  await silentSince(0);
  const { url } = mailbox;
  await mailbox.close();
  await lookForAlerts(at(5));
  mailbox = await startMailbox(Number(new URL(url).port));
  expect(await look(9)).toEqual([]);
  expect(await look(10)).toEqual([SILENT]);
});
