import { expect, it, vi } from "vitest";
import { useTestDatabase } from "../db/testing";
import { takePoint } from "./rate-limit";

// Next bundles pages, actions and routes apart: the limiter that rejects is another bundle's, with another class.
vi.mock("rate-limiter-flexible", async (original) => ({
  ...(await original<typeof import("rate-limiter-flexible")>()),
  RateLimiterRes: class {},
}));

useTestDatabase();

it("tells the seconds to wait also where another bundle made the limiter", async () => {
  const limit = { scope: "test", points: 1, seconds: 10 };
  expect(await takePoint(limit, "one")).toBe(0);
  expect(await takePoint(limit, "one")).toBeGreaterThanOrEqual(9);
  // Now blocked in memory, without the database.
  expect(await takePoint(limit, "one")).toBeGreaterThanOrEqual(9);
});
