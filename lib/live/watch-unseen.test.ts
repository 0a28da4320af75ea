import { beforeEach, expect, it, vi } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { database } from "../db/connection";
import { mirrorSyncs } from "../db/master-schema";
import { notificationSettings, notifications, webhooks } from "../db/notification-schema";
import { accounts, hosts } from "../db/schema";
import { useTestDatabase } from "../db/testing";
import { syncOwner } from "../hosts/mirror/sync-owner";
import { tellSightings } from "../hosts/power/prove-sightings";
import { useSimulatedMaster } from "../hosts/testing/simulated-master";
import { parseUserId } from "../rstack/ids";
import { watchUnseen } from "./watch-unseen";

const canMail = vi.hoisted(() => vi.fn());
vi.mock("../mail", () => ({ canMail }));

useTestDatabase();
const simulator = useSimulatedMaster();
const owner = parseUserId("10001");
let accountId: string;

beforeEach(async () => {
  canMail.mockReturnValue(true);
  await simulator.control.reset({ fleet: "demo" });
  await database().delete(accounts);
  await database().delete(hosts);
  await database().delete(mirrorSyncs);
  accountId = await newAccount("customer", { email: "ann@example.net" });
  await (owner && syncOwner(owner, "mirror"));
  await simulator.control.clearJournal();
});

const minutes = (n: number) => new Date(Date.now() + n * 60_000);
const asked = async () =>
  (await simulator.control.journal()).calls
    .filter(({ action }) => action === "vm_state")
    .map(({ vmid }) => vmid);

// The first: looks are written down no oftener than every ten seconds.
it("reads no host of a list that is old: it may be another's by now; the list is asked for first", async () => {
  expect(await watchUnseen(minutes(30))).toBe(0);
  const scopes = await database().select().from(mirrorSyncs);
  expect(scopes.map(({ scope, wantedAt }) => [scope, wantedAt !== null])).toContainEqual([
    "owner:10001",
    true,
  ]);
});

it("reads the state of each host of who is mailed, and again only once it is old", async () => {
  expect(await watchUnseen(minutes(0))).toBeGreaterThan(5);
  const first = await asked();
  expect(first).toContain("101");
  expect(first).not.toContain("201");
  expect(new Set(first).size).toBe(first.length);
  expect(await watchUnseen(minutes(1))).toBe(0);
  await simulator.control.setHost("101", { power: "off" });
  await watchUnseen(minutes(6));
  await tellSightings(1);
  const told = await database().select().from(notifications);
  expect(told.map(({ kind, vmId }) => [kind, vmId])).toEqual([["host-down", "101"]]);
});

it("reads nothing for who is told in the bell alone, and for a webhook that wants to know", async () => {
  canMail.mockReturnValue(false);
  expect(await watchUnseen(minutes(0))).toBe(0);
  canMail.mockReturnValue(true);
  await database().insert(notificationSettings).values({ accountId, unsubscribedAt: new Date() });
  expect(await watchUnseen(minutes(0))).toBe(0);
  const hook = { accountId, url: "https://hooks.example", sealedSecret: "x" };
  await database()
    .insert(webhooks)
    .values({ ...hook, kinds: ["password-changed"] });
  expect(await watchUnseen(minutes(0))).toBe(0);
  await database()
    .insert(webhooks)
    .values({ ...hook, kinds: ["host-down"] });
  expect(await watchUnseen(minutes(0))).toBeGreaterThan(5);
});

it("stops where the master doesn't answer, and goes on in the next round", async () => {
  await simulator.control.addFault({ kind: "reset", match: { action: "vm_state" } });
  expect(await watchUnseen(minutes(0))).toBe(0);
  expect(new Set(await asked()).size).toBe(1);
  await simulator.control.removeFaults();
  expect(await watchUnseen(minutes(0))).toBeGreaterThan(5);
});
