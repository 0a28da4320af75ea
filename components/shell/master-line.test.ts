import { expect, it } from "vitest";
import { shownFrom } from "./master-line";

it("tells one time of what is shown: of the last reading, or of the silence where that came before", () => {
  const [earlier, later] = ["2026-11-29T05:33:00.000Z", "2026-11-29T05:34:10.000Z"];
  expect(shownFrom(later, earlier)).toBe(earlier);
  expect(shownFrom(earlier, later)).toBe(earlier);
  expect(shownFrom(later, null)).toBe(later);
  expect(shownFrom(null, earlier)).toBeNull();
});
