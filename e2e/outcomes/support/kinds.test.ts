import { expect, it } from "vitest";
import { rulesOf } from "../../../lib/operations/command-rules";
import { ALL_KINDS, KINDS } from "./kinds";

/** They send the same, with another value, and what shows of one is not what shows of the other. */
const TOLD_APART = new Set(["mount-medium eject-medium", "eject-medium mount-medium"]);

it("kinds that send the same command name each other in sameEffect: a refused one is not called done by the other", () => {
  const pairs = ALL_KINDS.flatMap((kind) =>
    ALL_KINDS.filter(
      (other) => other !== kind && JSON.stringify(KINDS[other].sends) === JSON.stringify(KINDS[kind].sends),
    ).map((other) => [kind, other] as const),
  );
  const unnamed = pairs.filter(
    ([kind, other]) => !rulesOf(kind).sameEffect.includes(other) && !TOLD_APART.has(`${kind} ${other}`),
  );
  expect(pairs.length).toBeGreaterThan(0);
  expect(unnamed).toEqual([]);
});
