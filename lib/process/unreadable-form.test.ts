import { expect, test } from "vitest";
import { isUnreadableForm } from "./unreadable-form";

const thrown = (message: string, place: string) => ({
  message,
  stack: `SyntaxError: ${message}\n    at JSON.parse (<anonymous>)\n    at t (${place}:1:2)`,
});

test("what Next can't read is nobody's error, and what the panel can't read is the panel's", () => {
  const message = "Unexpected end of JSON input";
  expect(isUnreadableForm(thrown(message, "/panel/node_modules/next/dist/compiled/next-server/a.js"))).toBe(
    true,
  );
  expect(isUnreadableForm(thrown(message, "/panel/.next/server/chunks/a.js"))).toBe(false);
  expect(isUnreadableForm({ message: "Invalid Server Actions request." })).toBe(true);
  expect(isUnreadableForm(thrown("it broke", "/panel/node_modules/next/dist/compiled/a.js"))).toBe(false);
});
