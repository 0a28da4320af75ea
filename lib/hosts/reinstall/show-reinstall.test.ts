import { expect, it } from "vitest";
import { medianOf } from "./show-reinstall";

it("is the middle of what earlier ones took, and nothing where they are too few to say", () => {
  expect(medianOf([])).toBeNull();
  expect(medianOf([1, 2])).toBeNull();
  expect(medianOf([900, 1, 5])).toBe(5);
  expect(medianOf([10, 1, 4, 100_000])).toBe(7);
});
