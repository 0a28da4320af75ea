import { expect, it, vi } from "vitest";
import { pool } from "../db/connection";
import { useTestDatabase } from "../db/testing";
import { takePoint, takeReadPoint } from "./rate-limit";

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

it("writes once for twenty reads, and lets as many through as the limit says", async () => {
  const limit = { scope: "test-reads", points: 60, seconds: 60 };
  const query = vi.spyOn(pool(), "query");
  const waits: number[] = [];
  for (let n = 0; n < 20; n += 1) {
    waits.push(await takeReadPoint(limit, "one"));
  }
  expect(query).toHaveBeenCalledTimes(1);
  waits.push(...(await Promise.all(Array.from({ length: 60 }, () => takeReadPoint(limit, "one")))));
  expect(waits.filter((seconds) => seconds === 0)).toHaveLength(60);
  expect(Math.max(...waits)).toBeGreaterThan(50);
  // Another's are their own.
  expect(await takeReadPoint(limit, "two")).toBe(0);
});
