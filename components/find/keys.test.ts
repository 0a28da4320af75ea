import { expect, test } from "vitest";
import { ROLES } from "@/lib/accounts/sessions/viewer";
import { POWER_KINDS } from "@/lib/operations/command-rules";
import { asksFirst, keyOf } from "../hosts/power/power-looks";
import { PLACES, PLACES_OF } from "../shell/places";

test.each(ROLES)("after G, each key leads %s to one place", (role) => {
  const keys = PLACES_OF[role].flatMap((place) => PLACES[place].go ?? []);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toEqual(expect.arrayContaining(["H", "A", "M"]));
  // N is the notifications'.
  expect(keys).not.toContain("N");
});

test("no key does anything to a host without a question", () => {
  const withKey = POWER_KINDS.filter((kind) => keyOf(kind) !== undefined);
  expect(withKey.toSorted()).toEqual(["restart", "stop"]);
  expect(withKey.every(asksFirst)).toBe(true);
});
