import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "lib/simulator/PARITY.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.join("docs", file)),
].filter(existsSync);

const textOf = (page: string) => readFileSync(page, "utf8");

/** Paths from the root in code marks; those with a placeholder (`…`, `*`, capitals, `<…>`) stand for several files. */
const pathsIn = (page: string): string[] =>
  [...textOf(page).matchAll(/`((?:app|components|lib|e2e|docs|public|\.ci)\/[^`\s]*)`/g)]
    .map((match) => match[1] ?? "")
    .filter((file) => !/[…*<{]|[A-Z]{2}(?!RITY)/.test(file));

/** Targets of links within the repository, without their anchors. */
const linksIn = (page: string): string[] =>
  [...textOf(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(
    (match) => match[1] ?? "",
  );

it("pages name only files that exist", () => {
  const missing = pages.flatMap((page) =>
    pathsIn(page).flatMap((file) => (existsSync(file) ? [] : [`${page}: ${file}`])),
  );
  expect(missing).toEqual([]);
});

it("pages link only to files that exist", () => {
  const missing = pages.flatMap((page) =>
    linksIn(page).flatMap((link) =>
      existsSync(path.join(path.dirname(page), link)) ? [] : [`${page}: ${link}`],
    ),
  );
  expect(missing).toEqual([]);
});

/** Sources cite pages of ours alone: a reader has nothing but this repository. */
it("every page that a source names is in the repository", () => {
  const sources = ["app", "components", "lib", "e2e"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(tsx?|mjs|cjs|css)$/.test(file) && !file.endsWith("docs.test.ts"))
      .map((file) => path.join(folder, file)),
  );
  const cited = sources.flatMap((source) =>
    [...textOf(source).matchAll(/[\w./-]*\w\.md\b/g)].map((match) => ({ source, page: match[0] })),
  );
  expect(
    cited.filter(
      ({ source, page }) => !existsSync(page) && !existsSync(path.join(path.dirname(source), page)),
    ),
  ).toEqual([]);
});
