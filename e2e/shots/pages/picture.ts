import { expect, type Page } from "@playwright/test";
import type { Made } from "../set-up";

/**
 * Whose browser it is. `viewing`: an admin who looks through a customer's eyes. `secured`: a customer with a second factor.
 * `neighbour`: another customer, whose hosts nothing else is shown of. `hostless`: a customer without a host.
 */
export type Who =
  | "nobody"
  | "customer"
  | "newcomer"
  | "secured"
  | "viewing"
  | "admin"
  | "neighbour"
  | "hostless";

export interface Picture {
  name: string;
  path: string | ((made: Made) => string);
  /** What happens on the page before it is taken. */
  before?: (page: Page, made: Made) => Promise<void>;
  /** In every look, and not in the two alone that differ most. */
  all?: true;
  /** What is before one's eyes alone: a dialog stands in the middle of that. */
  screen?: true;
}

export const main = (page: Page) => page.locator("main");
const typed = (page: Page) => page.getByRole("alertdialog").or(page.getByRole("dialog")).waitFor();
export const press = (name: RegExp) => (page: Page) =>
  main(page).getByRole("button", { name }).first().click();
export const unfolded = (page: Page) =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll("main details")) one.setAttribute("open", "");
  });

/** `before` for a page that asks before it does something. */
export const question = (open: (page: Page) => Promise<void>) => async (page: Page) => {
  await open(page);
  await typed(page);
};

/** The palette, with what is typed in it. */
export const finding =
  (text: string, downs = 0) =>
  async (page: Page) => {
    const palette = page.locator("dialog.find-palette");
    // A page that nothing listens in yet hears no keys.
    await expect(async () => {
      if (!(await palette.isVisible())) await page.keyboard.press("Control+k");
      await palette.getByRole("combobox").fill(text, { timeout: 2_000 });
    }).toPass();
    await palette.getByRole("status").filter({ hasText: /./ }).waitFor({ state: "attached" });
    await palette.getByRole("option").first().waitFor();
    for (let n = 0; n < downs; n += 1) await page.keyboard.press("ArrowDown");
  };

/** Picked in a list, so that its bar stands. */
export const picked = async (page: Page, ...ids: string[]) => {
  for (const id of ids) await page.locator(`[data-host="${id}"] .pick-box input`).check();
  await page.locator(".batch-bar").waitFor();
};
