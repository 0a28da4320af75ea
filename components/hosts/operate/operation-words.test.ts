import { expect, it } from "vitest";
import { anOperation } from "../testing";
import { tookOf } from "./operation-words";

const took = (endedAt: string | null) =>
  tookOf(anOperation({ startedAt: "2026-11-12T12:00:00.000Z", endedAt }));

it("how long something took is told, but for what was over at once", () => {
  expect(took(null)).toBeNull();
  expect(took("2026-11-12T12:00:00.999Z")).toBeNull();
  expect(took("2026-11-12T12:00:01.000Z")).toBe("0:01");
  expect(took("2026-11-12T13:02:03.000Z")).toBe("1:02:03");
});
