import type { Page } from "@playwright/test";
import { main, type Picture } from "./picture";

/** The link was looked at: its form is there. */
const looked = (page: Page) => main(page).locator('input:not([type="hidden"])').first().waitFor();

export const ENTRY: Picture[] = [
  { name: "sign-in", path: "/sign-in", all: true },
  {
    name: "sign-in-refused",
    path: "/sign-in",
    before: async (page) => {
      await page.locator('input[name="login"]').fill("northwind");
      await page.locator('input[name="password"]').fill("not the password 1");
      await page.locator('form:has(input[name="password"]) button[type="submit"]').click();
      await main(page).getByRole("alert").first().waitFor();
    },
  },
  { name: "forgot", path: "/reset" },
  { name: "activate", path: ({ activate }) => activate, before: looked },
  { name: "reset", path: ({ reset }) => reset, before: looked },
  {
    name: "link-over",
    path: "/reset/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    before: (page) => main(page).locator('a[href="/reset"]').first().waitFor(),
  },
  { name: "reset-done", path: "/reset/done" },
  { name: "busy", path: "/busy" },
  { name: "unsubscribe-over", path: "/unsubscribe" },
  { name: "sso-refused", path: "/sso/continue" },
  { name: "sso-continue", path: "/sign-in", before: (page, { comeBySso }) => comeBySso(page) },
  { name: "second-factor", path: "/sign-in", before: (page, { comeSecured }) => comeSecured(page) },
  { name: "second-factor-must", path: "/sign-in", before: (page, { comeNewStaff }) => comeNewStaff(page) },
];
