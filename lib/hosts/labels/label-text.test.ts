import { expect, it } from "vitest";
import { LONGEST_NAME, LONGEST_NOTE, readLabel } from "./label-text";

it("keeps one clean line each of name and note, and null where nothing was given", () => {
  expect(readLabel({ name: "  shop \u202e\u0000front\n2 ", note: "\n \u200b" })).toEqual({
    ok: true,
    label: { name: "shop front 2", note: null },
  });
});

it("counts characters, not UTF-16 units, up to its limit, and cuts none in half", () => {
  const fits = { name: "\u{1f600}".repeat(LONGEST_NAME), note: "\u5907".repeat(LONGEST_NOTE) };
  expect(readLabel(fits)).toEqual({ ok: true, label: fits });
  expect(readLabel({ name: `${fits.name}a`, note: `${fits.note}a` })).toEqual({
    ok: false,
    fields: { name: "too-long", note: "too-long" },
  });
});
