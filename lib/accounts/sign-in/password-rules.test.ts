import { expect, it } from "vitest";
import { passwordFault } from "./password-rules";

const person = { username: "margarethe-k", email: "Margarethe.K@example.com" };

it.each([
  ["123456789", "too-short"],
  ["密码密码密码密码密", "too-short"],
  ["a".repeat(257), "too-long"],
  ["Password123", "too-common"],
  ["aaaaaaaaaaaa", "too-common"],
  ["abcdefghijkl", "too-common"],
  ["MARGARETHE-K", "like-name"],
  ["margarethe.k@example.com", "like-name"],
  ["margarethe.k", "like-name"],
  ["lamp under the stairs", null],
  ["密码密码密码密码密码", null],
  [`${"long sentence ".repeat(18)}end`, null],
])("%s: %s", (password, fault) => {
  expect(passwordFault(password, person)).toBe(fault);
});
