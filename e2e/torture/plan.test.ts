import { expect, test } from "vitest";
import { FAULT_KINDS } from "../../lib/simulator/faults/fault-rules";
import { ALL_KINDS } from "../outcomes/support/kinds";
import { FAULT_USES } from "./faults";
import { CUSTOMERS } from "./moments";
import { makePlan } from "./plan";

test("makes the same plan of the same seed, and another of another", () => {
  expect(makePlan(7, 3)).toEqual(makePlan(7, 3));
  expect(makePlan(8, 3)).not.toEqual(makePlan(7, 3));
});

test("asks for every kind of operation and meets every fault of the simulator in ten minutes", () => {
  const { operations, disturbances } = makePlan(1, 10);
  expect(new Set(operations.map(({ kind }) => kind))).toEqual(new Set(ALL_KINDS));
  const faults = disturbances.flatMap((one) =>
    one.what === "faults" ? one.rules.map(({ kind }) => kind) : [],
  );
  expect(new Set(faults)).toEqual(new Set(FAULT_KINDS));
  const others = new Set(disturbances.map(({ what }) => what));
  expect([...others].sort()).toEqual(
    ["cut-connections", "faults", "kill", "master-down", "move-host", "pause", "stop-database"].sort(),
  );
});

/** Shorter than the limit of an operation in a run. */
const OPERATION_GOES_ON_MS = 10_000;

test("has staff lock, suspend and hand over hosts, and tabs of every customer on both instances", () => {
  const { staff, streams, hosts, operations } = makePlan(1, 10);
  expect(new Set(staff.map(({ does }) => does))).toEqual(new Set(["lock", "suspend", "transfer"]));
  const stubborn = hosts.filter(({ ignoresShutdown }) => ignoresShutdown).map(({ vmid }) => vmid);
  const soonAfterAStop = staff.filter(
    ({ at, vmid, does }) =>
      does !== "transfer" &&
      stubborn.includes(vmid) &&
      operations.some(
        (one) =>
          one.vmid === vmid &&
          ["stop", "restart"].includes(one.kind) &&
          one.at < at &&
          at < one.at + OPERATION_GOES_ON_MS,
      ),
  );
  expect(soonAfterAStop.length).toBeGreaterThan(5);
  const tabs = new Set(streams.map(({ userid, instance }) => `${userid} ${instance}`));
  expect(tabs.size).toBe(2 * CUSTOMERS.length);
});

test("keeps a false 0 and untrue lists apart: no host meets both", () => {
  const untrue = FAULT_USES["missing-rows"].reads ?? [];
  const falseZero = FAULT_USES["nothing-happened"].commands?.groups ?? [];
  expect(untrue.filter((group) => falseZero.includes(group))).toEqual([]);
  expect(FAULT_USES.empty.reads?.filter((group) => falseZero.includes(group))).toEqual([]);
});
