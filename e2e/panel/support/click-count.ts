import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";

/** Of one part of the document: task to its clicks. */
export function documented(part: string): Record<string, number> {
  const text = readFileSync("docs/tasks.md", "utf8").split(`## ${part}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = [...text.matchAll(/^\| ([A-Z][^|]+?) +\| (\d+) /gm)];
  return Object.fromEntries(rows.map(([, task, clicks]) => [task, Number(clicks)]));
}

/** Clicks of a mouse or a finger: what a key press does to a button isn't one. */
export async function countClicks(page: Page): Promise<() => number> {
  let clicks = 0;
  await page.exposeFunction("countClick", () => (clicks += 1));
  await page.addInitScript(() =>
    addEventListener(
      "click",
      ({ isTrusted, detail }) => {
        if (isTrusted && detail > 0) (window as unknown as { countClick: () => void }).countClick();
      },
      true,
    ),
  );
  return () => {
    const counted = clicks;
    clicks = 0;
    return counted;
  };
}

/** A click that comes before React took the page over is lost. */
export const untilReady = (page: Page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll("button")].every((one) =>
      Object.keys(one).some((key) => key.startsWith("__reactProps")),
    ),
  );
