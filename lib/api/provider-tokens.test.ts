import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { setDisabled } from "../accounts/account-admin";
import { database } from "../db/connection";
import { accounts, operations } from "../db/schema";
import { customerNames } from "../db/staff-schema";
import { registerStaffVerifications } from "../fleet/hosts/commands";
import { syncFleet } from "../hosts/mirror/sync-fleet";
import { endOf, useSimulatedHosts } from "../hosts/testing/on-simulator";
import { freeLimits, newAccount, newTokenOf, program } from "./testing/program";

const { simulator } = useSimulatedHosts({ TRUSTED_PROXIES: "1" });
const OWN = "101";
const FOREIGN = "201";
const from = (address: string) => ({ "x-forwarded-for": address });
const effects = async () => (await simulator().control.journal()).effects;
const status = async (token: string, path: string) => (await program(path, { token })).status;

let owner: string;
beforeAll(() => registerStaffVerifications());
beforeEach(async () => {
  await freeLimits();
  owner = await newAccount("customer", "10001");
  await simulator().control.clearJournal();
});

describe("a provider's token", () => {
  let admin: string;
  let token: string;
  const UNSAID = { username: null, disabled: null, reference: null };
  const RANGE = { addressRanges: ["203.0.113.0/24"] };
  const near = from("203.0.113.5");
  beforeEach(async () => {
    admin = await newAccount("admin");
    token = await newTokenOf(admin, { scope: "provider", ...RANGE });
    await syncFleet();
  });
  const code = async (path: string, more: object = {}) => {
    const { status: was, body } = await program(path, { token, headers: near, ...more });
    return body.code ?? was;
  };

  it("reads hosts of the fleet and of one customer, page by page", async () => {
    const all: string[] = [];
    let after = "";
    do {
      const { body } = await program(`/fleet/hosts?limit=5${after}`, { token, headers: near });
      expect(body.hosts.length).toBeLessThanOrEqual(5);
      all.push(...body.hosts.map((one: { id: string }) => one.id));
      after = body.next ? `&after=${body.next}` : "";
    } while (after !== "");
    expect(new Set(all).size).toBe(all.length);
    expect(all).toContain(OWN);
    expect(all).toContain(FOREIGN);
    const { body } = await program("/fleet/hosts?customer=10002", { token, headers: near });
    expect(new Set(body.hosts.map((one: { customer: string }) => one.customer))).toEqual(new Set(["10002"]));
    const faults = async (path: string) => (await program(path, { token, headers: near })).body.errors;
    expect(await faults("/fleet/hosts?customer=")).toEqual([{ field: "customer", code: "invalid" }]);
    for (const wrong of ["abc", "0", "-1"]) {
      expect(await faults(`/fleet/hosts?after=${wrong}`)).toEqual([{ field: "after", code: "invalid" }]);
    }
    for (const list of ["/fleet/hosts", "/fleet/customers"]) {
      expect(await faults(`${list}?after=999999`)).toEqual([{ field: "after", code: "not-listed" }]);
    }
    expect((await program(`/fleet/hosts/${FOREIGN}`, { token, headers: near })).body.customer).toBe("10002");
    expect(await code("/fleet/hosts/999999")).toBe("not-found");
  });

  it("reads the customers that the panel knows, page by page", async () => {
    await database()
      .insert(customerNames)
      .values([
        { userId: "9", name: "Nine", email: "nine@example.net", found: true, readAt: new Date() },
        { userId: "99999", name: "Gone", found: false, readAt: new Date() },
      ]);
    const all: { customer: string; hosts: number }[] = [];
    let after = "";
    do {
      const { body } = await program(`/fleet/customers?limit=1${after}`, { token, headers: near });
      expect(body.customers.length).toBe(1);
      all.push(...body.customers);
      after = body.next ? `&after=${body.next}` : "";
    } while (after !== "");
    const numbers = all.map(({ customer }) => customer);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => Number(a) - Number(b)));
    expect(all[0]).toEqual({ customer: "9", name: "Nine", email: "nine@example.net", hosts: 0, ...UNSAID });
    expect(numbers).toEqual(expect.arrayContaining(["10001", "10002"]));
    expect(numbers).not.toContain("99999");
    const { body } = await program("/fleet/hosts?customer=10002&limit=200", { token, headers: near });
    expect(all.find(({ customer }) => customer === "10002")?.hosts).toBe(body.hosts.length);
    expect(await code("/fleet/customers?after=")).toBe("bad-request");
    const customers = await newTokenOf(owner, { scope: "manage" });
    expect(await status(customers, "/fleet/customers")).toBe(404);
  });

  it("of a release before there were scopes reads and sets the status, and can do nothing else", async () => {
    const post = (kind: string, fields = {}) =>
      code(`/fleet/hosts/${FOREIGN}/operations`, { json: { kind, ...fields } });
    expect(await post("open-console")).toBe("invalid");
    for (const [kind, fields] of [
      ["force-stop", {}],
      ["delete-host", { typedName: "x" }],
      ["transfer-host", { customer: "10001" }],
      ["resize-host", { cpuCores: 4, mayRestart: true }],
      ["update-host", { trafficLimitGb: 5 }],
    ] as const) {
      expect(await post(kind, fields), kind).toBe("scope-missing");
    }
    const own = await program("/token", { token, headers: near });
    expect(own.body).toMatchObject({
      ...{ name: "test", scopes: ["fleet-read", "fleet-status"], hosts: null, ...RANGE, expiresAt: null },
    });
    expect(await effects()).toEqual([]);
    expect(await code(`/hosts/${FOREIGN}`)).toBe("not-found");
    expect(await code(`/hosts/${FOREIGN}/operations`, { json: { kind: "force-stop" } })).toBe("not-found");
    const { body } = await program(`/fleet/hosts/${FOREIGN}/operations`, {
      ...{ token, headers: near },
      json: { kind: "lock-host" },
    });
    expect(body).toMatchObject({ kind: "lock-host", hostId: FOREIGN, byViewer: true });
    expect((await program(`/fleet/operations/${body.id}`, { token, headers: near })).body.id).toBe(body.id);
  });

  describe("a status", () => {
    const askFor = (kind: string, { key, ...fields }: { key?: string; endsSuspension?: boolean } = {}) =>
      program(`/fleet/hosts/${FOREIGN}/operations`, {
        token,
        headers: { ...near, ...(key ? { "idempotency-key": key } : {}) },
        json: { kind, ...fields },
      });
    const made = async (kind: string, more: object = {}) => {
      const { status: was, body } = await askFor(kind, more);
      expect([was, body.kind], kind).toEqual([202, kind]);
      expect((await endOf(body.id)).outcome).toBe("done");
      return body.id as string;
    };
    const rows = () => database().$count(operations, eq(operations.vmId, FOREIGN));

    it("that the host has is answered with the operation that set it, and asked of nobody", async () => {
      for (const [kind, back] of [
        ["suspend-host", "resume-host"],
        ["lock-host", "unlock-host"],
      ] as const) {
        const id = await made(kind);
        const before = await rows();
        const again = await askFor(kind);
        expect(again).toMatchObject({ status: 200, body: { id, kind, outcome: "done", hostId: FOREIGN } });
        expect(again.headers.get("location")).toBe(`/api/v1/fleet/operations/${id}`);
        expect(await rows()).toBe(before);
        const end = await made(back);
        expect((await askFor(back)).body.id).toBe(end);
      }
      expect((await effects()).filter(({ kind }) => kind === "update-host")).toHaveLength(4);
    });

    it("that RStack set itself is so by no operation, and the key stays free", async () => {
      await made("suspend-host");
      await made("resume-host");
      await simulator().control.setHost(FOREIGN, { status: "-1" });
      const before = await rows();
      const asked = await askFor("suspend-host", { key: "nobody-did-1" });
      expect(asked).toMatchObject({ status: 200, body: { id: null, outcome: "done", kind: "suspend-host" } });
      expect(await rows()).toBe(before);
      await simulator().control.setHost(FOREIGN, { status: "2" });
      expect((await askFor("suspend-host", { key: "nobody-did-1" })).status).toBe(202);
    });

    it("is asked for where nobody can say what it is, or staff are about to change it", async () => {
      await made("suspend-host");
      await simulator().control.addFault({ kind: "empty", match: { action: "hyper" } });
      expect((await askFor("suspend-host")).body.code).toBe("not-answering");
      await simulator().control.removeFaults();
      await simulator().control.addFault({ kind: "reset", when: "before", match: { action: "vm_update" } });
      const { body } = await askFor("resume-host");
      expect((await askFor("suspend-host")).body).toMatchObject({ code: "busy", operation: { id: body.id } });
    });
  });

  it("ends with its maker: disabled, or an admin no more", async () => {
    expect(await code("/fleet/hosts")).toBe(200);
    await database().update(accounts).set({ role: "support" }).where(eq(accounts.id, admin));
    expect(await code("/fleet/hosts")).toBe("no-token");
    await database().update(accounts).set({ role: "admin" }).where(eq(accounts.id, admin));
    await setDisabled(admin, true);
    expect(await code("/fleet/hosts")).toBe("no-token");
  });

  it("is no way in for a customer's account, nor a customer's for an admin's", async () => {
    const forged = await newTokenOf(owner, { scope: "provider" });
    expect(await status(forged, "/fleet/hosts")).toBe(401);
    const wide = await newTokenOf(admin, { scope: "manage" });
    expect(await status(wide, `/hosts/${OWN}`)).toBe(401);
  });
});
