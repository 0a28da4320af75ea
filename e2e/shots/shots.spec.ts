import { mkdirSync } from "node:fs";
import { type Browser, devices, type Page } from "@playwright/test";
import { type FakeNode, startFakeNode } from "../support/fake-node";
import { test as base, expect } from "../support/test";
import { startWorld, type World } from "../support/world";
import { PICTURES } from "./pages";
import type { Picture, Who } from "./pages/picture";
import { type Made, setUp } from "./set-up";

interface Look {
  size: "desktop" | "phone";
  scheme: "light" | "dark";
  locale: "en" | "zh-CN";
}
const LOOKS = (["desktop", "phone"] as const).flatMap((size) =>
  (["light", "dark"] as const).flatMap((scheme) =>
    (["en", "zh-CN"] as const).map((locale): Look => ({ size, scheme, locale })),
  ),
);
const nameOf = ({ size, scheme, locale }: Look) => `${size}-${scheme}-${locale}`;
/** The two that have nothing in common: every page is taken in them. */
const EVERY_PAGE = ["desktop-light-en", "phone-dark-zh-CN"];
/** One page that never comes must not hold up the others for long. */
const LIMIT_MS = 30_000;
const AT_ONCE = 3;
/** `SHOTS='admin-host|account' npm run shots`: those alone. */
const WANTED = new RegExp(process.env.SHOTS ?? "");
const PHONE = { width: 390, height: 844 };

const test = base.extend<object, { world: World; node: FakeNode }>({
  node: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
    async ({}, use) => {
      const node = await startFakeNode();
      await use(node);
      await node.close();
    },
    { scope: "worker" },
  ],
  // Waits as long as a real panel's: what is under way stays so until the last picture.
  world: [
    async ({ node }, use) => {
      const world = await startWorld({
        env: {
          CONSOLE_HOSTS: node.place,
          HANDOVER: "on",
          PROVIDER_NAME: "Fjordhost",
          SUPPORT_URL: "https://support.fjordhost.example",
          ORDER_URL: "https://shop.fjordhost.example/order",
          PAY_URL: "https://shop.fjordhost.example/pay?customer={customer}&host={host}",
          STAFF_SECOND_FACTOR: "required",
          OPERATION_LIMIT_SECONDS: "600",
          OPERATION_REINSTALL_STUCK_SECONDS: "1800",
          OPERATION_NOT_REACTING_SECONDS: "300",
        },
        onLocalhost: true,
      });
      await use(world);
      await world.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

async function take(page: Page, picture: Picture, look: Look, made: Made): Promise<void> {
  await page.goto(typeof picture.path === "string" ? picture.path : picture.path(made));
  await page.locator("main").waitFor();
  await picture.before?.(page, made);
  // The first look at a host's state takes a moment; on some pages nobody looks, and then it stays unknown.
  await page
    .locator('main [data-state="unknown"]')
    .first()
    .waitFor({ state: "detached", timeout: 3_000 })
    .catch(() => {});
  // What comes after the first paint: scripts, and what they ask for.
  await page.waitForFunction(() => {
    const ends = performance
      .getEntriesByType("resource")
      .map((one) => (one as PerformanceResourceTiming).responseEnd);
    return performance.now() - Math.max(0, ...ends) > 400;
  });
  await page.evaluate(() => document.fonts.ready);
  // What was pressed may have scrolled the page, and what sticks to the screen would stand in its middle.
  if (!picture.screen) await page.evaluate(() => scrollTo(0, 0));
  if (look.size === "phone" && !picture.screen) {
    // As tall as the page: else what stands at the screen's foot would stand in the middle of the picture.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({
      width: PHONE.width,
      height: Math.min(Math.max(height, PHONE.height), 8_000),
    });
  }
  await page.screenshot({
    path: `shots/${picture.name}-${nameOf(look)}.png`,
    fullPage: !picture.screen,
    // As they are: told to end, a bar that scrolls sideways loses its fade. With less motion nothing else moves.
  });
}

async function takeAll(browser: Browser, url: string, who: Who, look: Look, made: Made): Promise<string[]> {
  const pictures = PICTURES[who].filter(
    (one) => (one.all || EVERY_PAGE.includes(nameOf(look))) && WANTED.test(one.name),
  );
  const failures: string[] = [];
  const context = async () => {
    const phone = look.size === "phone" && { ...devices["Pixel 7"], viewport: PHONE, deviceScaleFactor: 2 };
    const opened = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      ...phone,
      baseURL: url,
      locale: look.locale,
      colorScheme: look.scheme,
      reducedMotion: "reduce",
      timezoneId: "Europe/Berlin",
      storageState: who === "nobody" ? undefined : made.sessions[who],
    });
    opened.setDefaultTimeout(LIMIT_MS);
    return opened;
  };
  let shared = await context();
  for (const picture of pictures) {
    const page = await shared.newPage();
    try {
      await take(page, picture, look, made);
    } catch (error) {
      failures.push(`${picture.name}-${nameOf(look)}: ${String(error).split("\n")[0]}`);
    }
    await page.close();
    if (who === "nobody") {
      // What one page began (a sign-in, a ticket) is not the next one's.
      await shared.close();
      shared = await context();
    }
  }
  await shared.close();
  return failures;
}

/** A list's counts are of the states that the panel knows as it draws the page: without this, the first ones know too few. */
async function lookAtAllHosts(browser: Browser, world: World, { sessions }: Made): Promise<void> {
  const context = await browser.newContext({ baseURL: world.url, storageState: sessions.admin });
  const page = await context.newPage();
  await page.goto("/admin/hosts");
  await expect(page.locator('main [data-state="unknown"]').nth(1)).toBeHidden({ timeout: 20_000 });
  await context.close();
}

const wanted = Object.values(PICTURES).some((pictures) => pictures.some(({ name }) => WANTED.test(name)));
(wanted ? test : test.skip)("a picture of every page", async ({ browser, world, node }) => {
  mkdirSync("shots", { recursive: true });
  const made = await setUp(browser, world, node);
  await lookAtAllHosts(browser, world, made);
  const work = LOOKS.flatMap((look) => (Object.keys(PICTURES) as Who[]).map((who) => ({ look, who })));
  const failures: string[] = [];
  const queue = work.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const { look, who } of queue) {
        failures.push(...(await takeAll(browser, world.url, who, look, made)));
      }
    }),
  );
  expect(failures).toEqual([]);
});
