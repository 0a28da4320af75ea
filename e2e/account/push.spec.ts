import { choose } from "../support/choose";
import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";

test.use({ serviceWorkers: "allow" });

const TEXT = {
  en: {
    allow: "Allow",
    thisDevice: "This device",
    test: "Send a test",
    notFound: "Domain name not found",
  },
  "zh-CN": { allow: "允许", thisDevice: "本设备", test: "发送测试", notFound: "域名无法解析" },
};
/** The worker's own, with what it was seen to do. */
interface Scope {
  registration: {
    showNotification: (title: string, options: { body: string; data: string }) => Promise<void>;
  };
  clients: { openWindow: (url: string) => Promise<void> };
  shown?: string[];
  opened?: string;
}
/** What a browser's public key may be: the base point of P-256. */
const CURVE_POINT = "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU";

test("a browser is told after one press, shows what it is sent, and is told no more after signing out", {
  tag: "@one-screen",
}, async ({ page, world, context, enter, locale, words }) => {
  const t = TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];
  await world.simulator.control.reset({ fleet: "demo" });
  const username = await world.account({ userId: "10001" });
  await enter(username);
  await context.grantPermissions(["notifications"]);
  // Chromium has no push service here: what it would give is made up.
  await page.addInitScript((p256dh) => {
    const keys = { p256dh, auth: "AAAAAAAAAAAAAAAAAAAAAA" };
    const made = { toJSON: () => ({ endpoint: "https://push.invalid/x", keys }) };
    PushManager.prototype.subscribe = async () => made as unknown as PushSubscription;
  }, CURVE_POINT);
  const browser = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    browser.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      if (registrations[0]) resolve(registrations[0].registrationId);
    }),
  );
  await browser.send("ServiceWorker.enable");
  await page.goto("/account");
  await page.getByRole("button", { name: t.allow, exact: true }).click();
  const row = page.locator('[data-webhook="push"]');
  await expect(row).toContainText(t.thisDevice);
  await choose(row, t.test);
  await expect(row.locator('[data-delivery="failed"]')).toContainText(t.notFound);

  // The browser without a window shows no notification: what it is asked for is noted in its place.
  const [worker] = context.serviceWorkers();
  await worker?.evaluate(() => {
    const scope = self as unknown as Scope;
    scope.registration.showNotification = async (title, { body, data }) => {
      scope.shown = [title, body, data];
    };
    scope.clients.openWindow = async (url) => {
      scope.opened = url;
    };
  });
  const [registrationId, { origin }] = [await registered, new URL(page.url())];
  const data = JSON.stringify({ title: "Panel", text: "web01 went down.", path: "/hosts/101" });
  await browser.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
  await expect
    .poll(() => worker?.evaluate(() => (self as unknown as Scope).shown))
    .toEqual(["Panel", "web01 went down.", "/hosts/101"]);
  await worker?.evaluate(() => {
    const notification = { data: (self as unknown as Scope).shown?.[2], close: () => {} };
    self.dispatchEvent(Object.assign(new Event("notificationclick"), { notification, waitUntil: () => {} }));
  });
  await expect
    .poll(() => worker?.evaluate(() => (self as unknown as Scope).opened))
    .toBe(`${origin}/hosts/101`);

  const rows = () =>
    inDatabase(
      world,
      `select 1 from webhooks w join sessions s on s.id = w.session_id join accounts a on a.id = w.account_id
       where s.ended_at is null and w.service = 'push' and a.username = $1`,
      [username],
    );
  expect(await rows()).toHaveLength(1);
  await page.locator("[data-account-menu]").click();
  await page.getByRole("menuitem", { name: words.signOut, exact: true }).click();
  await page.waitForURL("**/sign-in**");
  expect(await rows()).toEqual([]);
});
