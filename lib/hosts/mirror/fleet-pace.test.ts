import { expect, it } from "vitest";
import { config } from "@/lib/config";
import { fleetPaceOf } from "./fleet-pace";

it("reads the whole list for staff alone where the master lists by owner, else for everybody, each at its own interval", () => {
  const { fleetMs, fleetStaffMs } = config().mirror;
  expect(fleetMs).not.toBe(fleetStaffMs);
  const ownerFilterAt = new Date();
  expect(fleetPaceOf(null)).toBeNull();
  expect(fleetPaceOf({ knowsOwnerFilter: null, ownerFilterAt: null })).toBeNull();
  expect(fleetPaceOf({ knowsOwnerFilter: true, ownerFilterAt })).toEqual({
    everyMs: fleetStaffMs,
    forStaff: true,
  });
  expect(fleetPaceOf({ knowsOwnerFilter: false, ownerFilterAt })).toEqual({
    everyMs: fleetMs,
    forStaff: false,
  });
});
