import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "@/lib/accounts/create-account";
import { makeLink, readLink } from "@/lib/accounts/links";
import { database } from "@/lib/db/connection";
import { accounts, tenancies } from "@/lib/db/schema";
import { ownerMoves } from "@/lib/db/staff-schema";
import { readActivity } from "@/lib/hosts/activity/read-activity";
import { readOne } from "@/lib/hosts/mirror/read-one";
import { openHost } from "@/lib/hosts/owned-host";
import { ann, ended, hostOfAnn, useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { parseUserId, parseVmId } from "@/lib/rstack/ids";
import { performTransfer } from "../hosts/host-commands";
import { registerStaffProbes } from "../hosts/staff-probes";
import { addCustomer, changeNumber, deleteCustomer } from "./change-customer";

const { simulator } = useSimulatedHosts();
beforeAll(registerStaffProbes);

const user = (text: string) => {
  const parsed = parseUserId(text);
  if (!parsed) throw new Error(text);
  return parsed;
};
const read = async (id: string) => {
  const vmId = parseVmId(id);
  if (!vmId) throw new Error(id);
  return readOne(vmId, { priority: "command" });
};
const newUser = (number: string) => ({
  userId: user(number),
  username: `u${number}`,
  password: "0123456789",
  email: `u${number}@example.net`,
});
const NO_FILTER = { kind: null, outcome: null, host: null, after: null } as const;

async function accountOf(userId: string): Promise<string> {
  const made = await createAccount({ username: `a${userId}${Math.random()}`, role: "customer", userId });
  if (!made.ok) throw new Error(made.fault);
  return made.accountId;
}

describe("a number that changes hands", () => {
  it("takes all that hangs on it along, so that who gets the old one reads nothing of it", async () => {
    await addCustomer(newUser("70001"));
    await simulator().control.setHost("101", { userid: "70001" });
    await read("101");
    await simulator().control.setHost("101", { userid: "10001" });
    await read("101");
    const past = database().select().from(tenancies).where(eq(tenancies.owner, "70001"));
    expect(await past).toHaveLength(1);
    const link = await makeLink({ purpose: "activate", userId: "70001", email: "u70001@example.net" });
    expect(await changeNumber(user("70001"), user("70002"))).toMatchObject({ ok: true });
    expect(await past).toEqual([]);
    expect(await readLink(link.split("/").at(-1) ?? "", "activate")).toMatchObject({ userId: "70002" });
    const newcomer = { ...ann, userId: user("70001") };
    expect((await readActivity({ owner: user("70001") }, NO_FILTER, newcomer)).entries).toEqual([]);
  });

  it("is no hand-over's excuse: a host that the old number's next owner gives away starts a new tenancy", async () => {
    await addCustomer(newUser("71001"));
    expect(await changeNumber(user("71001"), user("71002"))).toMatchObject({ ok: true });
    // Made elsewhere, so that the panel was told nothing.
    await simulator().control.setHost("101", { userid: "71001" });
    await read("101");
    const before = await openHost({ ...ann, userId: user("71001") }, "101");
    await simulator().control.setHost("101", { userid: "71002" });
    await read("101");
    const after = await openHost({ ...ann, userId: user("71002") }, "101");
    expect(before && after && before.tenancyId !== after.tenancyId).toBe(true);
  });

  it("does not hold once the two are known to be two people", async () => {
    const moved = () => database().select().from(ownerMoves).where(eq(ownerMoves.toOwner, "10002"));
    const move = { fromOwner: "10001", toOwner: "10002", holdsUntil: sql`now() + interval '1 day'` };
    const before = await hostOfAnn("101");
    await database().insert(ownerMoves).values(move);
    const staff = { ...ann, accountId: crypto.randomUUID(), role: "admin" as const, userId: null };
    const owned = await openHost(staff, "101");
    await ended(owned ? await performTransfer(owned, user("10002"), "key-move", staff) : { ok: true });
    expect(await moved()).toEqual([]);
    const bob = await openHost({ ...ann, userId: user("10002") }, "101");
    expect(bob && bob.tenancyId !== before.tenancyId).toBe(true);
  });
});

describe("an account of one who had the number before", () => {
  it("is closed with the customer, and nobody gets a number by which another could sign in", async () => {
    await addCustomer(newUser("72001"));
    const accountId = await accountOf("72001");
    expect(await changeNumber(user("10009"), user("72001"))).toMatchObject({ ok: false });
    expect(await deleteCustomer(user("72001"), false)).toMatchObject({ ok: true });
    const [row] = await database().select().from(accounts).where(eq(accounts.id, accountId));
    expect(row?.disabledAt).not.toBeNull();
    expect(await addCustomer(newUser("72001"))).toMatchObject({ ok: true });
  });

  it("gives nobody a number with another's past", async () => {
    await addCustomer(newUser("75001"));
    await database().insert(tenancies).values({ vmId: "9", owner: "75002", until: new Date() });
    expect(await changeNumber(user("75001"), user("75002"))).toEqual({ ok: false, code: "number-taken" });
  });

  it("keeps a number taken that RStack itself has given up", async () => {
    await accountOf("73001");
    await addCustomer(newUser("73002"));
    expect(await addCustomer(newUser("73001"))).toEqual({ ok: false, code: "number-taken" });
    expect(await changeNumber(user("73002"), user("73001"))).toEqual({ ok: false, code: "number-taken" });
  });
});

describe("deleting a customer unforced", () => {
  it("sends nothing where it can't be known whether there are hosts", async () => {
    await addCustomer(newUser("74001"));
    await simulator().control.addFault({ kind: "http-status", status: 502, match: { action: "hyper" } });
    expect(await deleteCustomer(user("74001"), false)).toMatchObject({ ok: false, code: "master-down" });
    expect((await simulator().control.journal({ action: "user_delete" })).calls).toEqual([]);
  });
});
