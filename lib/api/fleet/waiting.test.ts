import { readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FLEET_SCOPES } from "../../accounts/tokens/token-scopes";
import { database } from "../../db/connection";
import { operations } from "../../db/schema";
import { apiTokens, fleetEvents, hostServices, waitingOperations } from "../../db/token-schema";
import { registerStaffVerifications } from "../../fleet/hosts/commands";
import { readHostTimeline } from "../../fleet/operations/host-timeline";
import { findInLedger } from "../../fleet/operations/read-fleet-ledger";
import { releaseOperation } from "../../fleet/operations/release";
import { ALL_ACTIVITY } from "../../hosts/activity/activity-filter";
import { activityMark } from "../../hosts/activity/activity-mark";
import { readActivity, readOneActivity } from "../../hosts/activity/read-activity";
import { syncFleet } from "../../hosts/mirror/sync-fleet";
import { setProtection } from "../../hosts/protection/protection";
import { ann } from "../../hosts/testing/ann";
import { endOf, hostOfAnn, useSimulatedHosts } from "../../hosts/testing/on-simulator";
import { type OperationKind, rulesOf } from "../../operations/command-rules";
import { openOperation, settle } from "../../operations/ledger";
import { readOperation, recentOperations } from "../../operations/read-ledger";
import { intent, vm } from "../../operations/testing";
import { claimWaiting, endWaiting } from "../../operations/waiting";
import { PROVIDER_OFFER } from "../offers";
import { freeLimits, newAccount, newTokenOf, type ProgramRequest, program } from "../testing/program";
import { startWaiting, takeWaiting } from "./run-waiting";

const { simulator } = useSimulatedHosts({ TRUSTED_PROXIES: "1" });
const near = { "x-forwarded-for": "203.0.113.5" };
const ALL = { scope: "provider" as const, addressRanges: ["203.0.113.0/24"], fleetScopes: [...FLEET_SCOPES] };
const HOST = "101";

let token: string;
let tenancyId: string;
beforeAll(() => registerStaffVerifications());
beforeEach(async () => {
  await freeLimits();
  await database().delete(waitingOperations);
  await database().delete(hostServices);
  token = await newTokenOf(await newAccount("admin"), ALL);
  await syncFleet();
  ({ tenancyId } = await hostOfAnn(HOST));
  await simulator().control.clearJournal();
});

const call = (path: string, { headers, ...more }: ProgramRequest = {}) =>
  program(path, { token, ...more, headers: { ...near, ...headers } });
const ask = (kind: string, fields: object = {}, key: string = crypto.randomUUID()) =>
  call(`/fleet/hosts/${HOST}/operations`, {
    json: { kind, whenBusy: "wait", ...fields },
    headers: { "idempotency-key": key },
  });

/** Holds the host until what it returns is called. */
async function hold(kind: OperationKind = "create-snapshot"): Promise<() => Promise<unknown>> {
  const opening = await openOperation(intent(tenancyId, vm(HOST), kind, crypto.randomUUID()));
  if (!opening.opened) {
    throw new Error("the host is held already");
  }
  return () => settle(opening.row.id, { outcome: "not-sent", notSentCause: "interrupted" });
}

const turn = async () => Promise.all((await claimWaiting(4)).map(takeWaiting));
const effects = async () => (await simulator().control.journal()).effects.length;
const left = () => database().$count(waitingOperations);

/** Asks while the host is held, changes something, gives the host free: what the ledger holds of it then. */
async function endsAfter(kind: string, change: () => Promise<unknown>, fields: object = {}) {
  const free = await hold();
  const { status, body } = await ask(kind, fields);
  expect([status, body.waiting], JSON.stringify(body)).toEqual([202, true]);
  await change();
  await free();
  await turn();
  expect(await left()).toBe(0);
  const row = await endOf(body.id);
  return [row.outcome, row.notSentCause];
}

describe("an operation that waits for its host", () => {
  it("is shown wherever operations are, then sent once, under the id that it was told by", async () => {
    const mark = await activityMark({ tenancyId });
    const free = await hold();
    expect((await ask("suspend-host", { whenBusy: "refuse" })).body.code).toBe("busy");
    const asked = await ask("suspend-host", { reason: "unpaid" });
    const { id } = asked.body;
    expect([asked.status, asked.headers.get("location")]).toEqual([202, `/api/v1/fleet/operations/${id}`]);
    const waits = { id, kind: "suspend-host", outcome: "open", waiting: true };
    expect(asked.body).toMatchObject({ ...waits, hostId: HOST, customer: "10001" });
    expect((await call(`/fleet/operations/${id}`)).body).toMatchObject(waits);
    const listed = await call(`/fleet/operations?host=${HOST}&limit=1`);
    expect(listed.body.operations, JSON.stringify(listed.body)).toMatchObject([waits]);
    expect((await call(`/fleet/hosts/${HOST}/operations`)).body.operations[0]).toMatchObject(waits);
    const { entries } = await readActivity({ tenancyId }, ALL_ACTIVITY, ann);
    expect(entries[0]?.operation).toMatchObject(waits);
    expect((await readOneActivity({ tenancyId }, id, ann))?.operation).toMatchObject(waits);
    expect((await recentOperations(tenancyId, 1))[0]).toMatchObject({ id, waits: true });
    expect(await activityMark({ tenancyId })).not.toBe(mark);
    const timeline = await readHostTimeline(
      await hostOfAnn(HOST),
      { sources: ["operations"], after: null, limit: 1 },
      ann,
    );
    expect(timeline.events[0]).toMatchObject({ id, operation: waits });
    expect((await findInLedger({ ids: [id, id] }, 1)).rows).toMatchObject([{ row: { waits: true } }]);
    // Nothing is due while the host is held.
    await turn();
    expect([await left(), await effects()]).toEqual([1, 0]);
    await free();
    await database().delete(fleetEvents);
    await turn();
    expect((await endOf(id)).outcome).toBe("done");
    expect([await left(), await effects()]).toEqual([0, 1]);
    expect((await call(`/fleet/operations/${id}`)).body).toMatchObject({ outcome: "done", waiting: false });
    const events = (await call("/fleet/events")).body.events;
    expect(events.filter((one: { kind: string }) => one.kind === "operation-ended")).toMatchObject([
      { operation: { id, kind: "suspend-host", outcome: "done" } },
    ]);
  });

  it("is sent once by two instances that take it at once, and by whichever is left", async () => {
    const free = await hold();
    const { id } = (await ask("stop")).body;
    await free();
    const [row] = await claimWaiting(4);
    expect(await claimWaiting(4)).toEqual([]);
    // The first stood still for longer than its lease.
    await database()
      .update(waitingOperations)
      .set({ claimedBy: "another", claimedUntil: new Date(0) });
    const [again] = await claimWaiting(4);
    if (!row || !again) throw new Error("it was not due");
    await Promise.all([takeWaiting(row), takeWaiting(again)]);
    expect((await endOf(id)).outcome).toBe("done");
    await takeWaiting(row);
    expect([await left(), await effects()]).toEqual([0, 1]);
    expect(await database().$count(operations, eq(operations.id, id))).toBe(1);
  });

  it("is sent by itself soon after the host is free", async () => {
    const free = await hold();
    const { id } = (await ask("stop")).body;
    const stops = [startWaiting(), startWaiting()];
    await free();
    expect((await call(`/fleet/operations/${id}?wait=30`)).body.outcome).toBe("done");
    for (const stop of stops) stop();
    expect(await effects()).toBe(1);
  });

  it("is what its key stands for, and the only one of its kind for the host", async () => {
    const free = await hold();
    const key = crypto.randomUUID();
    const { id } = (await ask("suspend-host", {}, key)).body;
    const [same, other, second] = [
      await ask("suspend-host", {}, key),
      await ask("suspend-host", { reason: "x" }, key),
      await ask("suspend-host"),
    ];
    expect([same.status, same.body.id, same.body.waiting]).toEqual([202, id, true]);
    expect(other.body.code).toBe("key-reused");
    expect([second.status, second.body.code, second.body.operation]).toMatchObject([
      409,
      "busy",
      { id, waiting: true },
    ]);
    await free();
    await turn();
    await endOf(id);
    expect((await ask("suspend-host", {}, key)).body).toMatchObject({ id, outcome: "done", waiting: false });
    expect(await effects()).toBe(1);
  });

  it("gives an opposite order that comes later its place", async () => {
    const free = await hold();
    const { id } = (await ask("suspend-host")).body;
    await database().delete(fleetEvents);
    // The host isn't suspended: nothing is to be done, and nothing may come later.
    expect((await call(`/fleet/hosts/${HOST}/operations`, { json: { kind: "resume-host" } })).status).toBe(
      200,
    );
    expect(await readOperation(id)).toMatchObject({ outcome: "superseded", supersededBy: null });
    expect((await call("/fleet/events")).body.events).toMatchObject([
      { operation: { outcome: "superseded" } },
    ]);
    const lock = (await ask("lock-host")).body;
    // As is so already: with an answer, and without a row.
    expect((await ask("unlock-host")).status).toBe(200);
    expect((await readOperation(lock.id))?.outcome).toBe("superseded");
    const [stop, start] = [(await ask("stop")).body, (await ask("start")).body];
    expect(await readOperation(stop.id)).toMatchObject({ outcome: "superseded", supersededBy: start.id });
    await free();
    // As a customer's form does.
    const give = await hold("stop");
    expect((await readOperation(start.id))?.outcome).toBe("superseded");
    await give();
    expect([await left(), await effects()]).toEqual([0, 0]);
  });

  it("ends unsent after half an hour, free or not", async () => {
    const wait = async () => {
      await database()
        .update(waitingOperations)
        .set({ limitAt: new Date(0) });
      await turn();
    };
    expect(await endsAfter("suspend-host", wait)).toEqual(["not-sent", "still-busy"]);
    const { body } = await call("/fleet/operations?outcome=not-sent&kind=suspend-host&limit=1");
    expect(body.operations[0]).toMatchObject({ notSentCause: "still-busy", waiting: false });
    expect(await effects()).toBe(0);
  });

  it("proves the token, its scope, the owner, the reference and the state again when its turn comes", async () => {
    const tokens = (set: Partial<typeof apiTokens.$inferInsert>) => () =>
      database().update(apiTokens).set(set);
    expect(await endsAfter("suspend-host", tokens({ endedAt: new Date() }))).toEqual([
      "not-sent",
      "token-over",
    ]);
    token = await newTokenOf(await newAccount("admin"), ALL);
    expect(await endsAfter("suspend-host", tokens({ fleetScopes: ["fleet-read"] }))).toEqual([
      "not-sent",
      "token-over",
    ]);
    token = await newTokenOf(await newAccount("admin"), ALL);
    const refer = () => database().insert(hostServices).values({ tenancyId, reference: "whmcs:9" });
    expect(await endsAfter("suspend-host", refer)).toEqual(["not-sent", "reference-changed"]);
    const stop = () => simulator().control.setHost(HOST, { power: "off" });
    expect(await endsAfter("stop", stop)).toEqual(["not-sent", "already-off"]);
    const protect = async () => setProtection(await hostOfAnn(HOST), true);
    await simulator().control.setHost(HOST, { power: "running" });
    expect(await endsAfter("force-stop", protect)).toEqual(["not-sent", "protected"]);
    await setProtection(await hostOfAnn(HOST), false);
    const suspend = () => simulator().control.setHost(HOST, { status: "-1" });
    expect(await endsAfter("suspend-host", suspend)).toEqual(["done", null]);
    const give = async () => {
      await simulator().control.setHost(HOST, { userid: "10002" });
      await syncFleet();
    };
    expect(await endsAfter("update-host", give, { trafficLimitGb: 700 })).toEqual(["not-sent", "not-yours"]);
    expect(await effects()).toBe(0);
  });

  it("is stopped by staff at once, with a reason, also while its turn is taken", async () => {
    const of = { vmId: HOST, reason: "asked for by mistake" };
    const stop = async () => {
      const [row] = await database().select().from(waitingOperations);
      if (!row) throw new Error("nothing waits");
      expect(await releaseOperation({ ...of, id: row.id, vmId: "102" }, ann)).toBe("not-found");
      expect(await releaseOperation({ ...of, id: row.id }, ann)).toBe("released");
      expect(await releaseOperation({ ...of, id: row.id }, ann)).toBe("over");
      expect((await readOperation(row.id))?.evidence).toMatchObject({ reclaimedBy: ann.displayName });
    };
    expect(await endsAfter("suspend-host", stop)).toEqual(["not-sent", "stopped-by-staff"]);
    const free = await hold();
    const { id } = (await ask("stop")).body;
    await free();
    const [row] = await claimWaiting(4);
    if (!row) throw new Error("it was not due");
    await stop();
    await takeWaiting(row);
    expect((await readOperation(id))?.notSentCause).toBe("stopped-by-staff");
    expect([await left(), await effects()]).toEqual([0, 0]);
  });

  it("waits on where its host is taken again at its turn", async () => {
    const free = await hold();
    const { id } = (await ask("stop")).body;
    await free();
    const [row] = await claimWaiting(4);
    if (!row) throw new Error("it was not due");
    const again = await hold();
    await takeWaiting(row);
    expect((await call(`/fleet/operations/${id}`)).body).toMatchObject({ outcome: "open", waiting: true });
    await again();
    await endWaiting(id, { outcome: "not-sent", notSentCause: "still-busy" });
  });
});

it("lets nothing wait that destroys or carries a password, and no customer's program at all", async () => {
  const waiting = PROVIDER_OFFER.commands.filter(({ kind }) => PROVIDER_OFFER.mayWait(kind));
  expect(waiting.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["suspend-host", "resume-host", "stop", "update-host"]),
  );
  for (const { kind, fields } of waiting) {
    expect([kind, rulesOf(kind).destroys ?? false]).toEqual([kind, false]);
    expect(Object.keys(fields).filter((name) => /password|secret|key/i.test(name))).toEqual([]);
  }
  const modules = readFileSync("integrations/shared/Services.php", "utf8");
  const asked = /const WAITS = \[(.*?)\]/.exec(modules)?.[1]?.match(/[a-z-]+/g);
  expect(waiting.map(({ kind }) => kind)).toEqual(expect.arrayContaining(asked ?? ["no list"]));
  for (const kind of ["delete-host", "reinstall", "reset-password", "create-snapshot", "resize-host"]) {
    const { body } = await ask(kind);
    expect([kind, body.code], JSON.stringify(body)).toEqual([kind, "invalid"]);
    expect(JSON.stringify(body.errors)).toContain("whenBusy");
  }
  const own = await newTokenOf(await newAccount("customer", "10001"));
  const json = { kind: "stop", whenBusy: "wait" };
  expect((await program(`/hosts/${HOST}/operations`, { token: own, json })).body.code).toBe("invalid");
});
