import { expect, it } from "vitest";
import { copyInTurns, joinInTurns } from "./bytes-in-turns";

const MB = 1024 * 1024;
const parts = [3, 2 * MB + 5, 0, MB, 7].map((length, n) => Buffer.alloc(length, n + 1));

it("lays parts of any length one behind the other", async () => {
  const whole = Buffer.concat(parts);
  expect(whole.equals(await joinInTurns(parts, whole.length))).toBe(true);
  const shared = new Uint8Array(new SharedArrayBuffer(whole.length));
  expect(whole.equals(await copyInTurns(parts, shared))).toBe(true);
  expect(await joinInTurns([], 0)).toHaveLength(0);
});

it("lets others have their turn after each megabyte", async () => {
  let turns = 0;
  let goesOn = true;
  const count = () => {
    turns += 1;
    if (goesOn) setImmediate(count);
  };
  setImmediate(count);
  await joinInTurns(parts, 3 * MB + 15);
  goesOn = false;
  expect(turns).toBeGreaterThanOrEqual(3);
});
