import { describe, expect, it } from "vitest";
import { hostStateOf } from "./host-state";

describe("the state of a host", () => {
  it.each([
    ["running", "2", "running"],
    ["running", "-2", "over-traffic"],
    ["Running ", null, "running"],
    ["off", "-2", "off"],
    ["off", "2", "off"],
    ["paused", "2", "paused"],
    ["saved", "2", "saved"],
    ["setup", "0", "setting-up"],
    ["setup running", "0", "setting-up"],
    ["setup,running", "0", "setting-up"],
    ["setupfailed", "0", "setup-failed"],
    ["locked", "1", "locked"],
    ["overdue", "-1", "suspended"],
    ["overbw", "-3", "out-of-traffic"],
    ["hibernating", "2", "unknown"],
    ["constructor", "2", "unknown"],
    ["running", "-1", "running"],
    [null, "0", "setting-up"],
    [null, "1", "locked"],
    [null, "-1", "suspended"],
    [null, "-3", "out-of-traffic"],
    [null, "2", "unknown"],
    [null, "-2", "unknown"],
    [null, null, "unknown"],
    ["", "toString", "unknown"],
  ] as const)("word %s with status %s is %s", (word, status, state) => {
    expect(hostStateOf({ word, status })).toBe(state);
  });
});
