import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

/** What belongs into a sheet, and what into the markup: docs/decisions/0022-one-system-of-styles.md. */

/** Beside globals.css; these two may only become smaller. */
const MOST_SHEETS = 4;
const MOST_LINES = 700;

const within = (wanted: RegExp) =>
  ["app", "components", "public"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => wanted.test(name) && !/\.test\.tsx?$/.test(name))
      .map((name) => path.join(folder, name)),
  );
const textOf = (file: string) => readFileSync(file, "utf8");

const SHARED = "components/ui/css";
const sheets = within(/\.css$/).filter((file) => file !== "app/globals.css");
const sources = within(/\.(tsx?|html)$/);
/** All strings and templates of the code. */
const strings = sources.flatMap((file) => textOf(file).match(/"[^"\n]*"|`[^`]*`/g) ?? []);

interface Rule {
  file: string;
  /** Selectors and at-rules, from the outermost on. */
  path: string[];
  declarations: string[];
}

/** As Biome formats them: a selector or a declaration has a line of its own, once what it has broken is joined again. */
function rulesIn(file: string): Rule[] {
  const lines = textOf(file)
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/([,(:])\s*\n\s*/g, "$1 ")
    .split("\n");
  const open: Rule[] = [];
  const all: Rule[] = [];
  for (const line of lines.map((each) => each.trim())) {
    if (line.endsWith("{")) {
      const rule = { file, path: [...(open.at(-1)?.path ?? []), line.slice(0, -2)], declarations: [] };
      open.push(rule);
      all.push(rule);
    } else if (line === "}") {
      open.pop();
    } else if (line.endsWith(";") && !line.startsWith("@")) {
      open.at(-1)?.declarations.push(line.slice(0, -1));
    }
  }
  return all;
}

const rules = sheets.flatMap(rulesIn);
const selectorsOf = (rule: Rule) => rule.path.filter((step) => !step.startsWith("@"));
const classesIn = (selector: string) =>
  [...selector.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = ""]) => name);
/** Declarations for which `isFault`, with the place where they stand. */
const faults = (isFault: (declaration: string, rule: Rule) => boolean) =>
  rules.flatMap((rule) =>
    rule.declarations
      .filter((declaration) => isFault(declaration, rule))
      .map((declaration) => `${rule.file}: ${selectorsOf(rule).join(" ")} { ${declaration} }`),
  );

it("there are few sheets", () => {
  expect(sheets.length).toBeLessThanOrEqual(MOST_SHEETS);
  expect(sheets.reduce((sum, file) => sum + textOf(file).split("\n").length, 0)).toBeLessThanOrEqual(
    MOST_LINES,
  );
});

it("every class of a sheet stands in the markup", () => {
  const names = new Set(strings.flatMap((text) => text.split(/[^\w-]+/)));
  const begun = strings.flatMap((text) => [...text.matchAll(/([\w-]+-)\$\{/g)].map(([, part = ""]) => part));
  const classes = rules.flatMap(selectorsOf).flatMap(classesIn);
  const unused = classes.filter((name) => !names.has(name) && !begun.some((part) => name.startsWith(part)));
  expect([...new Set(unused)]).toEqual([]);
});

it("the markup has utilities of an element itself, and no selectors", () => {
  const selecting = strings.filter((text) => /(^|[\s"`:])\[&/.test(text));
  expect(selecting).toEqual([]);
});

/** Black and white of a mask, and the two samples that show both themes at once. */
const OWN_COLOURS = /mask-image|\.accent-sample-(light|dark) /;

it("a colour is a token", () => {
  const own = faults(
    (declaration, { file }) =>
      path.dirname(file) !== SHARED && /#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch)a?\(/i.test(declaration),
  );
  expect(own.filter((fault) => !OWN_COLOURS.test(fault))).toEqual([]);
});

it("a weight, a radius and a time that have a token are no numbers", () => {
  const tokens = textOf(`${SHARED}/tokens.css`);
  // The two that are no smaller on a phone.
  const radii = ["sm", "md"].map((name) => tokens.match(`--radius-${name}: ([^;]+);`)?.[1]);
  expect(radii).toEqual(["6px", "8px"]);
  const numbers = faults(
    (declaration, { file, path: steps }) =>
      !file.endsWith("tokens.css") &&
      !steps.includes("@font-face") &&
      (/^font-weight: \d/.test(declaration) ||
        radii.some((radius) => declaration === `border-radius: ${radius}`) ||
        /^transition.*\b(120|180)ms/.test(declaration)),
  );
  expect(numbers).toEqual([]);
});

it("a variable that is read is set somewhere", () => {
  const set = new Set([
    ...sheets.flatMap((file) => [...textOf(file).matchAll(/(--[\w-]+):/g)].map(([, name]) => name)),
    ...[
      ...sheets
        .map(textOf)
        .join()
        .matchAll(/@property (--[\w-]+)/g),
    ].map(([, name]) => name),
    ...strings.flatMap((text) => text.match(/^"--[\w-]+"$/)?.[0].slice(1, -1) ?? []),
  ]);
  const unset = faults((declaration) =>
    [...declaration.matchAll(/var\((--[\w-]+)(,?)/g)].some(([, name, orElse]) => !set.has(name) && !orElse),
  );
  expect(unset).toEqual([]);
});

/** What holds a whole page, as the subject of nothing but itself. */
const HOLDS_PAGE = /(?:^|[\s>+~,(])(?:html|body|:root|main|\.shell|\.shell-body)(?![\w-])[^\s>+~,]*:has\(/;

it("nothing inside a page is styled by what the whole page has", () => {
  // A browser would work out the style of everything in it anew at each change that such a rule could be about.
  const reaching = rules
    .map((rule) => ({ file: rule.file, selector: selectorsOf(rule).join(" ") }))
    .filter(({ selector }) => {
      const anchor = HOLDS_PAGE.exec(selector);
      return (
        anchor !== null &&
        /^(?:\s+|\s*>\s*)[^\s>~+,]/.test(afterBracket(selector, anchor.index + anchor[0].length))
      );
    });
  expect(reaching.map(({ file, selector }) => `${file}: ${selector}`)).toEqual([]);
});

/** What follows the bracket that was opened just before `start`. */
function afterBracket(selector: string, start: number): string {
  let depth = 1;
  let at = start;
  for (; at < selector.length && depth > 0; at += 1) {
    depth += selector[at] === "(" ? 1 : selector[at] === ")" ? -1 : 0;
  }
  return selector.slice(at);
}
