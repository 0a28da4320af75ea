import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { accounts, tenancies } from "@/lib/db/schema";
import { ownerScope, withScope } from "@/lib/hosts/mirror/scopes";
import { useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { registerStaffProbes } from "../hosts/staff-probes";
import { addCustomer, deleteCustomer } from "./change-customer";
import { changeNumber } from "./change-number";
import { accountOf, newUser, rosa, user } from "./testing/new-customers";

const { simulator } = useSimulatedHosts();
beforeAll(registerStaffProbes);

describe("an account of one who had the number before", () => {
  it("is closed with the customer, and nobody gets a number by which another could sign in", async () => {
    await addCustomer(newUser("72001"));
    const accountId = await accountOf("72001");
    expect(await changeNumber(user("10009"), user("72001"), rosa)).toMatchObject({ ok: false });
    expect(await deleteCustomer(user("72001"), false)).toMatchObject({ ok: true });
    const [row] = await database().select().from(accounts).where(eq(accounts.id, accountId));
    expect(row?.disabledAt).not.toBeNull();
    expect(await addCustomer(newUser("72001"))).toMatchObject({ ok: true });
  });

  it("gives nobody a number with another's past", async () => {
    await addCustomer(newUser("75001"));
    await database().insert(tenancies).values({ vmId: "9", owner: "75002", until: new Date() });
    expect(await changeNumber(user("75001"), user("75002"), rosa)).toEqual({
      ok: false,
      code: "number-taken",
    });
  });

  it("keeps a number taken that RStack itself has given up", async () => {
    await accountOf("73001");
    await addCustomer(newUser("73002"));
    expect(await addCustomer(newUser("73001"))).toEqual({ ok: false, code: "number-taken" });
    expect(await changeNumber(user("73002"), user("73001"), rosa)).toEqual({
      ok: false,
      code: "number-taken",
    });
  });
});

describe("deleting a customer unforced", () => {
  it("sends nothing where it can't be known whether there are hosts", async () => {
    await addCustomer(newUser("74001"));
    await simulator().control.addFault({ kind: "http-status", status: 502, match: { action: "hyper" } });
    expect(await deleteCustomer(user("74001"), false)).toMatchObject({ ok: false, code: "master-down" });
    expect((await simulator().control.journal({ action: "user_delete" })).calls).toEqual([]);
  });

  it("sends nothing on the word of an old list while another is at the customer's hosts", async () => {
    await addCustomer(newUser("74002"));
    await withScope(ownerScope(user("74002")), 15_000, async () => {
      expect(await deleteCustomer(user("74002"), false)).toMatchObject({ ok: false, code: "master-down" });
      return { result: null, end: { set: {}, restMs: 0 } };
    });
    expect((await simulator().control.journal({ action: "user_delete" })).calls).toEqual([]);
    expect(await deleteCustomer(user("74002"), false)).toMatchObject({ ok: true });
  });
});
