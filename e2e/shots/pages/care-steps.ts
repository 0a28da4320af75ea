import type { Page } from "@playwright/test";

// What happens before the pictures of protection, rescue and notes.

const main = (page: Page) => page.locator("main");

/** With an internal note: one for all looks, some of which come at the same time. */
export const noted = (text: string) => {
  let written: Promise<void> | null = null;
  return async (page: Page) => {
    written ??= write(page, text);
    await written;
    await page.reload();
  };
};

async function write(page: Page, text: string): Promise<void> {
  const notes = main(page).locator("section:has(textarea[name='text'])");
  await notes.locator("textarea").first().fill(text);
  await notes.locator('button[type="submit"]').first().click();
  await notes.locator("[data-note]").waitFor();
}

/** Its card comes later than the rest of the page, which may draw it anew. */
export const rescued = async (page: Page) => {
  await main(page)
    .getByRole("button", { name: /^(End rescue|结束救援)$/ })
    .waitFor();
};

/** The first look turns it on for all. */
export const guarded = async (page: Page) => {
  const off = main(page).getByRole("button", { name: /^(Turn off protection|关闭保护)$/ });
  if ((await off.count()) === 0) {
    await main(page)
      .getByRole("button", { name: /^(Turn on protection|开启保护)$/ })
      .click();
  }
  await off.scrollIntoViewIfNeeded();
};
