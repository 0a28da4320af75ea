import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  bookChangeOf,
  editFields,
  hardwareChangeOf,
  machineEditFields,
  planFields,
  planOf,
} from "./host-form";
import { newHostFields, newHostOf } from "./new-host-form";

const book = (fields: Record<string, string>) => bookChangeOf(z.object(editFields).partial().parse(fields));

const NEW_HOST = {
  formKey: "0123456789abcdef",
  place: "node:1",
  owner: "10001",
  name: "plain1",
  image: "11",
  password: "",
  remotePort: "first",
  cpuCores: "1",
  memoryMb: "1024",
  memory: "static",
  portMbit: "100",
  ipv4Kind: "any",
  ipv4Count: "1",
};

describe("a limit that RStack writes as a code", () => {
  it("is the code while its box is ticked, whatever stands in the field beside it", () => {
    expect(
      book({ "trafficLimitGb-coded": "1", trafficLimitGb: "500", "snapshotQuota-coded": "1" }),
    ).toMatchObject({
      trafficLimitGb: 0,
      snapshotQuota: -1,
    });
    const machine = z
      .object(machineEditFields)
      .parse({ memory: "static", "cpuLimitPercent-coded": "1", "dataDiskIoMb-coded": "1" });
    expect(hardwareChangeOf(machine)).toMatchObject({ cpuLimitPercent: 100, dataDiskIoMb: 0 });
  });

  it("is the same for a plan and for a new host, which keep no box", () => {
    const typed = { "snapshotQuota-coded": "1", snapshotQuota: "7", backupQuota: "3", trafficLimitGb: "" };
    const needed = { plan: "", planName: "S", cpuCores: "1", memoryMb: "1024", portMbit: "100" };
    const plan = planOf(z.object(planFields).parse({ ...needed, ...typed }));
    expect(plan).toMatchObject({ plan: { name: "S" } });
    expect(plan.ok && plan.plan.values).toEqual({
      cpuCores: 1,
      memoryMb: 1024,
      portMbit: 100,
      snapshotQuota: -1,
      backupQuota: 3,
    });
    const host = newHostOf(z.object(newHostFields).parse({ ...NEW_HOST, ...typed }), []);
    expect(host).toMatchObject({ host: { snapshotQuota: -1, backupQuota: 3 } });
    expect(host.ok && Object.keys(host.host).filter((name) => name.endsWith("-coded"))).toEqual([]);
  });

  it("is the number that was typed without the tick, and as it is without a number", () => {
    const change = book({ trafficLimitGb: "500", snapshotQuota: "" });
    expect(change.trafficLimitGb).toBe(500);
    expect(change.snapshotQuota).toBeUndefined();
  });
});
