import { startReleaseProxy } from "../panel/support/release-proxy";
import { expect, test } from "../support/test";
import { PASSWORD } from "../support/world";

const NO_COOKIE = { en: "Your browser kept no cookie", zh: "您的浏览器没有保留 Cookie" };

test("sign-in works without JavaScript, and a wrong password says nothing about the account", {
  tag: "@one-screen",
}, async ({ browser, world, words, baseURL, locale }) => {
  const username = await world.account({ userId: "10001" });
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL, locale });
  const page = await context.newPage();
  const texts: string[] = [];
  for (const name of [username, "nobody-of-that-name"]) {
    await page.goto("/sign-in");
    await page.getByLabel(words.login, { exact: true }).fill(name);
    await page.getByLabel(words.password, { exact: true }).fill("not the password 1");
    await page.getByRole("button", { name: words.signIn, exact: true }).click();
    texts.push((await page.locator("main").getByRole("alert").first().textContent()) ?? "");
  }
  expect(texts[0]).toBe(texts[1]);
  await page.getByLabel(words.login, { exact: true }).fill(username);
  await page.getByLabel(words.password, { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: words.signIn, exact: true }).click();
  await expect(page).toHaveURL(/\/hosts$/);
  await expect(page.locator("[data-host]").first()).toBeVisible();
  await context.close();
});

test("a browser that keeps no cookie is told so, with JavaScript and without", async ({
  browser,
  world,
  words,
  locale,
}) => {
  const username = await world.account({ userId: "10001" });
  const front = await startReleaseProxy(world.url);
  front.cookieless = true;
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled, baseURL: front.url, locale });
    const page = await context.newPage();
    await page.goto("/sign-in?next=%2Fhosts%2F101");
    const told = page
      .getByRole("alert")
      .filter({ hasText: NO_COOKIE[locale?.startsWith("zh") ? "zh" : "en"] });
    await expect(told).toHaveCount(0);
    const signIn = async () => {
      await page.getByLabel(words.login, { exact: true }).fill(username);
      await page.getByLabel(words.password, { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: words.signIn, exact: true }).click();
    };
    await signIn();
    await expect(told).toBeVisible();
    // Once the browser keeps them, the same form leads to where the person wanted to go.
    front.cookieless = false;
    await signIn();
    await expect(page).toHaveURL(`${front.url}/hosts/101`);
    front.cookieless = true;
    await context.close();
  }
  await front.close();
});

test("after sign-out Back shows nothing, and a cookie copied before is dead", { tag: "@one-screen" }, async ({
  page,
  world,
  words,
  signIn,
  context,
  playwright,
  baseURL,
}) => {
  await signIn(await world.account({ userId: "10001" }));
  await expect(page.locator("[data-host]").first()).toBeVisible();
  const copied = await context.cookies();
  await page.locator("[data-account-menu]").click();
  await page
    .getByRole("button", { name: words.signOut, exact: true })
    .or(page.getByRole("menuitem", { name: words.signOut, exact: true }))
    .first()
    .click();
  await page.waitForURL(/\/sign-in/);
  await page.goBack();
  await expect(page.locator("[data-host]")).toHaveCount(0);
  const thief = await playwright.request.newContext({ baseURL });
  const answer = await thief.get("/api/hosts", {
    headers: { cookie: copied.map((c) => `${c.name}=${c.value}`).join("; ") },
  });
  expect(answer.status()).toBe(401);
  await thief.dispose();
});

test("a new password ends the other browsers and is the one that counts from then on", {
  tag: "@one-screen",
}, async ({ page, world, signIn, browser, baseURL, words, locale }) => {
  const username = await world.account({ userId: "10001" });
  await signIn(username);
  const other = await browser.newContext({ baseURL, locale });
  const otherPage = await other.newPage();
  await signIn(username, PASSWORD, otherPage);
  await expect(otherPage.locator("[data-host]").first()).toBeVisible();

  await page.goto("/account");
  await page.locator('[commandfor="change-password"]').first().click();
  await page.locator('input[name="current"]').fill(PASSWORD);
  const fresh = "another horse, another battery 3";
  await page.locator('input[name="next"]').fill(fresh);
  await page.locator('form:has(input[name="next"]) button[type="submit"]').click();
  await expect(page.locator("dialog#change-password")).toBeHidden();
  await page.goto("/hosts");
  await expect(page.locator("[data-host]").first()).toBeVisible();
  // The other browser is told within the proof interval, without a click.
  await otherPage.waitForURL(/\/sign-in/, { timeout: 20_000 });
  await signIn(username, fresh, otherPage);
  await expect(otherPage.locator("[data-host]").first()).toBeVisible();
  await other.close();
  expect(words.signIn.length).toBeGreaterThan(0);
});

test("a customer whom the master disables is out within a minute, and told so", {
  tag: "@one-screen",
}, async ({ page, world, signIn, words }) => {
  await signIn(await world.account({ userId: "10002" }));
  await expect(page.locator("[data-host]").first()).toBeVisible();
  await world.simulator.control.setUser("10002", { status: "1" });
  await page.waitForURL(/\/sign-in/, { timeout: 30_000 });
  await expect(page.getByText(words.signedOut)).toBeVisible();
  await world.simulator.control.setUser("10002", { status: "0" });
});

test("who signs in after a session ended is back on the page where it ended", { tag: "@one-screen" }, async ({
  page,
  world,
  words,
  enter,
  context,
}) => {
  const username = await world.account({ userId: "10001" });
  await enter(username);
  await page.goto("/hosts/101");
  await context.clearCookies();
  await page.reload();
  await page.waitForURL(/\/sign-in\?next=/);
  await page.getByLabel(words.login, { exact: true }).fill(username);
  await page.getByLabel(words.password, { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: words.signIn, exact: true }).click();
  await page.waitForURL(/\/hosts\/101$/);
  await expect(page.locator('[data-host="101"]')).toBeVisible();
});
