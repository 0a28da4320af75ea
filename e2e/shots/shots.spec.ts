import { mkdirSync } from "node:fs";
import { type BrowserContext, devices } from "@playwright/test";
import { expect, test } from "../support/test";
import { PASSWORD, type World } from "../support/world";

const LOOKS = (["en", "zh-CN"] as const).flatMap((locale) =>
  (["light", "dark"] as const).flatMap((scheme) =>
    (["desktop", "phone"] as const).map((size) => ({ locale, scheme, size })),
  ),
);

const CUSTOMER_PAGES: Record<string, string> = {
  hosts: "/hosts",
  "hosts-attention": "/hosts?filter=attention",
  "hosts-no-match": "/hosts?q=wbe",
  "host-running": "/hosts/101",
  "host-windows": "/hosts/105",
  "host-off": "/hosts/109",
  "host-over-traffic": "/hosts/107",
  "host-suspended": "/hosts/108",
  "host-setting-up": "/hosts/112",
  "host-access": "/hosts/101/access",
  "host-media": "/hosts/101/media",
  "host-network": "/hosts/101/network",
  "host-snapshots": "/hosts/101/snapshots",
  account: "/account",
  "not-found": "/hosts/999999",
};

async function signedIn(context: BrowserContext, username: string) {
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.locator('input[name="login"]').fill(username);
  await page.locator('input[name="password"]').fill(PASSWORD);
  await page.locator('form:has(input[name="password"]) button[type="submit"]').click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  return page;
}

async function look(context: BrowserContext, world: World, name: string, customer: string, admin: string) {
  const path = (what: string) => `shots/${what}-${name}.png`;
  const first = await context.newPage();
  await first.goto("/sign-in");
  await first.screenshot({ path: path("sign-in"), fullPage: true });
  const page = await signedIn(context, customer);
  for (const [what, where] of Object.entries(CUSTOMER_PAGES)) {
    await page.goto(where);
    await page.locator("main").waitFor();
    // The first look at a host's state takes a moment.
    await expect(page.locator('[data-state="unknown"]')).toHaveCount(0);
    await page.screenshot({ path: path(what), fullPage: true });
  }
  await world.simulator.control.setHost("102", { ignoresShutdown: true });
  await page.goto("/hosts/102");
  const stop = page.locator('[data-host="102"]').getByRole("button", { name: /^(Stop|关机)$/ });
  await stop.click();
  await page.getByRole("alertdialog").or(page.getByRole("dialog")).waitFor();
  await page.screenshot({ path: path("host-question") });
  await page.keyboard.press("Escape");
  await context.clearCookies();
  const staff = await signedIn(context, admin);
  await staff.goto("/admin/connection");
  const check = staff.getByRole("button", { name: /^(Check now|立即检测)$/ });
  if ((await staff.getByText("UTC+08:00").count()) === 0) {
    await check.click();
    await staff.getByText("UTC+08:00").waitFor({ timeout: 30_000 });
  }
  await staff.screenshot({ path: path("connection"), fullPage: true });
}

test("a picture of every page in every look", async ({ browser, world, baseURL }) => {
  mkdirSync("shots", { recursive: true });
  const customer = await world.account({ userId: "10001" });
  const admin = await world.account({ role: "admin" });
  for (const { locale, scheme, size } of LOOKS) {
    const device = size === "phone" ? { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } } : {};
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      ...device,
      baseURL,
      locale,
      colorScheme: scheme,
      timezoneId: "Europe/Berlin",
    });
    await look(context, world, `${size}-${scheme}-${locale}`, customer, admin);
    await context.close();
  }
});
