import { eq } from "drizzle-orm";
import { beforeEach, expect, it, vi } from "vitest";
import { config } from "../config";
import { database } from "../db/connection";
import { accounts } from "../db/schema";
import { useTestDatabase } from "../db/testing";
import { useSimulatedMaster } from "../hosts/testing/simulated-master";
import { createAccount } from "./create-account";
import { nameKey } from "./names";
import { enterAnew, enterWith } from "./sign-in/enter";
import { tellRstack } from "./tell-rstack";

useTestDatabase();
const simulator = useSimulatedMaster();
const ADDRESS = "203.0.113.7";
const sent = async () =>
  (await simulator.control.journal({ action: "user_update" })).calls.map(({ params }) => params);

let id: string;
beforeEach(async () => {
  settings(false, false);
  await simulator.control.reset({ fleet: "demo" });
  await simulator.control.setUser("10001", { email: "Ann@example.com", mail_verified: "0", login_ip: "" });
  id = await newAccount({ role: "customer", userId: "10001" });
});

async function newAccount(of: { role: "customer" | "admin"; userId?: string }): Promise<string> {
  const made = await createAccount({ username: crypto.randomUUID(), ...of });
  if (!made.ok) throw new Error(made.fault);
  await database()
    .update(accounts)
    .set({ confirmedEmailKey: nameKey("ann@example.com") })
    .where(eq(accounts.id, made.accountId));
  return made.accountId;
}
const settings = (loginIpToRstack: boolean, emailVerifiedToRstack: boolean) =>
  Object.assign(config(), { loginIpToRstack, emailVerifiedToRstack });

it("asks and writes nothing unless a setting says so", async () => {
  await tellRstack(id, ADDRESS);
  expect((await simulator.control.journal()).calls).toEqual([]);
});

it("writes what its setting names, and each once", async () => {
  settings(true, false);
  await tellRstack(id, ADDRESS);
  await tellRstack(id, ADDRESS);
  settings(true, true);
  await tellRstack(id, "2001:db8::9");
  await tellRstack(id, null);
  expect(await sent()).toEqual([
    { id: "1", login_ip: ADDRESS },
    { id: "1", mail_verified: "1", login_ip: "2001:db8::9" },
  ]);
});

it("calls no address verified that isn't the one that was confirmed", async () => {
  settings(false, true);
  await simulator.control.setUser("10001", { email: "new@example.com" });
  await tellRstack(id, ADDRESS);
  expect(await sent()).toEqual([]);
});

it("writes nothing of staff, and nothing while RStack doesn't tell which row it is", async () => {
  settings(true, true);
  await tellRstack(await newAccount({ role: "admin" }), ADDRESS);
  await simulator.control.addFault({ kind: "drop-columns", columns: ["id"], match: { action: "user_info" } });
  await tellRstack(id, ADDRESS);
  expect(await sent()).toEqual([]);
});

it("is told at a sign-in, not at a session that follows another, and keeps nobody out", async () => {
  settings(true, false);
  await simulator.control.addFault({ kind: "refuse", match: { action: "user_update" } });
  const caller = { address: ADDRESS, userAgent: null, device: null };
  const entry = await enterWith({ id, role: "customer" }, caller, null);
  expect(entry.step).toBe("in");
  await vi.waitFor(async () => expect(await sent()).toHaveLength(1));
  await simulator.control.removeFaults();
  await simulator.control.clearJournal();
  await enterAnew({ accountId: id, sessionId: crypto.randomUUID(), role: "customer" }, caller);
  await enterWith({ id, role: "customer" }, caller, null);
  await vi.waitFor(async () => expect(await sent()).toEqual([{ id: "1", login_ip: ADDRESS }]));
});
