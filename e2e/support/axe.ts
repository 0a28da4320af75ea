import type { Page } from "@playwright/test";
import axe from "axe-core";

interface Look {
  /** A selector; the whole page where left out. */
  within?: string;
  /** Of its rules these alone, or all but these. */
  only?: readonly string[];
  without?: readonly string[];
}

/** Of those that axe leaves out by itself, these too: Lighthouse looks at them. */
const MORE_RULES = [
  "target-size",
  "label-content-name-mismatch",
  "identical-links-same-purpose",
  "table-fake-caption",
  "td-has-header",
];

/**
 * What axe finds wrong on the page once nothing moves any more, each with its elements. Its half a megabyte of code is brought to a page
 * once, however often that is looked at.
 */
export async function violationsOf(page: Page, { within, only, without = [] }: Look = {}): Promise<string[]> {
  // A color on its way from one to another fits neither of the two.
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await Promise.allSettled(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map((one) => one.finished),
    );
    await frame();
  });
  for (const frame of page.frames()) {
    const isThere = await frame.evaluate("typeof window.axe === 'object'");
    if (!isThere) await frame.evaluate(axe.source);
  }
  const options = {
    reporter: "no-passes" as const,
    // It would load all styles once more, for rules about turned screens and sounds.
    preload: false,
    ...(only
      ? { runOnly: { type: "rule" as const, values: [...only] } }
      : { rules: { ...switched(MORE_RULES, true), ...switched(without, false) } }),
  };
  return page.evaluate(
    async ({ within, options }) => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(
        within ?? document,
        options,
      );
      const colors = ({ any }: (typeof violations)[number]["nodes"][number]) => {
        const { fgColor, bgColor } = any[0]?.data ?? {};
        return fgColor && bgColor ? ` (${fgColor} on ${bgColor})` : "";
      };
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(" ") + colors(n)).join(", ")}`,
      );
    },
    { within, options },
  );
}

const switched = (rules: readonly string[], enabled: boolean) =>
  Object.fromEntries(rules.map((rule) => [rule, { enabled }]));
