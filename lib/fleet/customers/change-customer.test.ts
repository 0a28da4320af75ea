import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { accounts, tenancies } from "@/lib/db/schema";
import { ownerScope, withScope } from "@/lib/hosts/mirror/scopes";
import { useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { registerStaffVerifications } from "../hosts/commands";
import { rosa } from "../testing/rosa";
import { addCustomer, deleteCustomer, saveCustomer } from "./change-customer";
import { changeNumber } from "./change-number";
import { customerFormOf } from "./customer-form";
import { readCustomer } from "./find-customers";
import { accountOf, newUser, user } from "./testing/new-customers";

const { simulator } = useSimulatedHosts();
beforeAll(registerStaffVerifications);

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

describe("saving a customer's form", () => {
  /** The customer as a form shows them now, with all that the master can tell. */
  async function opened(number: string) {
    await addCustomer({ ...newUser(number), name: "Ann", phone: "+49 30 1", group: 2, serviceCount: 3 });
    return formNow(number);
  }
  async function formNow(number: string) {
    const read = await readCustomer(user(number));
    if (read.found !== "one") throw new Error(read.found);
    return customerFormOf(read.user);
  }
  const sent = async () =>
    (await simulator().control.journal({ action: "user_update" })).calls.map(({ params }) => params);

  it("sends a new phone number and nothing else", async () => {
    const shown = await opened("76001");
    expect(await saveCustomer(user("76001"), { ...shown, phone: "+49 30 2" }, shown)).toEqual({
      ok: true,
      value: [],
    });
    expect(await sent()).toEqual([{ id: expect.stringMatching(/^\d+$/), phone: "+49 30 2" }]);
  });

  it("keeps what another changed while the form was open, a counted reinstall included", async () => {
    const shown = await opened("76002");
    await simulator().control.setUser("76002", { rvcount: 5, name: "Ann Northwind" });
    await saveCustomer(user("76002"), { ...shown, phone: "+49 30 2" }, shown);
    expect(await formNow("76002")).toMatchObject({
      phone: "+49 30 2",
      reinstallsUsed: "5",
      name: "Ann Northwind",
    });
  });

  it("refuses a field that another changed meanwhile, and sends nothing", async () => {
    const shown = await opened("76003");
    await simulator().control.setUser("76003", { phone: "+49 30 9" });
    expect(await saveCustomer(user("76003"), { ...shown, phone: "+49 30 2" }, shown)).toEqual({
      ok: false,
      code: "changed-meanwhile",
    });
    expect(await sent()).toEqual([]);
  });

  it("sends nothing where nothing was changed", async () => {
    const shown = await opened("76004");
    expect(await saveCustomer(user("76004"), shown, shown)).toEqual({ ok: true, value: [] });
    expect(await sent()).toEqual([]);
  });

  it("never writes a value that could not be read", async () => {
    await opened("76005");
    await simulator().control.addFault({
      kind: "drop-columns",
      columns: ["utype", "cvdate", "rvcount", "vcount", "mail_verified", "name"],
      match: { action: "user_info" },
    });
    const shown = await formNow("76005");
    expect(shown).toMatchObject({ group: "", noReinstallBefore: "", name: "" });
    await saveCustomer(user("76005"), { ...shown, phone: "+49 30 2" }, shown);
    expect(await sent()).toEqual([{ id: expect.any(String), phone: "+49 30 2" }]);
  });

  it("tells which emptied fields RStack kept", async () => {
    const shown = await opened("76006");
    const wanted = { ...shown, phone: "", name: "Ann B", serviceCount: "" };
    expect(await saveCustomer(user("76006"), wanted, shown)).toEqual({
      ok: true,
      value: ["phone", "serviceCount"],
    });
    expect(await formNow("76006")).toMatchObject({ name: "Ann B", phone: "+49 30 1", serviceCount: "3" });
  });

  it("lifts a reinstall date that was emptied, by the vendor's 0", async () => {
    await opened("76007");
    await simulator().control.setUser("76007", { cvdate: "20300101" });
    const shown = await formNow("76007");
    expect(await saveCustomer(user("76007"), { ...shown, noReinstallBefore: "" }, shown)).toEqual({
      ok: true,
      value: [],
    });
    expect(await sent()).toMatchObject([{ cvdate: "0" }]);
  });

  it("sets what the vendor counts as services and verified", async () => {
    const shown = await opened("76008");
    const wanted = { ...shown, serviceCount: "4", isEmailVerified: "1", isPhoneVerified: "0" };
    await saveCustomer(user("76008"), wanted, { ...shown, isPhoneVerified: "1" });
    expect(await formNow("76008")).toMatchObject({ serviceCount: "4", isEmailVerified: "1" });
  });
});
