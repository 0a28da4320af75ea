import { expect, it } from "vitest";
import { useTestDatabase } from "@/lib/db/testing";
import { networkShown } from "./drawing";
import { readUnits } from "./network-unit";
import { NETWORK_UNIT_NAMES, NETWORK_UNITS } from "./traffic/fit-unit";
import { keepUnit } from "./traffic/unit";

useTestDatabase();

it("is what the traffic counters tell rather than what the setting says", async () => {
  await keepUnit({
    ...{ verdict: "fits", pairs: 40, counted: "both" },
    fit: { unit: "B/min", counted: "both", ratio: 1, spread: 0 },
  });
  expect(await readUnits()).toEqual({ disk: "MB/s", network: "B/min" });
});

it.each(NETWORK_UNIT_NAMES)("is told as a port's speed is, where it is known: %s", (name) => {
  const { unit, part } = networkShown(name);
  expect(unit).toBe("Mbit/s");
  // What 8 Mbit/s move in a minute.
  expect(60_000_000 / NETWORK_UNITS[name] / part).toBeCloseTo(8);
});

it("is told as the setting has it where nobody knows what that is", () => {
  expect(networkShown("parts")).toEqual({ unit: "parts", part: 1 });
});
