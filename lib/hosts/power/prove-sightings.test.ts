import { beforeEach, expect, it } from "vitest";
import { createAccount } from "@/lib/accounts/create-account";
import { database } from "@/lib/db/connection";
import { hostSightings, notifications } from "@/lib/db/notification-schema";
import { accounts, hosts } from "@/lib/db/schema";
import { parseUserId } from "@/lib/rstack/ids";
import { syncOwner } from "../mirror/sync-owner";
import { recordState } from "../record-state";
import { hostOfAnn, useSimulatedHosts } from "../testing/on-simulator";
import { tellSightings } from "./prove-sightings";

const { simulator } = useSimulatedHosts();

const told = () => database().select({ kind: notifications.kind }).from(notifications);
const waiting = () => database().$count(hostSightings);

/** The panel reads that a running host of Ann's is off. */
beforeEach(async () => {
  await database().delete(accounts);
  await database().delete(hostSightings);
  await database().update(hosts).set({ powerUp: null, powerAt: null, stateWord: null, stateAt: null });
  await createAccount({ username: crypto.randomUUID(), role: "customer", userId: "10001" });
  const owner = parseUserId("10001");
  await (owner && syncOwner(owner, "command"));
  const { vmId } = await hostOfAnn("101");
  await recordState(vmId, { word: "running", details: null }, new Date(Date.now() + 1));
  await recordState(vmId, { word: "off", details: null }, new Date(Date.now() + 2));
  expect(await waiting()).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 5));
});

it("asks RStack whose the host is, and tells its customer", async () => {
  await tellSightings(1);
  expect(await told()).toEqual([{ kind: "host-down" }]);
  expect(await waiting()).toBe(0);
});

it("is told by a list that was asked for later, without a question of its own", async () => {
  const owner = parseUserId("10001");
  await (owner && syncOwner(owner, "command"));
  await simulator().control.clearJournal();
  await tellSightings(1);
  expect(await told()).toEqual([{ kind: "host-down" }]);
  expect((await simulator().control.journal()).calls).toEqual([]);
});

it("tells no former owner, whose host the mirror still takes it for", async () => {
  await simulator().control.setHost("101", { userid: "10002" });
  await tellSightings(1);
  await tellSightings(1);
  expect(await told()).toEqual([]);
  expect(await waiting()).toBe(0);
});

it("waits while RStack is silent", async () => {
  await simulator().control.addFault({ kind: "reset" });
  await tellSightings(1);
  expect(await told()).toEqual([]);
  expect(await waiting()).toBe(1);
});

it("is told once, though two instances look at once", async () => {
  await Promise.all([tellSightings(1), tellSightings(1)]);
  await tellSightings(1);
  expect(await told()).toHaveLength(1);
});
