import { describe, expect, it } from "vitest";
import { z } from "zod";
import { bookChangeOf, editFields, hardwareChangeOf, machineEditFields } from "./edit-form";

const book = (fields: Record<string, string>) => bookChangeOf(z.object(editFields).partial().parse(fields));

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

  it("is the number that was typed without the tick, and as it is without a number", () => {
    const change = book({ trafficLimitGb: "500", snapshotQuota: "" });
    expect(change.trafficLimitGb).toBe(500);
    expect(change.snapshotQuota).toBeUndefined();
  });
});
