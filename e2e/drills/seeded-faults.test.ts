import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { SeededFault } from "./faults";

const FOLDER = path.join(import.meta.dirname, "faults");
const FAULTS = readdirSync(FOLDER).flatMap((file): SeededFault[] =>
  JSON.parse(readFileSync(path.join(FOLDER, file), "utf8")),
);

test("there are at least 60 seeded faults, each with its own name", () => {
  expect(FAULTS.length).toBeGreaterThanOrEqual(60);
  expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
});

test.each(FAULTS)("can be seeded: $name", ({ file, from, to, tests }) => {
  expect(readFileSync(file, "utf8").split(from)).toHaveLength(2);
  expect(to).not.toBe(from);
  expect(tests.filter((one) => !existsSync(one))).toEqual([]);
});
