import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { mayChangeFactors, notePresence } from "../../accounts/second-factor/proof";
import { ownersTold } from "../../accounts/security-mail";
import { proveSid } from "../../accounts/sessions/sessions";
import { enterBySso, whoContinues } from "../../accounts/sign-in/sso";
import { FLEET_SCOPES } from "../../accounts/tokens/token-scopes";
import { database } from "../../db/connection";
import { notifications } from "../../db/notification-schema";
import { accounts } from "../../db/schema";
import { challenges, totpFactors } from "../../db/sign-in-schema";
import { registerStaffVerifications } from "../../fleet/hosts/commands";
import { syncFleet } from "../../hosts/mirror/sync-fleet";
import { endOf, useSimulatedHosts } from "../../hosts/testing/on-simulator";
import { freeLimits, newAccount, newTokenOf, type ProgramRequest, program } from "../testing/program";

useSimulatedHosts({ TRUSTED_PROXIES: "1" });
const near = { "x-forwarded-for": "203.0.113.5" };
const caller = { address: null, userAgent: null, device: null };

let token: string;
beforeAll(() => registerStaffVerifications());
beforeEach(async () => {
  await freeLimits();
  await database().delete(accounts);
  token = await newTokenOf(await newAccount("admin"), {
    ...{ name: "shop", scope: "provider", addressRanges: ["203.0.113.0/24"], fleetScopes: [...FLEET_SCOPES] },
  });
  await syncFleet();
});

const call = (path: string, { headers, ...more }: ProgramRequest = {}) =>
  program(path, { token, ...more, headers: { ...near, ...headers } });
const link = async (customer: string, json: object = {}) => {
  const { status, body } = await call(`/fleet/customers/${customer}/sign-in-links`, { json });
  const code = status === 201 ? (new URL(body.url).pathname.split("/").at(-1) ?? "") : "";
  return { status, body, code };
};

it("a sign-in link lets its customer in once, by their own click, and tells them of it", async () => {
  const owner = await newAccount("customer", "10001");
  const { status, body, code } = await link("10001", { to: { host: "101", page: "monitor" } });
  expect(status).toBe(201);
  expect(body.url).toBe(`http://127.0.0.1:3000/sso/${code}?next=%2Fhosts%2F101%2Fmonitor`);
  const left = new Date(body.expiresAt).getTime() - Date.now();
  expect(left).toBeGreaterThan(50_000);
  expect(left).toBeLessThanOrEqual(60_000);
  expect(JSON.stringify(await database().select().from(challenges))).not.toContain(code);
  expect((await whoContinues(code))?.accountId).toBe(owner);
  const both = await Promise.all([enterBySso(code, owner, caller), enterBySso(code, owner, caller)]);
  const [entry, ...more] = both.filter((one) => one !== null);
  expect(more).toEqual([]);
  if (entry?.step !== "in") throw new Error("no session");
  await ownersTold();
  const [told] = await database().select().from(notifications).where(eq(notifications.accountId, owner));
  expect(told?.data).toEqual({ what: "link-used", token: "shop" });
  // What guards the account asks that session for a proof, however new it is.
  const viewer = await proveSid(owner, entry.sid);
  if (!viewer) throw new Error("no viewer");
  expect(await mayChangeFactors(viewer)).toBe(false);
  await notePresence(viewer.sessionId);
  expect(await mayChangeFactors(viewer)).toBe(true);
});

it("a sign-in link asks for the second factor as ever, and is over after a minute", async () => {
  const owner = await newAccount("customer", "10001");
  await database().insert(totpFactors).values({ accountId: owner, sealed: "x", confirmedAt: new Date() });
  const first = await link("10001");
  expect((await enterBySso(first.code, owner, caller))?.step).toBe("second-factor");
  const second = await link("10001");
  await database()
    .update(challenges)
    .set({ expiresAt: new Date(Date.now() - 1) });
  expect(await whoContinues(second.code)).toBeNull();
  expect(await enterBySso(second.code, owner, caller)).toBeNull();
});

it("there is no sign-in link for staff, a disabled account, nobody, or another customer's host", async () => {
  await newAccount("customer", "10001");
  const code = async (customer: string, json = {}) => (await link(customer, json)).body.code;
  expect(await code("999999")).toBe("not-found");
  expect(await code("10001", { to: { host: "201" } })).toBe("invalid");
  await database().update(accounts).set({ role: "support" }).where(eq(accounts.userId, "10001"));
  expect(await code("10001")).toBe("account-unusable");
  await database()
    .update(accounts)
    .set({ role: "customer", disabledAt: new Date() })
    .where(eq(accounts.userId, "10001"));
  expect(await code("10001")).toBe("account-unusable");
  const reader = await newTokenOf(await newAccount("admin"), {
    ...{ scope: "provider", addressRanges: ["203.0.113.0/24"], fleetScopes: ["fleet-read"] },
  });
  const refused = await program("/fleet/customers/10001/sign-in-links", {
    ...{ token: reader, headers: near, json: {} },
  });
  expect(refused.body.code).toBe("scope-missing");
});

it("lists what a shop chooses from, and what each host used", async () => {
  const areas = (await call("/fleet/areas")).body.areas;
  const nodes = (await call("/fleet/nodes")).body.nodes;
  expect(areas.length).toBeGreaterThan(0);
  expect(areas.map(({ id }: { id: string }) => id)).toContain(nodes[0].area);
  const images = (await call(`/fleet/images?node=${nodes[0].id}`)).body.images;
  expect(images.length).toBeGreaterThan(0);
  expect((await call("/fleet/images?node=x")).body.code).toBe("bad-request");
  const rows: { hostId: string; customer: string; traffic: object }[] = [];
  for (let after = ""; ; ) {
    const { body } = await call(`/fleet/usage?customer=10001&limit=3${after}`);
    rows.push(...body.rows);
    if (body.next === null) break;
    after = `&after=${body.next}`;
  }
  expect(rows.map(({ hostId }) => hostId)).toContain("101");
  expect(new Set(rows.map(({ customer }) => customer))).toEqual(new Set(["10001"]));
});

it("lists operations and orders together, newest first, page by page", async () => {
  const ordered = await call("/fleet/hosts", {
    json: {
      ...{ reference: "list:1", customer: "10001", node: "1", image: "11", name: "listed1" },
      ...{ hardware: { cpuCores: 1, memoryMb: 1024, portMbit: 10 }, ipv4: { count: 1 } },
    },
  });
  const asked = await call("/fleet/hosts/101/operations", { json: { kind: "lock-host" } });
  await endOf(asked.body.id);
  const last = await call("/fleet/hosts/201/operations", {
    json: { kind: "suspend-host", reason: "unpaid" },
  });
  await endOf(last.body.id);
  const ids = async (query: string) =>
    (await call(`/fleet/operations?${query}`)).body.operations.map(({ id }: { id: string }) => id);
  const all = [last.body.id, asked.body.id, ordered.body.id];
  expect(await ids("")).toEqual(all);
  expect(await ids("limit=1")).toEqual(all.slice(0, 1));
  expect(await ids(`limit=1&after=${all[0]}`)).toEqual(all.slice(1, 2));
  expect(await ids(`limit=1&after=${all[1]}`)).toEqual(all.slice(2));
  expect(await ids("customer=10001")).toEqual(all.slice(1));
  expect(await ids("host=201")).toEqual(all.slice(0, 1));
  expect(await ids("kind=create-host")).toEqual(all.slice(2));
  expect(await ids("outcome=done&kind=lock-host")).toEqual([asked.body.id]);
  expect(await ids("since=2099-01-01T00:00:00Z")).toEqual([]);
  expect((await call(`/fleet/operations?after=${crypto.randomUUID()}`)).body.errors).toEqual([
    { field: "after", code: "not-listed" },
  ]);
});
