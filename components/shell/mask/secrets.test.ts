import { expect, it } from "vitest";
import { isName, patternOf, secretsIn } from "./secrets";

const hidden = (text: string, names: string[] = []) =>
  secretsIn(text, patternOf(names)).map(([from, to]) => text.slice(from, to));

it.each([
  ["ssh root@203.0.113.7 -p 22", ["root@203.0.113.7"]],
  ["203.0.113.7:3389, 10.0.0.0/24", ["203.0.113.7:3389", "10.0.0.0/24"]],
  ["2001:db8::17/64 and ::1", ["2001:db8::17/64", "::1"]],
  ["2001:db8:0:0:0:0:0:17", ["2001:db8:0:0:0:0:0:17"]],
  ["00-15-5D-0a-01-02 00:15:5d:0a:01:02", ["00-15-5D-0a-01-02", "00:15:5d:0a:01:02"]],
  ["write to ann.b+x@mail.example.net.", ["ann.b+x@mail.example.net"]],
])("finds the addresses in %j", (text, found) => {
  expect(hidden(text)).toEqual(found);
});

it.each(["12:03:45", "Debian 12.4", "1.2.3", "16:05", "2026-11-27", "99 %", "v1.2.3.4.5"])(
  "leaves %j as it is",
  (text) => {
    expect(hidden(text)).toEqual([]);
  },
);

it("finds names as whole words, the longest first, whatever signs are in them", () => {
  const names = ["web", "web01", "a.b (c)", "张三"];
  expect(hidden("Stop web01? webmail, web-2", names)).toEqual(["web01", "web"]);
  expect(hidden("a.b (c) is 张三", names)).toEqual(["a.b (c)", "张三"]);
  expect(hidden("axb (c)", names)).toEqual([]);
  expect(hidden("Stop db-1.x/y?", ["db-1.x/y"])).toEqual(["db-1.x/y"]);
});

it("takes no number for a name, nor what is masked already", () => {
  expect(["web01", "李四", "10001", "x", "••••", "101 102"].filter(isName)).toEqual(["web01", "李四"]);
});
