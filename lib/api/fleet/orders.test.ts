import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { FLEET_SCOPES } from "../../accounts/tokens/token-scopes";
import { database } from "../../db/connection";
import { auditEvents } from "../../db/staff-schema";
import { hostServices, orders } from "../../db/token-schema";
import { registerStaffVerifications } from "../../fleet/hosts/commands";
import { followOrders } from "../../fleet/orders/follow-orders";
import { syncFleet } from "../../hosts/mirror/sync-fleet";
import { useSimulatedHosts } from "../../hosts/testing/on-simulator";
import { freeLimits, newAccount, newTokenOf, type ProgramRequest, program } from "../testing/program";

const { simulator } = useSimulatedHosts({ TRUSTED_PROXIES: "1" });
const near = { "x-forwarded-for": "203.0.113.5" };
const PASSWORD = "Canary-host-pass7";
const ALL = { scope: "provider" as const, addressRanges: ["203.0.113.0/24"], fleetScopes: [...FLEET_SCOPES] };

let admin: string;
let token: string;
beforeAll(() => registerStaffVerifications());
beforeEach(async () => {
  await freeLimits();
  await database().delete(orders);
  await database().delete(hostServices);
  admin = await newAccount("admin");
  token = await newTokenOf(admin, ALL);
  await simulator().control.clearJournal();
});

const call = (path: string, { headers, ...more }: ProgramRequest = {}) =>
  program(path, { token, ...more, headers: { ...near, ...headers } });

let names = 0;
const ORDER = {
  ...{ customer: "10001", node: "1", image: "11", password: PASSWORD, ipv4: { count: 1 } },
  hardware: { cpuCores: 2, memoryMb: 2048, portMbit: 100, systemDiskGb: 40 },
};
const order = (more: object = {}, key: string = crypto.randomUUID()) => {
  names += 1;
  const named = { reference: `shop:${names}`, name: `order${names}` };
  return call("/fleet/hosts", { json: { ...ORDER, ...named, ...more }, headers: { "idempotency-key": key } });
};
const sent = async () => (await simulator().control.journal({ action: "vm_create" })).calls;
const rowOf = async (id: string) => (await database().select().from(orders).where(eq(orders.id, id)))[0];

describe("an order", () => {
  it("makes a host, tells its number once it is listed, and gives it the reference", async () => {
    const { status, body, headers } = await order({ reference: "whmcs:1" });
    expect([status, body.kind, body.outcome], JSON.stringify(body)).toEqual([202, "create-host", "done"]);
    expect(body).toMatchObject({ customer: "10001", reference: "whmcs:1", waiting: false, byViewer: true });
    expect(headers.get("location")).toBe(`/api/v1/fleet/operations/${body.id}`);
    expect((await call(`/fleet/operations/${body.id}?wait=5`)).body).toEqual(body);
    const host = await call(`/fleet/hosts/${body.hostId}`);
    expect(host.body).toMatchObject({ reference: "whmcs:1", customer: "10001", diskGb: 40 });
    const found = await call("/fleet/hosts?reference=whmcs:1");
    expect(found.body.hosts.map(({ id }: { id: string }) => id)).toEqual([body.hostId]);
    const [journal, ...more] = await sent();
    expect(more).toEqual([]);
    expect(journal?.params).toMatchObject({ userid: "10001", nodeid: "1", osid: "11", cpu: "2", ip: "1" });
    // The password is in no row and in no answer.
    const kept = JSON.stringify([
      await database().select().from(orders),
      await database().select().from(auditEvents),
      ...[body, host.body],
    ]);
    expect(kept).not.toContain(PASSWORD);
  });

  it("is made once: by its key under any token of the account, and by its reference under any key", async () => {
    const key = crypto.randomUUID();
    const json = { ...ORDER, reference: "whmcs:2", name: "once2" };
    const both = await Promise.all(
      Array.from({ length: 6 }, () => call("/fleet/hosts", { json, headers: { "idempotency-key": key } })),
    );
    expect(new Set(both.map(({ body }) => body.id)).size).toBe(1);
    const id = both[0]?.body.id;
    const second = await newTokenOf(admin, ALL);
    const again = await call("/fleet/hosts", { token: second, json, headers: { "idempotency-key": key } });
    expect([again.status, again.body.id, again.headers.get("idempotent-replayed")]).toEqual([
      202,
      id,
      "true",
    ]);
    const other = await call("/fleet/hosts", {
      json: { ...json, name: "other2" },
      headers: { "idempotency-key": key },
    });
    expect([other.status, other.body.code]).toEqual([422, "key-reused"]);
    const taken = await order({ reference: "whmcs:2" });
    expect([taken.status, taken.body.code, taken.body.host]).toEqual([409, "exists", again.body.hostId]);
    expect(await sent()).toHaveLength(1);
  });

  it("is refused with what can't be read, before anything is asked", async () => {
    const errors = async (more: object) => (await order(more)).body.errors;
    expect(await errors({ hardware: undefined })).toEqual([{ field: "plan", code: "missing" }]);
    expect(await errors({ area: "1" })).toEqual([{ field: "node", code: "not-with-area" }]);
    expect(await errors({ plan: crypto.randomUUID(), hardware: undefined })).toEqual([
      { field: "plan", code: "not-listed" },
    ]);
    expect(await errors({ password: "short" })).toEqual([{ field: "password", code: "too-short" }]);
    expect(await errors({ ipv4: undefined })).toEqual([{ field: "ipv4", code: "missing" }]);
    expect(await errors({ ipv4: { address: "1.2.3" } })).toEqual([{ field: "ipv4", code: "invalid" }]);
    expect(await errors({ colour: "red" })).toEqual([{ field: "colour", code: "unknown" }]);
    const nobody = await order({ customer: "99999" });
    expect(nobody.body).toMatchObject({ outcome: "not-sent", notSentCause: "no-such-customer" });
    expect(await sent()).toEqual([]);
    expect(await database().$count(orders)).toBe(1);
  });

  it("that RStack refuses says why, and its reference is free again", async () => {
    const fault = { kind: "refuse", text: "no room", match: { action: "vm_create" }, count: 1 };
    await simulator().control.addFault(fault as never);
    const refused = await order({ reference: "whmcs:3" });
    expect(refused.body).toMatchObject({ outcome: "refused", hostId: null });
    expect(refused.body.refusal).toContain("no room");
    expect((await order({ reference: "whmcs:3" })).body.outcome).toBe("done");
  });

  it("whose answer is lost is looked for, and never sent again", async () => {
    await simulator().control.addFault({ kind: "reset", count: 1, match: { action: "vm_create" } });
    const lost = await order({ reference: "whmcs:4", name: "lost4" });
    expect(["checking", "done"]).toContain(lost.body.outcome);
    await vi.waitFor(
      async () => {
        await followOrders();
        expect((await rowOf(lost.body.id))?.outcome).toBe("done");
      },
      { timeout: 10_000 },
    );
    const { body } = await call(`/fleet/operations/${lost.body.id}`);
    expect((await call(`/fleet/hosts/${body.hostId}`)).body.reference).toBe("whmcs:4");
    expect(await sent()).toHaveLength(1);
  });

  it("in doubt holds its reference and its customer's name, and a host that turns up late is tied to it", async () => {
    await simulator().control.addFault({
      ...{ kind: "reset", when: "before", count: 1, match: { action: "vm_create" } },
    });
    const { body } = await order({ reference: "whmcs:5", name: "late5" });
    expect(body.outcome).toBe("checking");
    await database()
      .update(orders)
      .set({ sentAt: new Date(Date.now() - 3_600_000) })
      .where(eq(orders.id, body.id));
    await vi.waitFor(
      async () => {
        await followOrders();
        expect((await rowOf(body.id))?.outcome).toBe("unconfirmed");
      },
      { timeout: 10_000 },
    );
    for (const more of [{ reference: "whmcs:5" }, { name: "late5" }]) {
      const second = await order(more);
      expect([second.status, second.body.code, second.body.operation.id]).toEqual([409, "exists", body.id]);
    }
    await simulator().control.addHost({ userid: "10001", vmname: "late5", osid: "11", nodeid: "1" } as never);
    await syncFleet();
    await followOrders();
    const tied = await call(`/fleet/operations/${body.id}`);
    expect(tied.body.outcome).toBe("done");
    expect((await call(`/fleet/hosts/${tied.body.hostId}`)).body.reference).toBe("whmcs:5");
    expect(await sent()).toHaveLength(1);
  });

  it("is tied to none of two hosts that could be its own", async () => {
    await simulator().control.addFault({
      ...{ kind: "reset", when: "before", count: 1, match: { action: "vm_create" } },
    });
    const { body } = await order({ name: "two6" });
    for (let n = 0; n < 2; n += 1) {
      await simulator().control.addHost({
        userid: "10001",
        vmname: "two6",
        osid: "11",
        nodeid: "1",
      } as never);
    }
    await syncFleet();
    await followOrders();
    expect((await rowOf(body.id))?.outcome).toBe("checking");
  });

  it("whose process ended before the call ends as not sent", async () => {
    const values = {
      ...{ formKey: crypto.randomUUID(), bodyHash: "x", accountId: admin, tokenId: admin, actorName: "x" },
      ...{ reference: "whmcs:7", owner: "10001", name: "gone7", place: "node:1", imageId: "11" },
      ...{ language: "en", outcome: "open" as const, claimedBy: "another", claimedUntil: new Date(0) },
    };
    const [row] = await database().insert(orders).values(values).returning();
    await followOrders();
    const { body } = await call(`/fleet/operations/${row?.id}`);
    expect(body).toMatchObject({ outcome: "not-sent", notSentCause: "interrupted", hostId: null });
    expect(await sent()).toEqual([]);
  });
});
