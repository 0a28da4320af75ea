import type { Page } from "@playwright/test";
import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";
import { cookiesOf } from "../support/world";

const WORDS = {
  en: {
    ...{ offer: "Hand over", email: "Email address of the other customer", accept: "Accept" },
    ...{
      withdraw: "Withdraw",
      offered: /^Offered to .+ until /,
      show: "See the offer",
      sure: "Take over web01?",
    },
    ...{ mine: "This host is yours.", reset: "Reset password", confirm: "Confirm" },
  },
  "zh-CN": {
    ...{ offer: "过户", email: "对方的邮箱", accept: "接受" },
    ...{ withdraw: "撤回", offered: /^已邀请 .+ 接收，有效期至/, show: "查看", sure: "接收 web01？" },
    ...{ mine: "此主机已归您所有。", reset: "重置密码", confirm: "确认" },
  },
};
test.use({ worldOptions: { env: { HANDOVER: "on" } } });

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

test("a customer hands a host over, and the other one accepts it without a script", async ({
  page,
  world,
  enter,
  browser,
  locale,
}) => {
  const t = WORDS[locale?.startsWith("zh") ? "zh-CN" : "en"];
  await world.simulator.control.reset({ fleet: "demo" });
  const ann = await world.account({ userId: "10001" });
  const bob = await world.account({ userId: "10002" });
  const bobs = `${bob}@example.net`.toLowerCase();
  const set = "update accounts set email = $2, email_key = $2, confirmed_email_key = $2 where username = $1";
  await inDatabase(world, set, [bob, bobs]);
  await enter(ann);
  await inDatabase(
    world,
    "insert into totp_factors (account_id, sealed, confirmed_at) select id, 'x', now() from accounts where username = $1",
    [ann],
  );

  await page.goto("/hosts/101/settings");
  const before = world.mailbox.mails.length;
  await button(page, t.offer).click();
  const dialog = page.locator("dialog#offer-host");
  const send = async () => {
    await dialog.getByLabel(t.email).fill(bobs);
    await dialog.getByRole("checkbox").first().check();
    await dialog.getByRole("button", { name: t.offer, exact: true }).click();
  };
  await send();
  await expect(page.locator("dialog#prove-again")).toBeVisible();
  expect(await inDatabase(world, "select 1 from handovers")).toEqual([]);
  const proven =
    "update sessions set proven_again_at = now() where account_id = (select id from accounts where username = $1)";
  await inDatabase(world, proven, [ann]);
  await page.reload();
  await button(page, t.offer).click();
  await send();
  await expect(page.getByText(t.offered)).toBeVisible();
  await expect(button(page, t.withdraw)).toBeVisible();
  expect((await world.mailbox.next(bobs, before)).text).toContain("/handovers");

  const other = await browser.newContext({ javaScriptEnabled: false, locale, baseURL: world.url });
  await other.addCookies(cookiesOf(world.url, await world.session(bob)));
  const theirs = await other.newPage();
  await theirs.goto("/hosts");
  await theirs.getByRole("link", { name: t.show }).click();
  const offered = theirs.locator("[data-host='101']");
  await expect(offered).toContainText("web01");
  await button(theirs, t.accept).first().click();
  const question = theirs.getByRole("alertdialog", { name: t.sure });
  await question.getByRole("button", { name: t.accept, exact: true }).click();
  await expect(async () => {
    await theirs.goto("/handovers");
    await expect(offered).toContainText(t.mine, { timeout: 500 });
  }).toPass({ timeout: 15_000 });
  await theirs.getByRole("link", { name: t.reset, exact: true }).click();
  await expect(theirs).toHaveURL(/\/hosts\/101\/settings#reset-password$/);
  await other.close();

  expect((await page.goto("/hosts/101/settings"))?.status()).toBe(404);
  const { calls } = await world.simulator.control.journal({ action: "vm_update" });
  expect(calls.map(({ params }) => params.userid)).toEqual(["10002"]);
  expect((await page.goto("/handovers"))?.status()).toBe(200);
  // Other tests come in as this customer by a shop's ticket.
  await inDatabase(world, "delete from totp_factors where sealed = 'x'");
});
