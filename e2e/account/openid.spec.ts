import {
  CLIENT_ID,
  CLIENT_SECRET,
  type OpenIdProvider,
  startOpenIdProvider,
} from "../../lib/accounts/oidc/testing/openid-provider";
import { freePort } from "../support/panel-process";
import { expect, test } from "../support/test";

// The panel asks the provider once somebody presses its button: it starts when the panel's own address is known.
const port = await freePort();
let provider: OpenIdProvider;

test.use({
  worldOptions: {
    env: {
      ...{ OIDC_ISSUER: `http://127.0.0.1:${port}`, OIDC_FOR: "everybody", OIDC_NAME: "Example ID" },
      ...{ OIDC_CLIENT_ID: CLIENT_ID, OIDC_CLIENT_SECRET: CLIENT_SECRET },
    },
  },
});
test.beforeAll(async ({ world }) => {
  provider = await startOpenIdProvider(world.url, port);
});
test.afterAll(() => provider.close());

test("a customer connects the provider, comes in by it, and is signed out there, too", async ({
  page,
  world,
  words,
  signIn,
}) => {
  const person = crypto.randomUUID();
  provider.people.set(person, {});
  const atProvider = async () => {
    await page.waitForURL(/\/interaction\//);
    await page.getByLabel("Who").fill(person);
    await page.getByRole("button", { name: "Continue" }).click();
  };
  const button = page.locator('a[href^="/sign-in/provider"]');
  const signOut = async () => {
    await page.locator("[data-account-menu]").click();
    await page
      .getByRole("button", { name: words.signOut, exact: true })
      .or(page.getByRole("menuitem", { name: words.signOut, exact: true }))
      .first()
      .click();
  };

  await signIn(await world.account({ userId: "10001" }));
  await page.goto("/account");
  await page.getByRole("button", { name: /^(Connect|关联)$/ }).click();
  await atProvider();
  await page.waitForURL(/\/account\?provider=connected/);
  await signOut();
  await page.waitForURL(/\/sign-in/);

  await page.context().clearCookies({ domain: "127.0.0.1" });
  await page.goto("/hosts");
  await button.click();
  await atProvider();
  await page.waitForURL((url) => url.href === `${world.url}/hosts`);
  await expect(page.locator("[data-host]").first()).toBeVisible();

  await signOut();
  // The provider asks before it ends its own session.
  await page.getByRole("button", { name: "Yes, sign me out" }).click();
  await page.waitForURL((url) => url.href.startsWith(`${world.url}/sign-in`));
  await button.click();
  await page.waitForURL(/\/interaction\//);
  await page.goto("/hosts");
  await expect(button).toBeVisible();
});
