import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FLEET_SCOPES } from "../../accounts/tokens/token-scopes";
import { database } from "../../db/connection";
import { hosts } from "../../db/schema";
import { customerReferences, customerRequests, hostServices, orders } from "../../db/token-schema";
import { registerStaffVerifications } from "../../fleet/hosts/commands";
import { syncFleet } from "../../hosts/mirror/sync-fleet";
import { openHost } from "../../hosts/owned-host";
import { setProtection } from "../../hosts/protection/protection";
import { ann } from "../../hosts/testing/ann";
import { endOf, useSimulatedHosts } from "../../hosts/testing/on-simulator";
import { changeSettings } from "../../provider/settings";
import { freeLimits, newAccount, newTokenOf, type ProgramRequest, program } from "../testing/program";

const { simulator } = useSimulatedHosts({ TRUSTED_PROXIES: "1" });
const near = { "x-forwarded-for": "203.0.113.5" };
const ALL = { scope: "provider" as const, addressRanges: ["203.0.113.0/24"], fleetScopes: [...FLEET_SCOPES] };

let admin: string;
let token: string;
beforeAll(() => registerStaffVerifications());
beforeEach(async () => {
  await freeLimits();
  await database().delete(orders);
  admin = await newAccount("admin");
  token = await newTokenOf(admin, ALL);
  await simulator().control.clearJournal();
});

const call = (path: string, { headers, ...more }: ProgramRequest = {}) =>
  program(path, { token, ...more, headers: { ...near, ...headers } });

describe("a host of a shop", () => {
  const done = async (kind: string, fields: object, id = "101") => {
    const { status, body } = await call(`/fleet/hosts/${id}/operations`, { json: { kind, ...fields } });
    expect([status, body.kind], JSON.stringify(body)).toEqual([202, kind]);
    const ended = await endOf(body.id);
    expect(ended.outcome, `${kind} ${ended.refusal} ${ended.notSentCause}`).toBe("done");
    return (await call(`/fleet/operations/${body.id}`)).body;
  };

  it("has what its shop says of it, in its own fields and filters, until it is another's", async () => {
    await syncFleet();
    const said = {
      reference: "whmcs:101",
      priceText: "€ 9.90",
      renewUrl: "https://shop.example/renew?id=101",
    };
    const changed = await call("/fleet/hosts/101", {
      method: "PATCH",
      json: { ...said, paidUntil: "2027-01-31T00:00:00Z", name: "Web" },
    });
    expect([changed.status, changed.body.code]).toEqual([200, undefined]);
    expect(changed.body).toMatchObject({ ...said, paidUntil: "2027-01-31T00:00:00.000Z", name: "Web" });
    const ids = async (query: string) =>
      (await call(`/fleet/hosts?${query}`)).body.hosts.map(({ id }: { id: string }) => id);
    expect(await ids("reference=whmcs:101")).toEqual(["101"]);
    expect(await ids("name=web")).toEqual(["101"]);
    expect(await ids(`customer=10001&state=${changed.body.state}`)).toContain("101");
    expect(await ids("customer=10001&state=locked")).not.toContain("101");
    const [row] = await database().select().from(hosts).where(eq(hosts.vmId, "101"));
    expect(await ids(`address=${row?.ipv4}`)).toContain("101");
    expect(await ids("changedSince=2099-01-01T00:00:00Z")).toEqual([]);
    const taken = await call("/fleet/hosts/102", { method: "PATCH", json: { reference: "whmcs:101" } });
    expect([taken.status, taken.body.code, taken.body.host]).toEqual([409, "exists", "101"]);
    for (const json of [
      { renewUrl: "http://shop.example" },
      { renewUrl: "javascript:alert(1)" },
      { renewUrl: "https://shop.example/{order}" },
      { upgradeUrl: "https://{host}.example/" },
      { priceText: "a\nb" },
    ]) {
      expect((await call("/fleet/hosts/101", { method: "PATCH", json })).body.code).toBe("invalid");
    }
    // What its customer's own programs are told.
    const upgradeUrl = "https://shop.example/{customer}/up?h={host}";
    await call("/fleet/hosts/101", { method: "PATCH", json: { upgradeUrl } });
    const own = await newTokenOf(await newAccount("customer", "10001"), { scope: "read" });
    const told = (await program("/hosts/101", { token: own })).body;
    expect(told).toMatchObject({
      ...{ paidUntil: "2027-01-31T00:00:00.000Z", priceText: said.priceText, renewUrl: said.renewUrl },
      upgradeUrl: "https://shop.example/10001/up?h=101",
    });
    await done("transfer-host", { customer: "10002" });
    await syncFleet();
    const next = (await call("/fleet/hosts/101")).body;
    expect(next).toMatchObject({ customer: "10002", reference: null, paidUntil: null, renewUrl: null });
    expect(
      (await call("/fleet/hosts/102", { method: "PATCH", json: { reference: "whmcs:101" } })).status,
    ).toBe(200);
    await database().delete(hostServices);
  });

  it("is run, changed, resized and deleted by the commands that the forms have", async () => {
    await syncFleet();
    expect(await done("force-stop", {}, "102")).toMatchObject({ customer: "10001", waiting: false });
    const off = await call("/fleet/hosts/101/operations", { json: { kind: "resize-host", cpuCores: 4 } });
    expect(off.body).toMatchObject({ code: "not-possible", reason: "already-running" });
    await done("resize-host", { cpuCores: 3, memoryMb: 4096, mayRestart: true }, "102");
    const id = crypto.randomUUID();
    await changeSettings(
      { plans: [{ id, name: "L", values: { cpuCores: 2, trafficLimitGb: 700 } }] },
      "test",
    );
    await done("resize-host", { plan: id, mayRestart: true }, "102");
    const both = await call("/fleet/hosts/102/operations", {
      json: { kind: "resize-host", plan: id, cpuCores: 4, mayRestart: true },
    });
    expect(both.body.errors).toEqual([{ field: "plan", code: "not-with-numbers" }]);
    await done("update-host", { trafficLimitGb: 500 }, "102");
    await done("add-addresses", { ipv4: 1 }, "102");
    await done("create-snapshot", {}, "101");
    const named = (await call("/fleet/hosts/102")).body;
    expect(named).toMatchObject({ cpuCores: 2, memoryMb: 4096 });
    const wrong = await call("/fleet/hosts/102/operations", {
      json: { kind: "delete-host", typedName: "x" },
    });
    expect(wrong.status).toBe(422);
    await done("delete-host", { typedName: named.masterName, force: true }, "102");
    expect((await call("/fleet/hosts/102")).status).toBe(404);
  });
});

it("waits for an operation's end as long as it is asked to, and no longer", async () => {
  await syncFleet();
  await simulator().control.setHost("101", { ignoresShutdown: true });
  const { body: asked } = await call("/fleet/hosts/101/operations", { json: { kind: "stop" } });
  const from = performance.now();
  const going = (await call(`/fleet/operations/${asked.id}?wait=1`)).body;
  expect(performance.now() - from).toBeGreaterThanOrEqual(1_000);
  expect([going.id, going.endedAt]).toEqual([asked.id, null]);
  // What answers has been waiting since before the end.
  const waiting = call(`/fleet/operations/${asked.id}?wait=50`);
  const forced = await call("/fleet/hosts/101/operations", { json: { kind: "force-stop" } });
  expect((await waiting).body).toMatchObject({ id: asked.id, outcome: "superseded" });
  expect((await call(`/fleet/operations/${forced.body.id}?wait=50`)).body.outcome).toBe("done");
});

it("can't take what its owner protects, but by a deletion, which says so in its row", async () => {
  await syncFleet();
  const owned = await openHost(ann, "104");
  if (!owned) throw new Error("not theirs");
  await setProtection(owned, true);
  for (const [kind, fields] of [
    ["force-stop", {}],
    ["reinstall", { image: "11", disks: "all", password: "", typedName: owned.row.name }],
  ] as const) {
    const { status, body } = await call("/fleet/hosts/104/operations", { json: { kind, ...fields } });
    expect([status, body.code, body.operation?.notSentCause], kind).toEqual([409, "protected", "protected"]);
  }
  expect((await simulator().control.journal()).effects).toEqual([]);
  const { body } = await call("/fleet/hosts/104/operations", {
    json: { kind: "delete-host", typedName: owned.row.name, force: true },
  });
  expect(await endOf(body.id)).toMatchObject({ outcome: "done", params: { protected: true } });
});

it("tells where services and hosts disagree", async () => {
  await syncFleet();
  // Where no shop uses the panel, no host lacks a service.
  await database().delete(hostServices);
  expect((await call("/fleet/differences")).body).toEqual({ differences: [], next: null });
  const said = (id: string, json: object) => call(`/fleet/hosts/${id}`, { method: "PATCH", json });
  await said("101", { reference: "diff:101", paidUntil: "2020-01-01T00:00:00Z" });
  await said("102", { reference: "diff:102", paidUntil: "2099-01-01T00:00:00Z" });
  await said("103", { reference: "diff:103" });
  await simulator().control.setHost("102", { status: "-1" });
  await syncFleet();
  await database().update(hosts).set({ goneAt: new Date() }).where(eq(hosts.vmId, "103"));
  const all: { kind: string; reference: string | null; hostId: string | null }[] = [];
  for (let after = ""; ; ) {
    const { body } = await call(`/fleet/differences?limit=3${after}`);
    all.push(...body.differences);
    if (body.next === null) break;
    after = `&after=${encodeURIComponent(body.next)}`;
  }
  const of = (id: string) =>
    all.filter(({ hostId }) => hostId === id).map(({ kind, reference }) => [kind, reference]);
  expect(of("101")).toEqual([["overdue-active", "diff:101"]]);
  expect(of("102")).toEqual([["paid-suspended", "diff:102"]]);
  expect(of("103")).toEqual([["host-missing", "diff:103"]]);
  expect(of("201")).toEqual([["no-service", null]]);
});

describe("a customer", () => {
  it("is made once for a key, changed and deleted, and their reference is theirs alone", async () => {
    const key = crypto.randomUUID();
    const json = {
      username: "shopper",
      email: "shopper@example.net",
      name: "Shopper",
      reference: "whmcs:c1",
    };
    const asked = { json, headers: { "idempotency-key": key } };
    const made = await call("/fleet/customers", asked);
    expect([made.status, made.body.code]).toEqual([201, undefined]);
    expect(made.body).toMatchObject({
      username: "shopper",
      reference: "whmcs:c1",
      disabled: false,
      hosts: 0,
    });
    const { customer } = made.body;
    expect(made.headers.get("location")).toBe(`/api/v1/fleet/customers/${customer}`);
    expect((await call("/fleet/customers", asked)).body.customer).toBe(customer);
    const other = { json: { ...json, name: "Other" }, headers: { "idempotency-key": key } };
    expect((await call("/fleet/customers", other)).body.code).toBe("key-reused");
    const again = await call("/fleet/customers", { json: { ...json, username: "second" } });
    expect([again.status, again.body.code, again.body.customer]).toEqual([409, "exists", customer]);
    const adds = (await simulator().control.journal({ action: "user_add" })).calls;
    expect(adds).toHaveLength(1);
    for (const query of ["email=SHOPPER@example.net", "name=shopper", "reference=whmcs:c1"]) {
      const { body } = await call(`/fleet/customers?${query}`);
      expect(
        body.customers.map((one: { customer: string }) => one.customer),
        query,
      ).toEqual([customer]);
    }
    const path = `/fleet/customers/${customer}`;
    const changed = await call(path, { method: "PATCH", json: { name: "Renamed", disabled: true } });
    expect(changed.body).toMatchObject({ name: "Renamed", disabled: true, reference: "whmcs:c1" });
    expect((await call("/fleet/customers/10001", { method: "DELETE" })).body.code).toBe("has-hosts");
    expect((await call("/fleet/customers/99999", { method: "PATCH", json: { name: "x" } })).status).toBe(404);
    expect((await call(path, { method: "DELETE" })).status).toBe(204);
    expect((await simulator().control.journal({ action: "user_delete" })).calls).toHaveLength(1);
  });

  it("gets a number of their own where several are made at the same moment", async () => {
    const all = await Promise.all(
      [1, 2, 3, 4].map((n) =>
        call("/fleet/customers", { json: { username: `together${n}`, email: `together${n}@example.net` } }),
      ),
    );
    expect(all.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(all.map(({ body }) => body.customer)).size).toBe(4);
  });

  it("is found by the same key where the process that made them ended before it came back", async () => {
    const asked = {
      json: { username: "left", email: "left@example.net", reference: "whmcs:c9" },
      headers: { "idempotency-key": crypto.randomUUID() },
    };
    const { customer } = (await call("/fleet/customers", asked)).body;
    await database().update(customerRequests).set({ outcome: null });
    await database().delete(customerReferences);
    expect((await call("/fleet/customers", asked)).body).toMatchObject({ customer, reference: "whmcs:c9" });
    // And made where it ended before it was asked.
    await call(`/fleet/customers/${customer}`, { method: "DELETE" });
    await database().update(customerRequests).set({ outcome: null });
    expect((await call("/fleet/customers", asked)).body.code).toBe("unconfirmed");
    await database()
      .update(customerRequests)
      .set({ startedAt: new Date(Date.now() - 120_000) });
    expect((await call("/fleet/customers", asked)).body).toMatchObject({ customer, reference: "whmcs:c9" });
  });
});
