import { expect, it } from "vitest";
import { justSent } from "../power/use-power";
import { type BatchTarget, split } from "./batch-target";

const target = (id: string, state: BatchTarget["state"], operation: BatchTarget["operation"] = null) => ({
  protected: false,
  id,
  name: `host${id}`,
  state,
  operation,
});
const why = (kind: Parameters<typeof split>[0], targets: BatchTarget[]) => {
  const { asked, skipped } = split(kind, targets, null);
  return {
    asked: asked.map(({ id }) => id),
    skipped: Object.fromEntries(skipped.map(({ target: { id }, why: reason }) => [id, reason])),
  };
};

it("leaves out whom the single command's button would be off for, with the same reason", () => {
  const hosts = [
    target("1", "running"),
    target("2", "off"),
    target("3", "locked"),
    target("4", "running", justSent("restart")),
    target("5", "unknown"),
  ];
  expect(why("stop", hosts)).toEqual({
    asked: ["1"],
    skipped: { 2: "already-off", 3: "locked", 4: "operation-in-progress", 5: "state-unknown" },
  });
  expect(why("start", hosts).asked).toEqual(["2"]);
});

it("asks for a host that nobody looked at yet: its turn shows what is possible", () => {
  expect(why("start", [target("1", null)])).toEqual({ asked: ["1"], skipped: {} });
  expect(why("start", [target("1", null, justSent("stop"))]).skipped).toEqual({ 1: "operation-in-progress" });
});

it("leaves out everybody while the whole page can ask nothing", () => {
  const { asked, skipped } = split("start", [target("1", "off")], "master-down");
  expect(asked).toEqual([]);
  expect(skipped.map(({ why: reason }) => reason)).toEqual(["master-down"]);
});

it("leaves out protected hosts where something would be lost, and only there", () => {
  const hosts = [target("1", "running"), { ...target("2", "running"), protected: true }];
  expect(why("force-stop", hosts)).toEqual({ asked: ["1"], skipped: { 2: "protected" } });
  expect(why("stop", hosts)).toEqual({ asked: ["1", "2"], skipped: {} });
});
