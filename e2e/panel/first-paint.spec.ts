import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";

/** Milliseconds: when content was first painted, and when each file of scripts began to load. */
async function times(page: Page): Promise<{ paint: number; scripts: number[] }> {
  const paint = () =>
    page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null);
  await expect.poll(paint).not.toBeNull();
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter((entry) => new URL(entry.name).pathname.endsWith(".js"))
      .map((entry) => entry.startTime),
  );
  return { paint: Number(await paint()), scripts };
}

const isRunning = (page: Page) => page.evaluate(() => "next" in window);

/** What a page listens to is there once its stream is asked for; then a link opens its page without a page load. */
async function expectHydrated(page: Page): Promise<void> {
  const stream = page.waitForRequest((request) => new URL(request.url()).pathname === "/api/live");
  await page.goto("/hosts");
  await stream;
  await page.evaluate(() => {
    document.documentElement.dataset.loadedOnce = "yes";
  });
  await page.getByRole("main").getByRole("link", { name: "web01", exact: true }).click();
  await expect(page).toHaveURL(/\/hosts\/101$/);
  expect(await page.evaluate(() => document.documentElement.dataset.loadedOnce)).toBe("yes");
}

test("a page's scripts load once it is painted, run, and break no rule of its policy", {
  tag: "@one-screen",
}, async ({ page, world, enter }) => {
  const broken: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") broken.push(message.text());
  });
  page.on("pageerror", (error) => broken.push(error.message));
  const expectPaintFirst = async (path: string) => {
    await page.goto(path);
    await expect.poll(() => isRunning(page)).toBe(true);
    const { paint, scripts } = await times(page);
    expect(scripts.length).toBeGreaterThan(5);
    // A page that takes longer to paint than this loads them all the same.
    expect(Math.min(...scripts), path).toBeGreaterThanOrEqual(Math.min(paint, 300));
  };
  await expectPaintFirst("/sign-in");
  await enter(await world.account({ userId: "10001" }));
  await expectPaintFirst("/hosts");
  await expectPaintFirst("/hosts/101");
  await expectHydrated(page);
  expect(broken).toEqual([]);
});

test("scripts run in a tab that nobody sees", { tag: "@one-screen" }, async ({ page, world, enter }) => {
  await enter(await world.account({ userId: "10001" }));
  await page.addInitScript(() => {
    Object.defineProperty(document, "hidden", { get: () => true });
    // No paint is told there, and timers are late.
    Object.assign(window, { PerformanceObserver: undefined, setTimeout: () => 0 });
  });
  await page.goto("/hosts");
  await expect.poll(() => isRunning(page)).toBe(true);
});

test("scripts run in a browser that tells of no paint", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
}) => {
  await enter(await world.account({ userId: "10001" }));
  await page.addInitScript(() => Object.assign(window, { PerformanceObserver: undefined }));
  await expectHydrated(page);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("a person signs in and opens a host", { tag: "@one-screen" }, async ({ page, world, signIn }) => {
    await signIn(await world.account({ userId: "10001" }));
    await page.goto("/hosts");
    await page.getByRole("main").getByRole("link", { name: "web01", exact: true }).click();
    await expect(page).toHaveURL(/\/hosts\/101$/);
    await expect(page.locator('[data-host="101"]').first()).toBeVisible();
  });
});
