import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { PanelAction } from "@/lib/actions/pipeline";
import { form, newRequest, request, signInAs, viewAs } from "@/lib/actions/testing/fake-request";
import { database } from "@/lib/db/connection";
import { schedules } from "@/lib/db/schedule-schema";
import { accounts, tenancies } from "@/lib/db/schema";
import { auditEvents } from "@/lib/db/staff-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { openHost } from "@/lib/hosts/owned-host";
import { setProtection } from "@/lib/hosts/protection/protection";
import { ann } from "@/lib/hosts/testing/ann";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { parseUserId } from "@/lib/rstack/ids";
import { addSchedule, dropSchedule, editSchedule, holdSchedule } from "./schedule-actions";

vi.mock("next/headers", async () => (await import("@/lib/actions/testing/fake-request")).nextHeaders);
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("next-intl/server", () => ({
  getLocale: async () => "en",
  getTranslations: async () => (key: string) => key,
}));

useTestDatabase();
const simulator = useSimulatedMaster();

const [ANN, BOB] = ["10001", "10002"];
const [OWN, ALSO_OWN, FOREIGN] = ["101", "102", "201"];
const TIME = { clock: "03:00", timeZone: "Europe/Berlin", day1: "1", day7: "1", keep: "2" };

beforeAll(async () => {
  for (const owner of [ANN, BOB].map(parseUserId)) await (owner && syncOwner(owner, "command"));
});
beforeEach(async () => {
  await database().delete(schedules);
  request.cookies.clear();
  newRequest();
  await simulator.control.clearJournal();
});

const send = (action: PanelAction, fields: Record<string, string>) => action(null, form(fields));
const add = (vmid: string, more: Record<string, string> = {}) =>
  send(addSchedule, { vmid, kind: "create-snapshot", formKey: crypto.randomUUID(), ...TIME, ...more });
const rows = () => database().select().from(schedules);
async function only() {
  const [row] = await rows();
  if (!row) throw new Error("no schedule");
  return row;
}
const changesTo = (vmid: string, schedule: string) =>
  [
    [editSchedule, { vmid, schedule, ...TIME, clock: "04:00" }],
    [holdSchedule, { vmid, schedule, paused: "1" }],
    [holdSchedule, { vmid, schedule, paused: "0" }],
    [dropSchedule, { vmid, schedule }],
  ] as const;

it("is made, changed, paused and removed by its customer, with a row of the audit each, and nothing is sent", async () => {
  const { accountId } = await signInAs("customer", ANN);
  expect(await add(OWN)).toEqual({ ok: true });
  const row = await only();
  expect(row).toMatchObject({ vmId: OWN, days: [1, 7], minuteOfDay: 180, keep: 2, accountId });
  for (const [action, fields] of changesTo(OWN, row.id)) {
    expect(await send(action, fields)).toEqual({ ok: true });
  }
  expect(await only()).toMatchObject({ minuteOfDay: 240, endCause: "person", pausedAt: null });
  const audit = await database().select().from(auditEvents).where(eq(auditEvents.accountId, accountId));
  expect(audit.map(({ action, vmId }) => [action, vmId]).sort()).toEqual(
    ["schedule-added", "schedule-edited", "schedule-paused", "schedule-removed", "schedule-resumed"].map(
      (one) => [one, OWN],
    ),
  );
  expect((await simulator.control.journal()).effects).toEqual([]);
});

it("is not there for another customer, nor under another host of the same one", async () => {
  await signInAs("customer", ANN);
  await add(OWN);
  const { id } = await only();
  for (const [action, fields] of changesTo(ALSO_OWN, id)) {
    expect(await send(action, fields)).toMatchObject({ ok: false, code: "not-found" });
  }
  await signInAs("customer", BOB);
  for (const vmid of [OWN, FOREIGN]) {
    for (const [action, fields] of changesTo(vmid, id)) {
      expect(await send(action, fields)).toMatchObject({ ok: false, code: "not-found" });
    }
  }
  expect(await add(OWN)).toMatchObject({ ok: false, code: "not-found" });
  expect(await rows()).toHaveLength(1);
  expect(await only()).toMatchObject({ minuteOfDay: 180, pausedAt: null, endedAt: null });
});

it.each(["support", "admin"] as const)("is read and not changed by %s", async (role) => {
  await signInAs("customer", ANN);
  await add(OWN);
  const { id } = await only();
  await signInAs(role);
  for (const [action, fields] of changesTo(OWN, id)) {
    expect(await send(action, fields)).toMatchObject({ ok: false, code: "not-allowed" });
  }
  expect(await add(OWN)).toMatchObject({ ok: false, code: "not-allowed" });
  expect(await rows()).toHaveLength(1);
});

it("is refused in a view without changes; with them it acts for the customer's own account", async () => {
  const { accountId } = await signInAs("customer", ANN);
  await database().delete(schedules);
  await viewAs("support");
  expect(await add(OWN)).toEqual({ ok: false, code: "not-possible", reason: "read-only" });
  const { accountId: staff } = await viewAs("support", true);
  expect(await add(OWN)).toEqual({ ok: true });
  const row = await only();
  expect(row.accountId).not.toBe(staff);
  const [account] = await database().select().from(accounts).where(eq(accounts.id, row.accountId));
  expect(account).toMatchObject({ role: "customer", userId: ANN });
  await database().update(accounts).set({ disabledAt: new Date() }).where(eq(accounts.userId, ANN));
  expect(await add(OWN)).toEqual({ ok: false, code: "not-possible", reason: "no-account" });
  await database().update(accounts).set({ disabledAt: null }).where(eq(accounts.id, accountId));
});

it("is asked for again who they are by whoever wants so, before one that will delete", async () => {
  await signInAs("customer", ANN);
  await database().update(accounts).set({ askAgain: true });
  expect(await add(OWN)).toMatchObject({ ok: false, code: "prove-again" });
  expect(await add(OWN, { kind: "stop" })).toEqual({ ok: true });
  await database().update(accounts).set({ askAgain: false });
});

const hostOfAnn = async () => {
  const owned = await openHost(ann, OWN);
  if (!owned) throw new Error("not theirs");
  return owned;
};
const keepOf = (schedule: string, keep: string, more: Record<string, string> = {}) =>
  send(editSchedule, { vmid: OWN, schedule, ...TIME, ...more, keep });
const PROTECTED = { ok: false, code: "not-possible", reason: "protected" };

it("keeps no fewer snapshots and its time while the host is protected, whoever asks; more it may keep", async () => {
  await signInAs("customer", ANN);
  await add(OWN);
  const { id } = await only();
  const owned = await hostOfAnn();
  await setProtection(owned, true);
  expect(await keepOf(id, "1")).toEqual(PROTECTED);
  expect(await keepOf(id, "2", { clock: "05:00" })).toEqual(PROTECTED);
  expect(await only()).toMatchObject({ keep: 2, minuteOfDay: 180 });
  expect(await keepOf(id, "2")).toEqual({ ok: true });
  expect(await keepOf(id, "3")).toEqual({ ok: true });
  await viewAs("support", true);
  expect(await keepOf(id, "2")).toEqual(PROTECTED);
  expect(await keepOf(id, "3", { clock: "05:00" })).toEqual(PROTECTED);
  expect(await only()).toMatchObject({ keep: 3, minuteOfDay: 180 });
  await setProtection(owned, false);
  expect(await keepOf(id, "1", { clock: "05:00" })).toEqual({ ok: true });
});

it("waits for a protection that is just being written before it keeps fewer", async () => {
  await signInAs("customer", ANN);
  await add(OWN);
  const { id } = await only();
  const owned = await hostOfAnn();
  let result: ReturnType<typeof keepOf> | undefined;
  await database().transaction(async (tx) => {
    await tx.update(tenancies).set({ protectedAt: sql`now()` }).where(eq(tenancies.id, owned.tenancyId));
    result = keepOf(id, "1");
    await vi.waitFor(
      async () => {
        const { rows: waiting } = await database().execute(
          sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like 'update "schedules"%'`,
        );
        expect(waiting).not.toEqual([]);
      },
      { timeout: 10_000, interval: 20 },
    );
  });
  expect(await result).toEqual(PROTECTED);
  expect(await only()).toMatchObject({ keep: 2 });
  await setProtection(owned, false);
});
