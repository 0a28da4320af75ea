import { beforeEach, expect, it, vi } from "vitest";
import { changesBetween, useSteadyRows } from "./steady-rows";

/** What React keeps between two draws, for a hook that is called outside of a component. */
const kept = vi.hoisted(() => ({ values: [] as unknown[], at: 0, isStale: false }));
vi.mock("react", () => ({
  useState: (initial: unknown) => {
    const at = kept.at++;
    if (!(at in kept.values)) {
      kept.values[at] = initial;
    }
    const set = (value: unknown) => {
      kept.isStale ||= value !== kept.values[at];
      kept.values[at] = value;
    };
    return [kept.values[at], set];
  },
}));

/** Draws until nothing is set any more, as React does. */
function draw(now: string, key = "all", gone = "") {
  for (let draws = 0; draws < 5; draws += 1) {
    Object.assign(kept, { at: 0, isStale: false });
    const rows = useSteadyRows([...now], key, (id) => gone.includes(id));
    if (!kept.isStale) {
      return { ...rows, shown: rows.ids.join("") };
    }
  }
  throw new Error("It is drawn without an end");
}
const pointer = (pointerType: string) => ({ pointerType }) as React.PointerEvent;

beforeEach(() => {
  kept.values = [];
});

it("counts the rows that came and went, or else those that have another place", () => {
  expect(changesBetween(["a", "b"], ["a", "b"])).toBe(0);
  expect(changesBetween(["a", "b"], ["b", "c", "d"])).toBe(3);
  expect(changesBetween(["a", "b", "c"], ["b", "a", "c"])).toBe(2);
});

it("follows at once while no pointer is over the rows", () => {
  draw("abc");
  expect(draw("cab")).toMatchObject({ shown: "cab", changed: 0 });
});

it("moves no row under a mouse, says how many changed, and moves them at a click", () => {
  draw("abc").over.onPointerEnter(pointer("mouse"));
  expect(draw("bacd")).toMatchObject({ shown: "abc", changed: 1 });
  // Leaving the rows moves none: whoever comes back finds them where they were.
  draw("bacd").over.onPointerLeave();
  expect(draw("bacd")).toMatchObject({ shown: "abc", changed: 1 });
  draw("bacd").apply();
  expect(draw("bacd")).toMatchObject({ shown: "bacd", changed: 0 });
});

it("holds nothing for a finger, or once another list is chosen", () => {
  draw("abc").over.onPointerEnter(pointer("touch"));
  expect(draw("bac").shown).toBe("bac");
  draw("bac").over.onPointerEnter(pointer("mouse"));
  expect(draw("cab").shown).toBe("bac");
  expect(draw("ca", "running")).toMatchObject({ shown: "ca", changed: 0 });
});

it("takes a host that is gone out of held rows", () => {
  draw("abc").over.onPointerEnter(pointer("mouse"));
  expect(draw("cb", "all", "a")).toMatchObject({ shown: "bc", changed: 2 });
});
