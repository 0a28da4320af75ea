import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { endRights } from "../accounts/guests/guest-rights";
import { proveToken } from "../accounts/tokens/prove-token";
import { tenanciesOf } from "../actions/named-hosts";
import { database } from "../db/connection";
import { accounts, operations, tenancies } from "../db/schema";
import { type GuestRole, guestRights } from "../db/sign-in-schema";
import { syncFleet } from "../hosts/mirror/sync-fleet";
import { useSimulatedHosts } from "../hosts/testing/on-simulator";
import { ask, freeLimits, newAccount, newTokenOf, program } from "./testing/program";

// 10001 shares 101 with an account of 10002, and keeps 102.

const { simulator } = useSimulatedHosts();
const [SHARED, KEPT, OWN] = ["101", "102", "201"];

let owner: string;
let guest: string;
let tenancyId: string;
const give = (role: GuestRole) =>
  database()
    .insert(guestRights)
    .values({ accountId: guest, owner: "10001", invitedBy: owner, tenancyId, role });
const end = () => endRights(eq(guestRights.accountId, guest), "owner");
const listed = async (token: string) =>
  (await program("/hosts", { token })).body.hosts.map(({ id }: { id: string }) => id);
const status = async (token: string, id: string) => (await program(`/hosts/${id}`, { token })).status;
const asked = async (token: string, id: string, kind: string, fields = {}) => {
  const { status: code, body } = await ask(`/hosts/${id}/operations`, kind, fields, { token });
  return code === 202 ? "accepted" : (body.reason ?? body.code);
};
const effects = async () => (await simulator().control.journal()).effects.map(({ vmid }) => vmid);

beforeEach(async () => {
  await freeLimits();
  await database().delete(guestRights);
  await syncFleet();
  owner = await newAccount("customer", "10001");
  guest = await newAccount("customer", "10002");
  const rows = await database().select().from(tenancies).where(eq(tenancies.vmId, SHARED));
  tenancyId = rows.find(({ until }) => until === null)?.id ?? "";
  await simulator().control.clearJournal();
});

describe("a guest's token", () => {
  it("that names a shared host reaches it by its role, says whose it is, and reaches no other of that owner's", async () => {
    await give("operate");
    const token = await newTokenOf(guest, { tenancyIds: [tenancyId] });
    expect(await listed(token)).toEqual([SHARED]);
    const { body } = await program(`/hosts/${SHARED}`, { token });
    expect(body).toMatchObject({ guest: { role: "operate" }, sharedBy: expect.any(String) });
    expect([await status(token, KEPT), await status(token, OWN)]).toEqual([404, 404]);
    expect(await asked(token, SHARED, "force-stop")).toBe("guest-role");
    expect(await effects()).toEqual([]);
    expect(await asked(token, SHARED, "restart")).toBe("accepted");
    expect(await effects()).toEqual([SHARED]);
    const [row] = await database().select().from(operations).where(eq(operations.accountId, guest));
    expect(row?.params).toHaveProperty("guest");
  });

  it("is refused what destroys, which no program can be asked for", async () => {
    await give("manage");
    const token = await newTokenOf(guest, { tenancyIds: [tenancyId] });
    const fields = { snapshot: "s", typedName: "web01" };
    expect(await asked(token, SHARED, "delete-snapshot", fields)).toBe("guest-factor");
    expect(await effects()).toEqual([]);
  });

  it("for all hosts of a customer is for their own alone", async () => {
    await give("manage");
    const token = await newTokenOf(guest);
    expect(await listed(token)).not.toContain(SHARED);
    expect([await status(token, SHARED), await status(token, OWN)]).toEqual([404, 200]);
    expect(await asked(token, SHARED, "restart")).toBe("not-found");
    expect(await effects()).toEqual([]);
  });

  it("of who is no customer reaches what is shared with them", async () => {
    await database().update(accounts).set({ userId: null }).where(eq(accounts.id, guest));
    await give("view");
    const token = await newTokenOf(guest);
    expect(await listed(token)).toEqual([SHARED]);
    expect(await status(token, KEPT)).toBe(404);
    expect(await asked(token, SHARED, "start")).toBe("guest-role");
    expect((await program("/traffic", { token })).status).toBe(404);
  });

  it("reads and sends nothing once the right is over", async () => {
    await give("manage");
    const token = await newTokenOf(guest, { tenancyIds: [tenancyId] });
    const { body } = await ask(`/hosts/${SHARED}/operations`, "restart", {}, { token });
    expect((await program(`/operations/${body.id}`, { token })).status).toBe(200);
    await end();
    await simulator().control.clearJournal();
    expect(await listed(token)).toEqual([]);
    for (const path of [`/hosts/${SHARED}`, `/hosts/${SHARED}/snapshots`, `/operations/${body.id}`]) {
      expect((await program(path, { token })).status, path).toBe(404);
    }
    expect(await asked(token, SHARED, "force-stop")).toBe("not-found");
    expect(await effects()).toEqual([]);
  });

  it("is made for hosts that its account sees, and for no other", async () => {
    await give("view");
    const viewer = (await proveToken(await newTokenOf(guest)))?.viewer;
    if (!viewer) throw new Error("no token");
    expect(await tenanciesOf(viewer, SHARED, "shared")).toEqual([tenancyId]);
    const unknown = { result: { reason: "unknown-host" } };
    await expect(tenanciesOf(viewer, KEPT, "shared")).rejects.toMatchObject(unknown);
    // A guest lets nobody in themselves.
    await expect(tenanciesOf(viewer, SHARED)).rejects.toMatchObject(unknown);
  });
});
