import { expect, it } from "vitest";
import { readForm } from "./read-form";

const form = (...fields: [string, string | Blob][]) => {
  const data = new FormData();
  for (const [name, value] of fields) {
    data.append(name, value);
  }
  return data;
};

it("takes text fields as they came", () => {
  expect(readForm(form(["a", " 1 "], ["b", ""]))).toEqual({ a: " 1 ", b: "" });
});

it("leaves React's own fields alone", () => {
  expect(readForm(form(["$ACTION_REF_1", ""], ["$ACTION_1:0", "{}"], ["a", "1"]))).toEqual({ a: "1" });
});

it("refuses a name that stands twice, and a file", () => {
  expect(readForm(form(["vmid", "1"], ["vmid", "2"]))).toBeNull();
  expect(readForm(form(["a", new Blob(["x"])]))).toBeNull();
});

it("refuses a text that PostgreSQL can't take: it would fail unforeseen, wherever it is looked up", () => {
  expect(readForm(form(["login", "alice\0"]))).toBeNull();
});

it("makes no prototype of a field", () => {
  const read = readForm(form(["__proto__", "x"]));
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  expect(Object.keys(read ?? {})).toEqual(["__proto__"]);
});
