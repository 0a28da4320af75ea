import { expect, it } from "vitest";
import { mayAsk, rememberNo } from "./unknown-ids";

it("ten unknown ids a minute and session, however often a page asks for one", () => {
  for (let id = 1; id <= 10; id += 1) {
    // Title, frame and body of one page.
    expect([1, 2, 3].map(() => mayAsk("one", "10001", String(id)))).toEqual([true, true, true]);
  }
  expect(mayAsk("one", "10001", "11")).toBe(false);
  expect(mayAsk("two", "10001", "11")).toBe(true);
});

it("a no is one customer's", () => {
  rememberNo("10001", "77");
  expect(mayAsk("three", "10001", "77")).toBe(false);
  expect(mayAsk("three", "10002", "77")).toBe(true);
});
