import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { operations, tenancies } from "@/lib/db/schema";
import { auditEvents, auditSettlements, views } from "@/lib/db/staff-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { messagesFor } from "@/lib/i18n/messages";
import { recordAudit, recordIntent, settleAudit } from "@/lib/operations/audit";
import { OPERATION_KINDS } from "@/lib/operations/command-rules";
import { auditCsv, viewsCsv } from "./audit-csv";
import { auditFilterFrom } from "./audit-filter";
import { type AuditEntry, auditActions, type Page, readAudit, readEvents, readViews } from "./read-audit";

useTestDatabase();

const rosa = {
  accountId: "33333333-3333-4333-8333-333333333333",
  displayName: "Rosa",
  role: "admin",
  view: null,
};
const ALL = auditFilterFrom({});

it("an event can be neither changed nor deleted, nor can all of them", async () => {
  await recordAudit(rosa, { action: "customer-edited", outcome: "done", userId: "10001", subject: "=x" });
  await expect(database().update(auditEvents).set({ outcome: "refused" })).rejects.toThrow();
  await expect(database().delete(auditEvents)).rejects.toThrow();
  await expect(database().execute(sql`truncate audit_events`)).rejects.toThrow();
  expect((await readAudit(ALL)).entries).toHaveLength(1);
});

it("is found by actor, customer, action and day", async () => {
  await recordAudit(
    { ...rosa, displayName: "Sam" },
    { action: "view-started", outcome: "done", userId: "10002" },
  );
  const find = async (of: Record<string, string>) =>
    (await readAudit(auditFilterFrom(of))).entries.map(({ action }) => action);
  expect(await find({ q: "sam" })).toEqual(["view-started"]);
  expect(await find({ customer: "10001" })).toEqual(["customer-edited"]);
  expect(await find({ action: "view-started" })).toEqual(["view-started"]);
  const today = new Date().toISOString().slice(0, 10);
  expect(await find({ from: today, to: today })).toHaveLength(2);
  expect(await find({ to: "2020-01-01" })).toEqual([]);
  expect(await auditActions()).toEqual(["customer-edited", "view-started"]);
  const file = await new Response(auditCsv(ALL)).text();
  expect(file.trim().split("\r\n")).toHaveLength(3);
  expect(file).toContain(',"\'=x",');
});

it("what was wanted is settled once, and neither word can be changed", async () => {
  const id = await recordIntent(rosa, { action: "customer-deleted", userId: "10003" });
  const told = async () =>
    (await readAudit(auditFilterFrom({ customer: "10003" }))).entries.map(({ outcome }) => outcome);
  expect(await told()).toEqual(["unconfirmed"]);
  await settleAudit(id, "refused");
  await settleAudit(id, "done");
  expect(await told()).toEqual(["refused"]);
  await expect(database().update(auditSettlements).set({ outcome: "done" })).rejects.toThrow();
  await expect(database().delete(auditSettlements)).rejects.toThrow();
  await expect(database().execute(sql`truncate audit_settlements`)).rejects.toThrow();
});

it("what staff did to a host stands once, by the ledger's row, with its customer, subject and outcome", async () => {
  const [tenancy] = await database().insert(tenancies).values({ vmId: "901", owner: "10009" }).returning();
  const row = (kind: string, more: object = {}) => ({
    tenancyId: tenancy?.id ?? "",
    vmId: "901",
    kind,
    outcome: "done" as const,
    formKey: crypto.randomUUID(),
    accountId: rosa.accountId,
    actorName: "Rosa",
    actorRole: "admin",
    ...more,
  });
  await database()
    .insert(operations)
    .values([
      row("delete-host", { params: { subject: "web01", forced: true }, address: "203.0.113.9" }),
      row("start", { viewId: "55555555-5555-4555-8555-555555555555", outcome: "open" }),
      row("stop", { actorRole: "customer", actorName: "Ann" }),
    ]);
  const ofCustomer = auditFilterFrom({ customer: "10009" });
  const { entries } = await readAudit(ofCustomer);
  const told = entries.map(({ action, outcome, viewing }) => ({ action, outcome, viewing }));
  expect(told).toHaveLength(2);
  expect(told).toContainEqual({ action: "delete-host", outcome: "done", viewing: false });
  expect(told).toContainEqual({ action: "start", outcome: "open", viewing: true });
  expect(entries.find(({ action }) => action === "delete-host")).toMatchObject({
    ...{
      operation: true,
      vmId: "901",
      subject: "web01",
      actorName: "Rosa",
      detail: '{"forced":true}',
      address: "203.0.113.9",
    },
  });
  expect(await auditActions()).toContain("delete-host");
  expect((await readAudit(auditFilterFrom({ action: "delete-host" }))).entries).toHaveLength(1);
  const file = await new Response(auditCsv(ofCustomer)).text();
  expect(file.trim().split("\r\n")).toHaveLength(3);
});

it("no action of the audit is called as an operation is, so that one name chooses one thing", () => {
  const { action } = messagesFor("en").audit;
  expect(OPERATION_KINDS.filter((kind) => kind in action)).toEqual([]);
});

it("pages of events neither lose nor double one", async () => {
  const all = (await readAudit(ALL)).entries.map(({ id }) => id);
  const paged: string[] = [];
  let after: string | null = null;
  do {
    const page: Page<AuditEntry> = await readAudit({ ...ALL, after }, 2);
    paged.push(...page.entries.map(({ id }) => id));
    after = page.next;
  } while (after !== null);
  expect(all.length).toBeGreaterThan(4);
  expect(paged).toEqual(all);
});

it("who viewed whom, until when and with which rights", async () => {
  const until = new Date(Date.now() - 60_000);
  await database().insert(views).values({
    sessionId: "44444444-4444-4444-8444-444444444444",
    staffAccountId: rosa.accountId,
    staffName: "Rosa",
    staffRole: "admin",
    userId: "10001",
    customerName: "Northwind",
    reason: "ticket 7",
    until,
  });
  const { entries } = await readViews(auditFilterFrom({ customer: "10001" }));
  expect(entries).toMatchObject([{ reason: "ticket 7", changesAt: null, endedAt: until.toISOString() }]);
  expect(await new Response(viewsCsv(ALL)).text()).toContain("ticket 7");
});

it("every action that the sources write has a text", () => {
  const known = Object.keys(messagesFor("en").audit.action);
  const sources = ["app", "lib"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$/.test(file))
      .map((file) => path.join(folder, file)),
  );
  const written = sources.flatMap((file) => {
    const source = readFileSync(file, "utf8");
    if (!/recordAudit|staffAction/.test(source)) return [];
    return [...source.matchAll(/\baction: ([^,}\n]*(?:\n\s+\?[^\n]*\n\s+:[^\n,]*)?)/g)].flatMap(([, value]) =>
      [...(value ?? "").replace(/=== "[^"]*"/g, "").matchAll(/"([a-z-]+)"/g)].map(([, key]) => key ?? ""),
    );
  });
  expect(written.length).toBeGreaterThan(10);
  expect(written.filter((key) => !known.includes(key))).toEqual([]);
});

it("tells in the events alone neither of operations nor of what views and notes tell", async () => {
  const about = { outcome: "done", userId: "10009" } as const;
  await recordAudit(rosa, { action: "view-started", ...about });
  await recordAudit(rosa, { action: "view-started", ...about, outcome: "not-allowed" });
  await recordAudit(rosa, { action: "note-written", ...about });
  await recordAudit(rosa, { action: "customer-edited", ...about });
  const told = (await readEvents(auditFilterFrom({ customer: "10009" }), 10)).map((e) => [
    e.action,
    e.outcome,
  ]);
  expect(told).toEqual([
    ["customer-edited", "done"],
    ["view-started", "not-allowed"],
  ]);
});
