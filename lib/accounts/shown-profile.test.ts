import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { database } from "../db/connection";
import { publish } from "../db/notify";
import { useTestDatabase } from "../db/testing";
import { useSimulatedMaster } from "../hosts/testing/simulated-master";
import { forgetAnswers } from "../kept-answers";
import { parseUserId, parseUserRowId, type UserId } from "../rstack/ids";
import { changeProfile, shownProfile } from "./own-profile";
import { noteHolder } from "./status/number-holder";
import { askMaster } from "./status/record-status";

useTestDatabase();
const simulator = useSimulatedMaster();
const userId = parseUserId("10001") as UserId;
beforeAll(() => {
  vi.stubEnv("CUSTOMER_FIELDS", "name,phone");
  vi.stubEnv("MIRROR_ANSWERS_SECONDS", "60");
});
beforeEach(async () => {
  await simulator.control.reset({ fleet: "demo" });
  await simulator.control.setUser("10001", { name: "Ann", phone: "1" });
  forgetAnswers("customers");
});

const asked = async () => (await simulator.control.journal({ action: "user_info" })).calls.length;

it("asks the master once for two views", async () => {
  expect(await shownProfile(userId)).toMatchObject({ name: "Ann", phone: "1" });
  expect(await shownProfile(userId)).toMatchObject({ name: "Ann", phone: "1" });
  expect(await asked()).toBe(1);
});

it("asks nothing where a status check has just read the same row", async () => {
  await askMaster(userId);
  expect(await shownProfile(userId)).toMatchObject({ name: "Ann", phone: "1" });
  expect(await asked()).toBe(1);
});

it("shows a person's own change at once", async () => {
  await shownProfile(userId);
  await changeProfile(userId, { phone: "2" }, { phone: "1" });
  expect(await shownProfile(userId)).toMatchObject({ phone: "2" });
});

it("shows a change that was made through another instance", async () => {
  await shownProfile(userId);
  await simulator.control.setUser("10001", { phone: "3" });
  expect(await shownProfile(userId)).toMatchObject({ phone: "1" });
  await vi.waitFor(async () => {
    await publish(database(), { type: "customer" });
    expect(await shownProfile(userId)).toMatchObject({ phone: "3" });
  });
});

it("asks again where the master gave no answer", async () => {
  await simulator.control.addFault({ kind: "refuse", match: { action: "user_info" }, count: 1 });
  expect(await shownProfile(userId)).toBeNull();
  expect(await shownProfile(userId)).toMatchObject({ name: "Ann" });
});

it("shows a number's new holder nothing of the one before", async () => {
  await noteHolder(userId, { rowId: parseUserRowId("1"), username: "ann", email: "ann@northwind.example" });
  expect(await shownProfile(userId)).toMatchObject({ name: "Ann" });
  await simulator.control.setUser("10001", { name: "Ben" });
  await noteHolder(userId, { rowId: parseUserRowId("2"), username: "ben", email: "ben@northwind.example" });
  await vi.waitFor(async () => expect(await shownProfile(userId)).toMatchObject({ name: "Ben" }));
});
