import { expect, it } from "vitest";
import { isTooEarly } from "./reinstall-date";

const at = (iso: string) => new Date(iso);

it("allows the day itself and every later one, by the master's calendar", () => {
  expect(isTooEarly("2026-11-30", at("2026-11-29T15:59:00Z"), 480)).toBe(true);
  expect(isTooEarly("2026-11-30", at("2026-11-29T16:00:00Z"), 480)).toBe(false);
  expect(isTooEarly("2026-11-30", at("2026-12-01T00:00:00Z"), 0)).toBe(false);
  expect(isTooEarly("2026-11-30", at("2026-11-30T04:00:00Z"), -300)).toBe(true);
});

it("allows a day that may have begun already at the master", () => {
  expect(isTooEarly("2026-11-30", at("2026-11-29T10:00:00Z"), null)).toBe(false);
  expect(isTooEarly("2026-11-30", at("2026-11-29T09:59:00Z"), null)).toBe(true);
  expect(isTooEarly(null, at("2026-11-29T10:00:00Z"), 0)).toBe(false);
});
