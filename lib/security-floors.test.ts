import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import floors from "./security-floors.json";

type Lock = { packages: Record<string, { version?: string }> };
const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;

/** Every installed copy, also those inside other packages. */
function versionsOf(name: string): string[] {
  return Object.entries(lock.packages)
    .filter(([place]) => place === `node_modules/${name}` || place.endsWith(`/node_modules/${name}`))
    .flatMap(([, { version }]) => version ?? []);
}

/** A pre-release of the floor itself lies below it. */
function isAtLeast(version: string, floor: string): boolean {
  const [core = "", preRelease] = version.split(/-(.*)/s);
  const numbers = (text: string) => text.split(".").map(Number);
  const ours = numbers(core);
  for (const [i, least] of numbers(floor).entries()) {
    if ((ours[i] ?? 0) !== least) {
      return (ours[i] ?? 0) > least;
    }
  }
  return preRelease === undefined;
}

describe("package-lock.json", () => {
  it.each(Object.entries(floors))("has no %s below its security floor", (name, { floor }) => {
    expect(versionsOf(name).filter((version) => !isAtLeast(version, floor))).toEqual([]);
  });

  it.each(["next", "react", "react-dom", "next-auth", "zod"])("holds %s at all", (name) => {
    expect(versionsOf(name)).not.toEqual([]);
  });
});

it("a version is compared number by number", () => {
  expect(isAtLeast("16.10.0", "16.4.5")).toBe(true);
  expect(isAtLeast("16.4.4", "16.4.5")).toBe(false);
  expect(isAtLeast("16.4.5-canary.1", "16.4.5")).toBe(false);
  expect(isAtLeast("17.0.0-beta.1", "16.4.5")).toBe(true);
});
