import { everyPage, type PagePath } from "../panel/support/page-paths";
import { withLighthouse } from "./lighthouse";
import type { BenchRow } from "./table";

const BASE = {
  onlyCategories: ["accessibility"],
  throttlingMethod: "provided",
  disableFullPageScreenshot: true,
};
const SCREENS = {
  phone: { formFactor: "mobile" },
  desk: {
    formFactor: "desktop",
    screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1, disabled: false },
  },
};

/**
 * Lighthouse's accessibility alone, of every page of the panel by its file that `filter` matches, as a phone and as a desk
 * shows it. What a page fails is printed at once; one that leads elsewhere shows nothing of its own.
 */
export const accessibilityRows = (
  folder: string,
  origin: string,
  cookies: Record<PagePath["who"], string | null>,
  filter: RegExp,
): Promise<BenchRow[]> =>
  withLighthouse(folder, async (judge) => {
    const rows: BenchRow[] = [];
    for (const { path: page, who } of everyPage().filter(({ path }) => filter.test(path))) {
      for (const [screen, flags] of Object.entries(SCREENS)) {
        const report = await judge(origin + page, cookies[who], { ...BASE, ...flags });
        if (!report) {
          throw new Error(`Lighthouse could not look at ${page}`);
        }
        if (report.runtimeError) {
          // Such pages are axe's alone (`e2e/panel/accessibility.spec.ts`).
          console.log(`${page} is not looked at: ${report.runtimeError.code}`);
          break;
        }
        const shown = new URL(report.finalDisplayedUrl).pathname;
        if (shown !== new URL(page, origin).pathname) {
          console.log(`${page} leads to ${shown}`);
          break;
        }
        const value = Math.round((report.categories.accessibility?.score ?? 0) * 100);
        console.log(`${page} on a ${screen}: ${value}`);
        for (const [name, { score, scoreDisplayMode, details }] of Object.entries(report.audits)) {
          if (scoreDisplayMode === "error" || (score !== null && score < 1)) {
            const where = details?.items?.map(({ node }) => node?.selector).join(" · ");
            console.log(`  ${name}: ${where}`);
          }
        }
        rows.push({
          page,
          what: `Lighthouse, accessibility, ${screen}`,
          value,
          goal: 100,
          least: true,
          show: String,
        });
      }
    }
    return rows;
  });
