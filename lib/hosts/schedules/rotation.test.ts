import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HostSnapshot } from "../snapshots/merge-snapshots";
import { snapshotQuotaOf } from "../snapshots/snapshot-quota";
import { maySpare, type RotationState, stepBefore, surplus } from "./rotation";

const snapshot = (name: string, more: Partial<HostSnapshot> = {}): HostSnapshot => ({
  name,
  createdAt: null,
  state: "ready",
  listed: true,
  ...more,
});
/** `own` are the schedule's, oldest first; `others` a person's. */
function having(
  quota: number | null,
  own: string[],
  others: string[] = [],
  {
    keep = 3,
    kept = [] as string[],
    safety = [] as string[],
    more = [] as HostSnapshot[],
    isProtected = false,
    hasMadeRoom = false,
  } = {},
): RotationState {
  return {
    quota: snapshotQuotaOf(quota),
    snapshots: [...[...own, ...others].map((name) => snapshot(name)), ...more],
    own,
    kept: new Set(kept),
    safety: new Map(safety.map((name) => [name, null])),
    keep,
    isProtected,
    hasMadeRoom,
  };
}

describe("before a scheduled snapshot", () => {
  it.each<[string, RotationState, ReturnType<typeof stepBefore>]>([
    ["nothing there: create", having(2, []), { do: "create" }],
    ["one place free: create", having(2, ["a"]), { do: "create" }],
    ["the only place free: create", having(1, []), { do: "create" }],
    ["the size unknown: the master decides", having(-1, ["a", "b"], ["x"]), { do: "create" }],
    ["the size untold: the master decides", having(null, ["a", "b"], ["x"]), { do: "create" }],
    ["no snapshots in the plan: nothing", having(0, []), { do: "nothing", why: "not-offered" }],
    ["the only place used by itself: nothing", having(1, ["a"]), { do: "nothing", why: "quota-too-small" }],
    [
      "the only place used by a person: nothing",
      having(1, [], ["x"]),
      { do: "nothing", why: "quota-too-small" },
    ],
    ["full of its own: the oldest goes", having(2, ["a", "b"]), { do: "delete", name: "a" }],
    ["full, one a person's: its own goes", having(2, ["a"], ["x"]), { do: "delete", name: "a" }],
    ["full of a person's: nothing", having(2, [], ["x", "y"]), { do: "nothing", why: "no-room" }],
    [
      "full, its oldest with a note: the next goes",
      having(3, ["a", "b", "c"], [], { kept: ["a"] }),
      { do: "delete", name: "b" },
    ],
    [
      "full, all of its own with a note: nothing",
      having(2, ["a", "b"], [], { kept: ["a", "b"] }),
      { do: "nothing", why: "no-room" },
    ],
    [
      "one is being made: wait",
      having(3, ["a"], [], { more: [snapshot("new", { state: "making", listed: false })] }),
      { do: "wait" },
    ],
    [
      "more than the plan allows, enough of its own: the oldest goes",
      having(2, ["a", "b"], ["x"]),
      { do: "delete", name: "a" },
    ],
    [
      "more than the plan allows, too few of its own to make room: nothing is lost for it",
      having(2, ["a"], ["x", "y"]),
      { do: "nothing", why: "no-room" },
    ],
    [
      "protected, as many of its own as it keeps: the oldest goes",
      having(3, ["a", "b"], ["x"], { keep: 2, isProtected: true }),
      { do: "delete", name: "a" },
    ],
    [
      "protected, fewer of its own than it keeps: none goes",
      having(4, ["a", "b"], ["x", "y"], { keep: 3, isProtected: true }),
      { do: "nothing", why: "no-room" },
    ],
    [
      "protected, all places its own and fewer than it keeps: the oldest goes",
      having(2, ["a", "b"], [], { keep: 3, isProtected: true }),
      { do: "delete", name: "a" },
    ],
    [
      "protected, and it deleted one before: no second one goes",
      having(3, ["a", "b"], ["x"], { keep: 2, isProtected: true, hasMadeRoom: true }),
      { do: "nothing", why: "no-room" },
    ],
    [
      "protected, more than the plan allows, so that one would make no room: none goes",
      having(2, ["a", "b"], ["x"], { keep: 2, isProtected: true }),
      { do: "nothing", why: "no-room" },
    ],
    [
      "protected, room is free after its deletion: create",
      having(3, ["a", "b"], [], { keep: 2, isProtected: true, hasMadeRoom: true }),
      { do: "create" },
    ],
    [
      "full by a safety snapshot, which is soon gone: none of its own goes",
      having(3, ["a", "b"], ["s"], { safety: ["s"] }),
      { do: "nothing", why: "safety-snapshot" },
    ],
    [
      "more than the plan allows, a safety snapshot among them: none of its own goes",
      having(3, ["a", "b", "c"], ["s"], { safety: ["s"] }),
      { do: "nothing", why: "safety-snapshot" },
    ],
    [
      "full with a safety snapshot that a person keeps: the oldest goes",
      having(3, ["a", "b"], ["s"], { safety: ["s"], kept: ["s"] }),
      { do: "delete", name: "a" },
    ],
    [
      "full, its safety snapshot gone by now: the oldest goes",
      having(3, ["a", "b", "c"], [], { safety: ["s"] }),
      { do: "delete", name: "a" },
    ],
    ["it lost track of one that is not listed: create", having(2, ["a"].slice(1), ["x"]), { do: "create" }],
  ])("%s", (_what, state, step) => {
    expect(stepBefore(state)).toEqual(step);
  });

  it("deletes none that the lists lack, though it made it once", () => {
    const state = { ...having(2, ["b"], ["x"]), own: ["gone", "b"] };
    expect(stepBefore(state)).toEqual({ do: "delete", name: "b" });
  });

  it("deletes none whose name is listed twice", () => {
    const state = having(2, ["a"], [], { more: [snapshot("a")] });
    expect(stepBefore(state)).toMatchObject({ do: "nothing" });
  });
});

describe("after a scheduled snapshot", () => {
  it.each<[string, RotationState, string | null]>([
    ["as many as it keeps: none", having(5, ["a", "b", "c"]), null],
    ["one too many: the oldest", having(5, ["a", "b", "c", "d"]), "a"],
    ["keeping one of two: the older", having(5, ["a", "b"], [], { keep: 1 }), "a"],
    ["a person's don't count", having(9, ["a"], ["x", "y", "z"], { keep: 1 }), null],
    [
      "one with a note doesn't count, and stays",
      having(9, ["a", "b", "c"], [], { keep: 2, kept: ["a"] }),
      null,
    ],
    ["kept is at least one", having(9, ["a"], [], { keep: 0 }), null],
    ["the size unknown: as many as it keeps", having(-1, ["a", "b"], [], { keep: 1 }), "a"],
  ])("%s", (_what, state, name) => {
    expect(surplus(state)).toBe(name);
  });

  it("is not the last one that is ready", () => {
    const state: RotationState = {
      ...having(5, [], [], { keep: 1 }),
      own: ["a", "b"],
      snapshots: [snapshot("a"), snapshot("b", { state: "making" })],
    };
    expect(surplus(state)).toBeNull();
  });
});

it("a snapshot that a person wants kept is not spared for a schedule, whoever made it", () => {
  const snapshots = [snapshot("a"), snapshot("b")];
  expect(maySpare(snapshots, "a", new Set(["b"]))).toBe(true);
  expect(maySpare(snapshots, "a", new Set(["a"]))).toBe(false);
});

describe("whatever there is", () => {
  const names = ["a", "b", "c", "d", "e", "f"];
  const anyState = fc
    .record({
      quota: fc.constantFrom(null, -1, 0, 1, 2, 3, 5),
      keep: fc.integer({ min: 1, max: 6 }),
      listed: fc.subarray(names),
      own: fc.subarray(names),
      kept: fc.subarray(names),
      making: fc.subarray(names),
      isProtected: fc.boolean(),
      hasMadeRoom: fc.boolean(),
    })
    .map(
      ({ quota, listed, own, kept, making, ...more }): RotationState => ({
        ...more,
        quota: snapshotQuotaOf(quota),
        own,
        kept: new Set(kept),
        safety: new Map(),
        snapshots: listed.map((name) => snapshot(name, making.includes(name) ? { state: "making" } : {})),
      }),
    );

  it("deletes its own alone, never what a person keeps, never the last one that is ready", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const step = stepBefore(state);
        const gone = [step.do === "delete" ? step.name : null, surplus(state)].filter(
          (name) => name !== null,
        );
        const ready = state.snapshots.filter((one) => one.state === "ready").map(({ name }) => name);
        for (const name of gone) {
          expect(state.own).toContain(name);
          expect(state.kept.has(name)).toBe(false);
          expect(ready).toContain(name);
          expect(ready.length).toBeGreaterThan(1);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("creates only into free room, and deletes before that only where the plan has two", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const step = stepBefore(state);
        const limit = state.quota.size === "some" ? state.quota.limit : Number.POSITIVE_INFINITY;
        if (step.do === "create") {
          expect(state.snapshots.length).toBeLessThan(limit);
        }
        if (step.do === "delete") {
          expect(limit).toBeGreaterThanOrEqual(2);
          expect(state.snapshots.length).toBeGreaterThanOrEqual(limit);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
