import { expect, it } from "vitest";
import { askedChoice, chosenOf, queryOf } from "./asked-choice";
import type { FamilyChoice } from "./system-choices";

const FAMILIES: FamilyChoice[] = [
  {
    family: "debian",
    versions: [
      { imageId: "12", name: "Debian 13" },
      { imageId: "11", name: "Debian 12" },
    ],
  },
  { family: "windows", versions: [{ imageId: "22", name: "Windows Server 2022" }] },
];
const chosen = (query: Record<string, string | string[]>, current: string | null = null) => {
  const one = chosenOf(FAMILIES, askedChoice(query), current);
  return one && [one.family.family, one.imageId, one.disks];
};

it("takes what the address asks for where it is on offer", () => {
  expect(chosen({ system: "debian", image: "11", disks: "all" })).toEqual(["debian", "11", "all"]);
  expect(chosen({ system: "windows", image: "11" })).toEqual(["windows", "22", "system"]);
  expect(chosen({ image: "22" })).toEqual(["windows", "22", "system"]);
});

it("begins at the host's own system, and never at all disks by accident", () => {
  expect(chosen({}, "11")).toEqual(["debian", "11", "system"]);
  expect(chosen({ image: "99", disks: "everything" }, "77")).toEqual(["debian", "12", "system"]);
  expect(chosen({ disks: ["all", "system"] })).toEqual(["debian", "12", "system"]);
  expect(chosenOf([], askedChoice({}), "11")).toBeNull();
});

it("is the same choice when its own address is read again", () => {
  const one = chosenOf(FAMILIES, askedChoice({ image: "11", disks: "all" }), null);
  const query = Object.fromEntries(new URLSearchParams(one ? queryOf(one) : ""));
  expect(chosen(query)).toEqual(["debian", "11", "all"]);
});
