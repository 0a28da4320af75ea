import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { database } from "../../db/connection";
import { alarms } from "../../db/notification-schema";
import { tenancies } from "../../db/schema";
import { syncFleet } from "../../hosts/mirror/sync-fleet";
import { useSimulatedHosts } from "../../hosts/testing/on-simulator";
import { MOST_ALARMS } from "../../monitor/alarms/alarm-view";
import { freeLimits, newAccount, newTokenOf, program } from "../testing/program";

useSimulatedHosts();
const CPU = { kind: "cpu-above", value: 90, minutes: 5 };

beforeEach(async () => {
  await freeLimits();
  await syncFleet();
  await database().delete(alarms);
});

const tokenOf = async (userId: string, scope: "read" | "manage" = "manage") =>
  newTokenOf(await newAccount("customer", userId), { scope });
const titles = (body: { alarms: { kind: string; value: number }[] }) =>
  body.alarms.map(({ kind, value }) => `${kind} ${value}`);

describe.each(["/hosts/101/alarms", "/alarms"])("alarms at %s", (path) => {
  it("are made once, changed, paused and deleted", async () => {
    const token = await tokenOf("10001");
    const made = await program(path, { token, json: CPU });
    expect(made).toMatchObject({
      status: 201,
      body: { ...CPU, unit: "%", quietFrom: null, timeZone: "UTC" },
    });
    const place = `${path}/${made.body.id}`;
    expect(made.headers.get("location")).toBe(`/api/v1${place}`);
    expect((await program(path, { token, json: CPU })).body.id).toBe(made.body.id);
    const change = (json: object) => program(place, { token, method: "PATCH", json });
    expect((await change({ value: 80, quietFrom: "22:00", quietTo: "07:00" })).body).toMatchObject({
      ...{ kind: "cpu-above", value: 80, minutes: 5 },
      ...{ quietFrom: "22:00", quietTo: "07:00" },
    });
    expect((await change({ paused: true })).body).toMatchObject({ state: "paused", value: 80 });
    expect((await change({ paused: false })).body.state).toBe("waiting");
    expect(titles((await program(path, { token })).body)).toEqual(["cpu-above 80"]);
    expect((await program(place, { token, method: "DELETE" })).status).toBe(204);
    expect(await program(place, { token, method: "DELETE" })).toMatchObject({ status: 404 });
    expect((await program(path, { token })).body.alarms).toEqual([]);
  });

  it("are refused where the form refuses them, and past the most there can be", async () => {
    const token = await tokenOf("10001");
    const refused = async (json: object) =>
      (await program(path, { token, json: { ...CPU, ...json } })).body.errors;
    expect(await refused({ value: 101 })).toEqual([{ field: "value", code: "invalid" }]);
    expect(await refused({ minutes: 0 })).toEqual([{ field: "minutes", code: "invalid" }]);
    expect(await refused({ quietFrom: "22:00" })).toEqual([{ field: "quietFrom", code: "invalid" }]);
    for (let value = 1; value <= MOST_ALARMS; value++) {
      expect((await program(path, { token, json: { ...CPU, value } })).status).toBe(201);
    }
    expect(await refused({ value: 99 })).toEqual([{ field: "kind", code: "too-many" }]);
  });

  it("are another customer's neither to read nor to change", async () => {
    const made = await program(path, { token: await tokenOf("10001"), json: CPU });
    const token = await tokenOf("10002");
    const place = `${path}/${made.body.id}`;
    expect((await program(place, { token, method: "PATCH", json: { value: 1 } })).status).toBe(404);
    expect((await program(place, { token, method: "DELETE" })).status).toBe(404);
    const read = await program(path, { token });
    expect(path === "/alarms" ? read.body.alarms : read.status).toEqual(path === "/alarms" ? [] : 404);
    expect((await program(path, { token: await tokenOf("10001", "read") })).body.alarms).toHaveLength(1);
  });
});

it("a token for some hosts alone knows no alarm for all, and a host's list has its own alone", async () => {
  const token = await tokenOf("10001");
  await program("/alarms", { token, json: CPU });
  expect((await program("/hosts/101/alarms", { token })).body.alarms).toEqual([]);
  const [own] = await database().select().from(tenancies).where(sql`vm_id = '101' and until is null`);
  const tenancyIds = own ? [own.id] : [];
  const narrow = await newTokenOf(await newAccount("customer", "10001"), { scope: "manage", tenancyIds });
  expect((await program("/alarms", { token: narrow })).status).toBe(404);
  expect((await program("/hosts/101/alarms", { token: narrow, json: CPU })).status).toBe(201);
  expect((await program("/hosts/102/alarms", { token: narrow, json: CPU })).status).toBe(404);
});
