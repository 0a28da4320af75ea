import { expect, it } from "vitest";
import { spaced } from "./spacing";

it("a number stands apart from the Chinese word behind it, and nothing else moves", () => {
  expect(["5分钟前", "33毫秒", "34秒钟后"].map(spaced)).toEqual(["5 分钟前", "33 毫秒", "34 秒后"]);
  expect(["5 minutes ago", "5m ago", "现在", "12 分钟前"].map(spaced)).toEqual([
    ...["5 minutes ago", "5m ago", "现在", "12 分钟前"],
  ]);
});
