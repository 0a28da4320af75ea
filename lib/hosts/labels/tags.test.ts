import { expect, it } from "vitest";
import { readTag } from "./tags";

it.each([
  ["prod", "prod"],
  [" #Web-2.eu ", "web-2.eu"],
  ["\u6d4b\u8bd5", "\u6d4b\u8bd5"],
  ["", null],
  ["#", null],
  ["two words", null],
  ["-x", null],
  ["<b>", null],
  ["x".repeat(24), "x".repeat(24)],
  ["x".repeat(25), null],
])("%j is the tag %j", (typed, tag) => {
  expect(readTag(typed)).toBe(tag);
});
