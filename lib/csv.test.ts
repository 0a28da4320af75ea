import { expect, it } from "vitest";
import { csvField, csvPages } from "./csv";

it("quotes every text and neutralises a formula at its start", () => {
  expect(csvField("plain")).toBe('"plain"');
  expect(csvField("=cmd|'/C calc'!A0")).toBe("\"'=cmd|'/C calc'!A0\"");
  expect(["+1", "-1", "@x", " =1"].map(csvField)).toEqual(['"\'+1"', '"\'-1"', '"\'@x"', '"\' =1"']);
  // Full-width signs are signs to a spreadsheet in Chinese.
  expect(["＝1", "＋1", "－1", "＠x"].map(csvField)).toEqual(['"\'＝1"', '"\'＋1"', '"\'－1"', '"\'＠x"']);
  expect(csvField('say "a, b"')).toBe('"say ""a, b"""');
  expect(csvField(0.5)).toBe("0.5");
  expect(csvField(-3)).toBe("-3");
  expect(csvField(null)).toBe("");
});

it.each([";", "\t", ",", "\n", "\r\n"])(
  "leaves no formula where a spreadsheet splits a text at %j",
  (separator) => {
    for (const sign of ["=", "+", "-", "@", "＝", "＋", "－", "＠", " ="]) {
      for (const cell of csvField(`web${separator}${sign}HYPERLINK("x")`).slice(1, -1).split(separator)) {
        expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      }
    }
  },
);

it("goes on from piece to piece and ends; an empty last piece is no error", async () => {
  const asked: number[] = [];
  const stream = csvPages(["n"], 1, async (at) => {
    asked.push(at);
    return { rows: at < 3 ? [[at]] : [], next: at < 3 ? at + 1 : null };
  });
  expect(await new Response(stream).text()).toBe('"n"\r\n1\r\n2\r\n');
  expect(asked).toEqual([1, 2, 3]);
});
