import { eq, sql } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { operations } from "@/lib/db/schema";
import { hostViewOf } from "@/lib/hosts/host-read";
import { readOne } from "@/lib/hosts/mirror/read-one";
import { openHost } from "@/lib/hosts/owned-host";
import { ann } from "@/lib/hosts/testing/ann";
import { ended, endOf, hostOfAnn, operationsOf, useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import type { OperationRow } from "@/lib/operations/operation-row";
import { parseVmId } from "@/lib/rstack/ids";
import { user } from "../customers/testing/new-customers";
import { hostOfRosa, rosa } from "../testing/rosa";
import { registerStaffVerifications, STAFF_COMMANDS } from "./commands";
import { liftDue } from "./lift-due";

const { simulator } = useSimulatedHosts({ OPERATION_NO_EVIDENCE_SECONDS: "0.5" });
beforeAll(registerStaffVerifications);
beforeEach(() => simulator().control.setSettings({ dialect: { limit: "books" } }));
afterEach(async () => {
  await database().delete(operations);
});

const limit = STAFF_COMMANDS["limit-cpu"];
const asked = { percent: 50, hours: "6", reason: "Mining 挖矿" } as const;
const percentOf = async () => (await simulator().control.host("101")).cpuLimit;
const sent = async () => (await simulator().control.journal({ action: "vm_update" })).calls;
const shownToAnn = async () => (await hostViewOf(await hostOfAnn("101"), ann)).cpuLimit;
const setLimit = async (
  more: Partial<Omit<typeof asked, "percent"> & { percent: number }> = {},
  key = "key-limit",
) => ended(await limit.run(await hostOfRosa("101"), { ...asked, ...more }, key, rosa));

/** As if the hours were over. */
const makeDue = ({ id }: OperationRow) =>
  database()
    .update(operations)
    .set({ params: sql`${operations.params} || '{"until":"2020-01-01T00:00:00.000Z"}'::jsonb` })
    .where(eq(operations.id, id));
const lifts = async () => (await operationsOf("101")).filter(({ kind }) => kind === "lift-cpu-limit");
/** One look, and the ends of what it asked for. */
async function lift() {
  await liftDue();
  return Promise.all((await lifts()).map(({ id }) => endOf(id)));
}

it("sets the figure without touching the machine, and its customer reads until when and why", async () => {
  expect(await shownToAnn()).toBeUndefined();
  const row = await setLimit();
  expect(row).toMatchObject({ outcome: "done", params: { before: 100, reason: asked.reason } });
  expect(await percentOf()).toBe(50);
  const [call] = await sent();
  expect(call?.params).toMatchObject({ id: "101", cpu_limit: "50" });
  expect(call?.params).not.toHaveProperty("update_vm");
  expect(await shownToAnn()).toMatchObject({ percent: 50, reason: asked.reason });
});

it("is unconfirmed, and not shown, where RStack takes the figure with update_vm alone", async () => {
  await simulator().control.setSettings({ dialect: { limit: "machine" } });
  const result = await limit.run(await hostOfRosa("101"), asked, "key-machine", rosa);
  await database().update(operations).set({ limitAt: new Date() });
  expect(await ended(result)).toMatchObject({ outcome: "unconfirmed" });
  expect(await shownToAnn()).toBeUndefined();
});

it("sends nothing where the host may use no more already, or RStack doesn't tell", async () => {
  await simulator().control.setHost("101", { cpuLimit: 40 });
  expect(await setLimit()).toMatchObject({ outcome: "not-sent", notSentCause: "nothing-changed" });
  await simulator().control.addFault({
    kind: "drop-columns",
    columns: ["cpu_limit"],
    match: { action: "hyper" },
  });
  expect(await setLimit({ percent: 20 }, "key-untold")).toMatchObject({
    notSentCause: "lookup-unreadable",
  });
  expect(await sent()).toEqual([]);
});

it("ends by itself once it is due, not before, and restores what was before the first of two", async () => {
  await simulator().control.setHost("101", { cpuLimit: 80 });
  await setLimit();
  const second = await setLimit({ percent: 60 }, "key-second");
  expect(second).toMatchObject({ outcome: "done", params: { before: 80 } });
  expect(await lift()).toEqual([]);
  await makeDue(second);
  expect(await lift()).toMatchObject([{ outcome: "done", actorName: "Rosa", accountId: rosa.accountId }]);
  expect(await percentOf()).toBe(80);
  expect(await shownToAnn()).toBeUndefined();
  expect(await lift()).toHaveLength(1);
});

it("is lifted once by instances that look at once", async () => {
  await makeDue(await setLimit());
  await Promise.all([liftDue(), liftDue(), liftDue()]);
  expect(await lift()).toMatchObject([{ outcome: "done" }]);
  expect(await sent()).toHaveLength(2);
});

it("leaves a figure that another set, and is over then", async () => {
  await makeDue(await setLimit());
  await simulator().control.setHost("101", { cpuLimit: 70 });
  expect(await lift()).toMatchObject([{ outcome: "not-sent", notSentCause: "nothing-changed" }]);
  expect(await percentOf()).toBe(70);
  expect(await shownToAnn()).toBeUndefined();
  expect(await lift()).toHaveLength(1);
});

it("is ended by a resize of the figure", async () => {
  const row = await setLimit();
  const resize = STAFF_COMMANDS["resize-host"];
  const grown = { memory: "static", cpuLimitPercent: 90 } as const;
  expect(await ended(await resize.run(await hostOfRosa("101"), grown, "key-resize", rosa))).toMatchObject({
    outcome: "done",
  });
  expect(await shownToAnn()).toBeUndefined();
  await makeDue(row);
  expect(await lift()).toEqual([]);
});

it("is ended by a hand-over: the next customer has the host as it was before, and reads nothing of it", async () => {
  const row = await setLimit();
  const owned = await hostOfRosa("101");
  const given = { newOwner: "10002", typedName: owned.row.name ?? owned.vmId };
  await ended(await STAFF_COMMANDS["transfer-host"].run(owned, given, "key-transfer", rosa));
  expect(await percentOf()).toBe(100);
  const bob = { ...ann, userId: user("10002") };
  const theirs = await openHost(bob, "101");
  expect(theirs && (await hostViewOf(theirs, bob)).cpuLimit).toBeUndefined();
  await makeDue(row);
  expect(await lift()).toEqual([]);
  await simulator().control.setHost("101", { userid: "10001" });
  const vmId = parseVmId("101");
  await (vmId && readOne(vmId, { priority: "command" }));
});

it("is tried again, a while after an end that RStack's silence kept off", async () => {
  await makeDue(await setLimit());
  await simulator().control.addFault({ kind: "reset", match: { action: "hyper" } });
  await lift();
  await simulator().control.removeFaults();
  expect(await percentOf()).toBe(50);
  const [first] = await lifts();
  expect(await shownToAnn()).toMatchObject({ percent: 50 });
  expect(first?.outcome).toBe("not-sent");
  expect(await lift()).toHaveLength(1);
  await database()
    .update(operations)
    .set({ endedAt: sql`now() - interval '61 seconds'` })
    .where(eq(operations.id, first?.id ?? ""));
  await lift();
  expect(await percentOf()).toBe(100);
});
