import type { Locator } from "@playwright/test";

/** Presses an item of the one menu in `row`. */
export async function choose(row: Locator, item: string): Promise<void> {
  await row.locator("[aria-haspopup=menu]").click();
  await row.getByRole("menuitem", { name: item, exact: true }).click();
}
