import { describe, expect, it } from "vitest";
import { readTimes } from "./read-times";

const NOW = Date.parse("2026-11-25T12:00:00Z");

describe("when an announcement stands", () => {
  it("is typed in the staff's own zone", () => {
    expect(readTimes({ from: "2026-11-26T08:00", until: "2026-11-26T20:30" }, "Asia/Shanghai", NOW)).toEqual({
      from: new Date("2026-11-26T00:00:00Z"),
      until: new Date("2026-11-26T12:30:00Z"),
    });
  });

  it("begins now and has no end where nothing is typed", () => {
    expect(readTimes({ from: "", until: "" }, "UTC", NOW)).toEqual({ from: new Date(NOW), until: null });
  });

  it.each([
    ["an end before its beginning", "2026-11-27T08:00", "2026-11-26T08:00"],
    ["an end that is over", "2026-11-20T08:00", "2026-11-21T08:00"],
    ["no time", "tomorrow", ""],
    ["no day that there is", "2026-02-31T08:00Z", ""],
    ["no end that can be read", "", "later"],
  ])("is refused with %s", (_, from, until) => {
    expect(readTimes({ from, until }, "UTC", NOW)).toBeNull();
  });
});
