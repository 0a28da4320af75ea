import type { Page } from "@playwright/test";
import { expect } from "../../support/test";

export type ClickTask = (page: Page) => Promise<unknown>;

export const press = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true }).filter({ visible: true }).first().click();
export const answer = (page: Page, name: string) =>
  page
    .getByRole("alertdialog")
    .or(page.getByRole("dialog"))
    .getByRole("button", { name, exact: true })
    .click();
export const operation = (page: Page, kind: string) =>
  expect(page.locator(`[data-operation="${kind}"], [data-ended="${kind}"]`).first()).toBeVisible();
