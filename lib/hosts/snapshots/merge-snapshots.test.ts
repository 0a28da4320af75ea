import { expect, it } from "vitest";
import { mergeSnapshots } from "./merge-snapshots";

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const listed = (
  name: string,
  state: "done" | "in-progress" | null = null,
  createdAt: Date | null = null,
) => ({
  name,
  state,
  createdAt,
});
const told = (name: string, state: "done" | "in-progress" | null, createdAt: Date | null = null) => ({
  ...listed(name, state, createdAt),
  sizeGb: null,
});

it("adds those in the making, and leaves out what can't be restored or deleted by name", () => {
  const merged = mergeSnapshots(
    [listed("a", null, at(1))],
    [told("b", "in-progress"), told("gone", "done", at(3))],
  );
  expect(merged).toEqual([
    { name: "b", createdAt: null, state: "making", listed: false },
    { name: "a", createdAt: at(1), state: "ready", listed: true },
  ]);
});

it("takes progress from the list of backups, and the time where the other list has none", () => {
  const merged = mergeSnapshots(
    [listed("a", "done"), listed("b", "in-progress"), listed("c", "in-progress")],
    [told("a", "in-progress", at(2)), told("b", "done", at(1))],
  );
  expect(merged.map(({ name, state, createdAt }) => [name, state, createdAt])).toEqual([
    ["c", "making", null],
    ["a", "making", at(2)],
    ["b", "ready", at(1)],
  ]);
});

it("sorts newest first, and keeps the list's order where there are no times", () => {
  expect(
    mergeSnapshots([listed("x"), listed("y"), listed("z", "done", at(9))], []).map(({ name }) => name),
  ).toEqual(["z", "x", "y"]);
});
