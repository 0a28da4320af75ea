import { expect, it } from "vitest";
import { csvField, csvPages } from "./csv";

it("a field is no formula to a spreadsheet, and quoted where RFC 4180 wants it", () => {
  expect(csvField("=cmd|'/C calc'!A0")).toBe("'=cmd|'/C calc'!A0");
  expect(["+1", "-1", "@x", "\tx"].map(csvField)).toEqual(["'+1", "'-1", "'@x", "'\tx"]);
  // Full-width signs are signs to a spreadsheet in Chinese.
  expect(["＝1", "＋1", "－1", "＠x"].map(csvField)).toEqual(["'＝1", "'＋1", "'－1", "'＠x"]);
  expect(csvField("\n=1")).toBe('"\'\n=1"');
  expect(csvField('say "a, b"')).toBe('"say ""a, b"""');
  expect(csvField(0.5)).toBe("0.5");
  expect(csvField(null)).toBe("");
});

it("goes on from piece to piece and ends; an empty last piece is no error", async () => {
  const asked: number[] = [];
  const stream = csvPages(["n"], 1, async (at) => {
    asked.push(at);
    return { rows: at < 3 ? [[at]] : [], next: at < 3 ? at + 1 : null };
  });
  expect(await new Response(stream).text()).toBe("n\r\n1\r\n2\r\n");
  expect(asked).toEqual([1, 2, 3]);
});
