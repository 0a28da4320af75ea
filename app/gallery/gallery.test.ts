import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const UI = path.resolve("components/ui");
const sources = (folder: string, without = /^$/) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => !without.test(file))
    .filter((file) => file.endsWith(".tsx") && !file.endsWith(".test.tsx"))
    .map((file) => readFileSync(path.join(folder, file), "utf8"));

/** What begins with a capital letter and is no constant in capitals. */
const COMPONENT = /^export (?:async )?(?:function|const) ([A-Z][a-z]\w*)/gm;
/** Lists are shown by the pages that are lists. */
const components = sources(UI, /^list\//).flatMap((text) =>
  [...text.matchAll(COMPONENT)].map(([, name = ""]) => name),
);
const gallery = sources(path.resolve("app/gallery")).join("\n");

it.each(components)("the gallery shows %s", (name) => {
  expect(gallery).toMatch(new RegExp(`<${name}[\\s>/]`));
});

it("finds the components", () => {
  expect(components).toEqual(expect.arrayContaining(["Button", "ConfirmDialog", "Tray"]));
  expect(new Set(components).size).toBe(components.length);
});
