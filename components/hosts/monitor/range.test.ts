import { expect, it } from "vitest";
import { choiceFrom, hrefOf, windowOf, zoomFrom, zoomTo } from "./range";

const NOW = Date.parse("2026-11-12T11:30:20Z") / 1000;
const search = (query: string) => new URLSearchParams(query);

it("the address says what is shown; what can't be read is the last 24 hours", () => {
  expect(choiceFrom(search("range=7d"))).toEqual({ kind: "span", span: "7d" });
  expect(choiceFrom(search("day=2026-11-02&range=7d"))).toEqual({ kind: "day", day: "2026-11-02" });
  for (const bad of ["", "range=9d", "day=2026-13-02", "day=yesterday"]) {
    expect(choiceFrom(search(bad))).toEqual({ kind: "span", span: "24h" });
  }
  expect(hrefOf({ kind: "span", span: "24h" }, null)).toBe("?");
  expect(hrefOf({ kind: "day", day: "2026-11-02" }, { from: 1, to: 2 })).toBe("?day=2026-11-02&from=1&to=2");
});

it("a range ends with this minute; a day is the customer's own", () => {
  const hour = windowOf({ kind: "span", span: "1h" }, NOW, "UTC");
  expect(hour).toEqual({ from: NOW + 40 - 3_600, to: NOW + 40, moves: true });
  expect(windowOf({ kind: "day", day: "2026-11-12" }, NOW, "Asia/Shanghai")).toEqual({
    from: Date.parse("2026-11-11T16:00:00Z") / 1000,
    to: Date.parse("2026-11-12T16:00:00Z") / 1000,
    moves: true,
  });
  expect(windowOf({ kind: "day", day: "2026-11-11" }, NOW, "UTC").moves).toBe(false);
});

it("a zoom stays within, is never shorter than ten minutes, and only what lies within is believed", () => {
  const whole = { from: 0, to: 86_400, moves: true };
  expect(zoomTo([3_600, 7_230], whole)).toEqual({ from: 3_600, to: 7_260 });
  expect(zoomTo([5_000, 5_010], whole)).toEqual({ from: 4_680, to: 5_340 });
  expect(zoomTo([86_390, 86_400], whole).to).toBe(86_400);
  expect(zoomFrom(search("from=3600&to=7200"), whole)).toEqual({ from: 3_600, to: 7_200, moves: false });
  for (const bad of [
    "",
    "from=3600",
    "from=7200&to=3600",
    "from=-9000&to=60",
    "from=0&to=90000",
    "from=a&to=b",
  ]) {
    expect(zoomFrom(search(bad), whole)).toBeNull();
  }
});
