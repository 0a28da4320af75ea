import { expect, it } from "vitest";
import { Username } from "./names";

it.each(["alice", "a.b-c_1", "张伟", "Ａlice"])("accepts %s as a user name", (name) => {
  expect(Username.safeParse(name).success).toBe(true);
});

it.each([
  ["an @", "alice@example.com"],
  ["a full-width @, which its key has as a plain one", "alice＠example.com"],
  ["a blank", "al ice"],
  ["a blank of another script", "al　ice"],
  ["an invisible character", "al\u200bice"],
  ["nothing", ""],
])("refuses %s", (_what, name) => {
  expect(Username.safeParse(name).success).toBe(false);
});
