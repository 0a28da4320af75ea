import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { useTestDatabase } from "../db/testing";
import { useSimulatedMaster } from "../hosts/testing/simulated-master";
import { parseUserId, type UserId } from "../rstack/ids";
import { changeProfile, readProfile } from "./own-profile";

useTestDatabase();
const simulator = useSimulatedMaster();
const userId = parseUserId("10001") as UserId;
beforeAll(() => vi.stubEnv("CUSTOMER_FIELDS", "name,phone"));
beforeEach(async () => {
  await simulator.control.reset({ fleet: "demo" });
  await simulator.control.setUser("10001", { name: "Ann", phone: "1" });
});

const SHOWN = { name: "Ann", phone: "1" };
const sent = async () =>
  (await simulator.control.journal({ action: "user_update" })).calls.map(({ params }) => params);

it("sends the field that was changed and no other", async () => {
  expect(await changeProfile(userId, { ...SHOWN, phone: "2" }, SHOWN)).toMatchObject({ ok: true, kept: [] });
  expect(await sent()).toEqual([{ id: "1", phone: "2" }]);
});

it("refuses a field that somebody else changed meanwhile, and sends nothing", async () => {
  await simulator.control.setUser("10001", { phone: "9" });
  expect(await changeProfile(userId, { ...SHOWN, phone: "2" }, SHOWN)).toEqual({
    ok: false,
    why: "changed-meanwhile",
  });
  expect(await sent()).toEqual([]);
});

it("tells which emptied field the master kept", async () => {
  expect(await changeProfile(userId, { ...SHOWN, phone: "" }, SHOWN)).toMatchObject({
    ok: true,
    kept: ["phone"],
  });
  expect(await readProfile(userId)).toMatchObject({ phone: "1" });
});
