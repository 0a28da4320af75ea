import { dictionary } from "@zxcvbn-ts/language-common";
import { expect, it } from "vitest";
import { passwordFault } from "./password-rules";

const person = { username: "margarethe-k", email: "Margarethe.K@example.com" };

it.each([
  ["123456789", "too-short"],
  ["密码密码密码密码密", "too-short"],
  ["a".repeat(257), "too-long"],
  ["Password123", "too-common"],
  ["Manchester", "too-common"],
  ["liverpoolfc", "too-common"],
  ["Football2024", "too-common"],
  ["football!!", "too-common"],
  ["2024football", "too-common"],
  ["dragondragon", "too-common"],
  ["aaaaaaaaaaaa", "too-common"],
  ["abcdefghijkl", "too-common"],
  ["MARGARETHE-K", "like-name"],
  ["margarethe.k@example.com", "like-name"],
  ["margarethe.k", "like-name"],
  ["football under the stairs", null],
  ["football98241736", null],
  ["lamp under the stairs", null],
  ["密码密码密码密码密码", null],
  [`${"long sentence ".repeat(18)}end`, null],
])("%s: %s", (password, fault) => {
  expect(passwordFault(password, person)).toBe(fault);
});

it("refuses every common password that is long enough, and the common ones that digits make long enough", () => {
  const common = dictionary["passwords-common"];
  const longEnough = common.filter((one) => [...one].length >= 10);
  const made = common.slice(0, 3000).map((one) => `${one}2026`);
  expect(longEnough.length).toBeGreaterThan(1500);
  const fault = (password: string) => passwordFault(password, person);
  expect(longEnough.filter((one) => fault(one) !== "too-common")).toEqual([]);
  expect(made.filter((one) => fault(one) === null)).toEqual([]);
});
