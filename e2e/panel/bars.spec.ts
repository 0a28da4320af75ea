import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";
import { untilReady } from "./support/click-count";

const HOST = ["", "/monitor", "/snapshots", "/network", "/settings", "/reinstall"];
const CUSTOMER = [
  "/hosts",
  ...HOST.map((path) => `/hosts/101${path}`),
  "/hosts/106/network",
  "/activity",
  "/notifications",
  "/account",
];
const STAFF = [
  "/admin",
  "/admin/hosts",
  "/admin/hosts/101",
  "/admin/hosts/101/settings",
  "/admin/hosts/new",
  "/admin/customers",
  "/admin/customers/10001",
  "/admin/activity?source=operations",
  "/admin/settings",
];

/** What has the focus, and the bar that stays in its place and lies over it; null once the focus has left the page. */
const stop = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) {
      return null;
    }
    // A box that is drawn by its label.
    const small = focused.getBoundingClientRect().width < 4;
    const { left, right, top, bottom } = (
      (small && focused.closest("label")) ||
      focused
    ).getBoundingClientRect();
    const over = [...document.querySelectorAll<HTMLElement>("body *")].filter((bar) => {
      if (
        !/fixed|sticky/.test(getComputedStyle(bar).position) ||
        bar.contains(focused) ||
        // The link past the frame lies above all bars.
        focused.matches(".skip") ||
        !bar.checkVisibility()
      ) {
        return false;
      }
      const box = bar.getBoundingClientRect();
      const wide = Math.min(right, box.right) - Math.max(left, box.left);
      const high = Math.min(bottom, box.bottom) - Math.max(top, box.top);
      // Of what is nearly as tall as the window, some always lies below a bar.
      const isTall = bottom - top > innerHeight / 2;
      return box.height > 8 && wide > 1 && high > (isTall ? bottom - top - 1 : 1);
    });
    const name = (element: Element) =>
      `${element.tagName} “${(element.getAttribute("aria-label") ?? element.getAttribute("name") ?? element.textContent ?? "").trim().slice(0, 40)}”`;
    const outside = bottom <= 0 || top >= innerHeight ? ["outside of the window"] : [];
    return { name: name(focused), below: [...over.map((bar) => `below .${bar.className}`), ...outside] };
  });

/** All stops of the Tab key that a bar covers. */
async function covered(page: Page, path: string): Promise<string[]> {
  await page.goto(path);
  await untilReady(page);
  const found: string[] = [];
  for (let n = 0; n < 250; n += 1) {
    await page.keyboard.press("Tab");
    const at = await stop(page);
    if (at === null) {
      expect(n, `${path} was gone through`).toBeGreaterThan(3);
      return found;
    }
    found.push(...at.below.map((bar) => `${path}: ${at.name} ${bar}`));
  }
  throw new Error(`${path}: the focus never left the page`);
}

test("on a phone no bar covers what has the focus", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
}) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 390, height: 844 });
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ userId: "10001" }));
  const found: string[] = [];
  for (const path of CUSTOMER) {
    found.push(...(await covered(page, path)));
  }
  await enter(await world.account({ role: "admin" }));
  for (const path of STAFF) {
    found.push(...(await covered(page, path)));
  }
  expect(found).toEqual([]);
});
