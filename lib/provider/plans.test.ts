import { expect, it } from "vitest";
import { useTestDatabase } from "@/lib/db/testing";
import { knownPlans, removePlan, savePlan } from "./plans";

useTestDatabase();

const small = { id: null, name: "S", values: { cpuCores: 1, memoryMb: 1024, portMbit: 100 } };

it("plans are kept, changed and removed, and offered from the smallest", async () => {
  expect(await knownPlans()).toEqual([]);
  const large = { id: null, name: "L", values: { cpuCores: 4, memoryMb: 8192, portMbit: 100 } };
  expect(await savePlan(large, "Ann")).toBe("saved");
  expect(await savePlan(small, "Ann")).toBe("saved");
  const [first, second] = await knownPlans();
  expect([first?.name, second?.name]).toEqual(["S", "L"]);
  const id = first?.id ?? "";
  expect(await savePlan({ id, name: "S", values: { ...small.values, memoryMb: 16_384 } }, "Ann")).toBe(
    "saved",
  );
  expect((await knownPlans()).map(({ name }) => name)).toEqual(["L", "S"]);
  expect(await removePlan(id, "Ann")).toBe(true);
  expect(await removePlan(id, "Ann")).toBe(false);
  expect((await knownPlans()).map(({ name }) => name)).toEqual(["L"]);
});

it("no two plans have one name, and a plan that is gone is not made again by its change", async () => {
  expect(await savePlan({ ...small, name: "l" }, "Ann")).toBe("name-taken");
  const gone = "11111111-1111-4111-8111-111111111111";
  expect(await savePlan({ ...small, id: gone }, "Ann")).toBe("not-found");
});

it("two people who save, change and remove plans at the same moment lose none", async () => {
  for (const { id } of await knownPlans()) {
    await removePlan(id, "Ann");
  }
  expect(await savePlan({ ...small, name: "old" }, "Ann")).toBe("saved");
  const [old] = await knownPlans();
  const names = Array.from({ length: 8 }, (_, number) => `plan ${number}`);
  const came = await Promise.all([
    ...names.map((name, number) => savePlan({ ...small, name }, number % 2 ? "Ann" : "Bob")),
    removePlan(old?.id ?? "", "Bob"),
  ]);
  expect(came).toEqual([...names.map(() => "saved"), true]);
  expect((await knownPlans()).map(({ name }) => name)).toEqual(names);
});

it("of two people who give the same name to a plan at the same moment, one is told that it is taken", async () => {
  const twice = ["Ann", "Bob"].map((by) => savePlan({ ...small, name: "twice" }, by));
  expect((await Promise.all(twice)).toSorted()).toEqual(["name-taken", "saved"]);
});
