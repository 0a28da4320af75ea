import { expect, it } from "vitest";
import { groupOf } from "./customer-form";

it("sends a role that has a name by its code, and any other group by the number that was typed", () => {
  expect(groupOf({ role: "10", group: "0" })).toBe("10");
  expect(groupOf({ role: "0", group: "7" })).toBe("0");
  expect(groupOf({ role: "other", group: "7" })).toBe("7");
  expect(groupOf({ group: "7" })).toBe("7");
});
