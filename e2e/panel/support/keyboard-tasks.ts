import type { Locator, Page } from "@playwright/test";
import { expect } from "../../support/test";
import { CANARIES } from "../../support/world";

/** Tab by Tab, as a person without a mouse comes there. */
async function reach(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  const isThere = () => target.evaluate((one) => one === document.activeElement);
  for (let n = 0; n < 150 && !(await isThere()); n += 1) await page.keyboard.press("Tab");
  await expect(target).toBeFocused();
}

/** Where nothing has it, a screen reader is at the page's top again. */
const hasFocus = (page: Page, when: string) =>
  expect
    .poll(() => page.evaluate(() => document.activeElement !== document.body), {
      message: `something has the focus ${when}`,
      timeout: 2_000,
    })
    .toBe(true);

/** What was pressed may be gone with what it did: the next Tab goes on near it, and not at the page's top. */
export async function goesOn(page: Page, when: string): Promise<void> {
  if (await page.evaluate(() => document.activeElement === document.body)) await page.keyboard.press("Tab");
  await expect(page.locator("main :focus, main:focus"), `the focus stays in the page ${when}`).toHaveCount(1);
}

async function press(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await reach(page, target);
  await page.keyboard.press(key);
}
const key = (within: Page | Locator, name: string) =>
  within.getByRole("button", { name, exact: true }).filter({ visible: true }).first();
const question = (page: Page) => page.getByRole("alertdialog");

/** Answers by the key that the question is called after; `typed`: Enter in the field does. */
async function answer(page: Page, name: string, typed?: string): Promise<void> {
  const asked = question(page);
  await expect(asked).toBeVisible();
  if (typed) {
    await reach(page, asked.getByRole("textbox"));
    await page.keyboard.type(typed);
    await page.keyboard.press("Enter");
  } else {
    await press(page, key(asked, name));
  }
  await expect(asked).toBeHidden();
  await hasFocus(page, `after “${name}” was answered`);
}
const ended = (page: Page) =>
  expect(page.locator("[data-host] [data-outcome]").first()).toHaveAttribute("data-outcome", "done", {
    timeout: 20_000,
  });

interface KeyboardTask {
  path: string;
  /** Ends when the page shows what came of it. */
  work: (page: Page) => Promise<void>;
}

export const KEYBOARD_TASKS: Record<string, KeyboardTask> = {
  "create a snapshot": {
    path: "/hosts/101/snapshots",
    work: async (page) => {
      await press(page, key(page, "Create snapshot"));
      await answer(page, "Create snapshot");
      await expect(page.locator("[data-snapshot]")).toHaveCount(3);
      await ended(page);
    },
  },
  "restore a snapshot": {
    path: "/hosts/102/snapshots",
    work: async (page) => {
      await press(page, key(page, "Restore"));
      await answer(page, "Restore", "web02");
      await ended(page);
    },
  },
  "add a port, and remove it": {
    path: "/hosts/105/network",
    work: async (page) => {
      const rows = page.locator("[data-mapping]");
      await expect(rows.first()).toBeVisible();
      const before = await rows.count();
      await reach(
        page,
        page.getByRole("region", { name: "Ports" }).getByLabel("Internal port", { exact: true }),
      );
      await page.keyboard.type("8081");
      await page.keyboard.press("Enter");
      await expect(rows).toHaveCount(before + 1);
      await ended(page);
      await hasFocus(page, "once the port is there");
      const added = rows.filter({ hasText: "8081" });
      await press(page, key(added, "Remove"));
      await answer(page, "Remove");
      await expect(added).toHaveCount(0, { timeout: 20_000 });
      await hasFocus(page, "once the port is gone");
    },
  },
  "mount an ISO image, and eject it": {
    path: "/hosts/104/settings",
    work: async (page) => {
      await press(page, key(page, "Mount"));
      await reach(page, page.locator('[data-medium="31"] input'));
      await page.keyboard.press("Space");
      await answer(page, "Mount");
      await expect(page.locator('[data-drive="31"]')).toBeVisible({ timeout: 20_000 });
      await ended(page);
      await hasFocus(page, "once the image is mounted");
      await press(page, key(page, "Eject"));
      await expect(page.getByText("Nothing is mounted.")).toBeVisible({ timeout: 20_000 });
      await hasFocus(page, "once the image is ejected");
    },
  },
  "reset a password": {
    path: "/hosts/104/settings",
    work: async (page) => {
      await press(page, key(page, "Reset password"));
      await reach(page, page.getByLabel("New password", { exact: true }));
      await page.keyboard.press("Control+a");
      await page.keyboard.type(CANARIES.hostPassword);
      await page.keyboard.press("Enter");
      await expect(page.locator('[data-operation="reset-password"], [data-ended]').first()).toBeVisible();
      await ended(page);
    },
  },
  "reinstall a host": {
    path: "/hosts/106/reinstall",
    work: async (page) => {
      await press(page, page.locator("[data-reinstall] button"));
      await answer(page, "Reinstall", "build03");
      await expect(page.locator("[data-step]")).toBeVisible();
      await hasFocus(page, "once the steps are there");
      await expect(page.locator("[data-step]")).toHaveCount(0, { timeout: 20_000 });
      await ended(page);
      await hasFocus(page, "once the choice is back");
    },
  },
  "turn protection on, and off": {
    path: "/hosts/103",
    work: async (page) => {
      await press(page, key(page, "Turn on protection"));
      await expect(key(page, "Turn off protection")).toBeVisible();
      await hasFocus(page, "once protection is on");
      // The stream may tell of it before the form's own answer has come, until which the key takes no press.
      await expect(key(page, "Turn off protection")).toBeEnabled();
      await expect(key(page, "Turn off protection")).not.toHaveAttribute("aria-busy");
      await press(page, key(page, "Turn off protection"));
      await expect(key(page, "Turn on protection")).toBeVisible();
    },
  },
  "stop two selected hosts": {
    path: "/hosts",
    work: async (page) => {
      for (const id of ["103", "104"])
        await press(page, page.locator(`[data-host="${id}"] .pick-box input`), "Space");
      await press(page, key(page.getByRole("region", { name: "Selected hosts" }), "Stop"));
      await press(page, key(question(page), "Stop"));
      for (const id of ["103", "104"]) {
        await expect(page.locator(`[data-batch-host="${id}"]`)).toHaveAttribute("data-batch-result", "done", {
          timeout: 30_000,
        });
      }
      const results = page.getByRole("dialog");
      await press(page, key(results, "Close"));
      await expect(results).toBeHidden();
      await hasFocus(page, "after the results");
    },
  },
};
