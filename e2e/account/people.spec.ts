import type { Browser, Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";
import { cookiesOf, PASSWORD, type World } from "../support/world";

const WORDS = {
  en: {
    ...{ invite: "Invite", email: "Email", operate: "Operate", accept: "Accept", shared: /Shared by / },
    ...{
      restart: "Restart",
      force: "Force stop",
      end: "End access",
      waits: /expires/,
      notUsed: "Not used yet",
    },
    ...{ hosts: "Hosts (optional)", used: /Last used/ },
    ...{ username: "Username", password: "Password", create: "Create account", signIn: "Sign in" },
    login: "Username or email",
    ...{ changeEmail: "Change email", setUpApp: "Set up an app", turnOn: "Turn on" },
    firstCode: "Code shown in the app",
  },
  "zh-CN": {
    ...{ invite: "邀请", email: "邮箱", operate: "操作", accept: "接受", shared: /由 .+ 共享/ },
    ...{ restart: "重启", force: "强制关机", end: "终止访问", waits: /失效/, notUsed: "尚未使用" },
    ...{ hosts: "主机（选填）", used: /最近使用/ },
    ...{ username: "用户名", password: "密码", create: "创建账号", signIn: "登录" },
    login: "用户名或邮箱",
    ...{ changeEmail: "修改邮箱", setUpApp: "设置验证器应用", turnOn: "启用" },
    firstCode: "验证器应用中显示的验证码",
  },
};

async function guestPage(world: World, browser: Browser, address: string, options: object): Promise<Page> {
  const name = await world.account({ userId: "10002" });
  await inDatabase(
    world,
    `update accounts set email = '${address}', email_key = '${address}', confirmed_email_key = '${address}' where username = '${name}'`,
  );
  const context = await browser.newContext(options);
  await context.addCookies(cookiesOf(world.url, await world.session(name)));
  return context.newPage();
}

test("an owner lets a guest in, who operates the host and no more, until the owner ends it", async ({
  page,
  world,
  browser,
  signIn,
  locale,
  viewport,
  baseURL,
}) => {
  const t = WORDS[locale?.startsWith("en") ? "en" : "zh-CN"];
  // Its own: the other screens' tests share the database.
  const address = `gus-${crypto.randomUUID().slice(0, 8)}@example.net`;
  await world.simulator.control.reset({ fleet: "demo" });
  const guest = await guestPage(world, browser, address, { locale, viewport, baseURL });
  await signIn(await world.account({ userId: "10001" }));
  await page.goto("/people");
  await page.getByRole("button", { name: t.invite, exact: true }).click();
  const dialog = page.locator("dialog#invite");
  await dialog.getByLabel(t.email, { exact: true }).fill(address);
  await dialog.locator('input[name="role"][value="operate"]').check();
  await dialog.getByLabel(t.hosts).fill("101");
  await dialog.getByRole("button", { name: t.invite, exact: true }).click();
  await expect(page.getByText(address)).toBeVisible();
  await expect(page.getByText(t.waits)).toBeVisible();
  const mail = await world.mailbox.next(address);
  expect(mail.text).toContain(`${world.url}/people`);

  await guest.goto("/people");
  await guest.getByRole("button", { name: t.accept, exact: true }).click();
  await expect(guest.locator("#shared")).toBeVisible();
  await guest.goto("/hosts");
  const row = guest.locator('[data-host="101"]');
  await expect(row).toContainText(t.shared);
  expect((await guest.request.get("/api/hosts/102")).status()).toBe(404);

  await guest.goto("/hosts/101");
  await guest.goto("/hosts/101/settings");
  await expect(guest.locator("#details")).toBeVisible();
  await expect(guest.locator("#danger")).toHaveCount(0);
  const answer = async () => (await guest.request.get("/api/hosts/101")).json();
  // The state may still be asked for, as the test has just begun with a fleet of its own.
  await expect.poll(async () => (await answer()).state).toBe("running");
  const known = await answer();
  expect(known.possible).toMatchObject({ restart: null, "force-stop": "guest-role" });
  expect(JSON.stringify(known)).not.toContain("@");

  await page.reload();
  await expect(page.getByText(t.used)).toBeVisible();
  await page.getByRole("button", { name: t.end, exact: true }).click();
  await expect(page.getByText(address)).toHaveCount(0);
  await expect(guest.locator('article[data-host="101"]')).toHaveCount(0);
  expect((await guest.request.get("/api/hosts/101")).status()).toBe(404);
  expect((await world.simulator.control.journal()).effects).toEqual([]);
  await guest.context().close();
});

test("an invitation leads somebody new to an account of their own, with that host and nothing else", async ({
  page,
  world,
  browser,
  enter,
  locale,
  viewport,
  baseURL,
}) => {
  const t = WORDS[locale?.startsWith("en") ? "en" : "zh-CN"];
  const name = `new-${crypto.randomUUID().slice(0, 8)}`;
  const address = `${name}@example.net`;
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/people");
  await page.getByRole("button", { name: t.invite, exact: true }).click();
  const dialog = page.locator("dialog#invite");
  await dialog.getByLabel(t.email, { exact: true }).fill(address);
  await dialog.getByLabel(t.hosts).fill("101");
  await dialog.getByRole("button", { name: t.invite, exact: true }).click();
  await expect(page.getByText(address)).toBeVisible();

  const [link = ""] = /\S+\/activate\/link#\S+/.exec((await world.mailbox.next(address)).text) ?? [];
  const context = await browser.newContext({ locale, viewport, baseURL });
  const guest = await context.newPage();
  await guest.goto(link);
  await guest.getByLabel(t.username, { exact: true }).fill(name);
  await guest.getByLabel(t.password, { exact: true }).fill(PASSWORD);
  await guest.getByRole("button", { name: t.create, exact: true }).click();
  await guest.getByRole("link", { name: t.signIn, exact: true }).click();
  await guest.getByLabel(t.login, { exact: true }).fill(name);
  await guest.getByLabel(t.password, { exact: true }).fill(PASSWORD);
  await guest.getByRole("button", { name: t.signIn, exact: true }).click();
  await expect(guest).toHaveURL(/\/hosts$/);
  await expect(guest.locator("[data-host]")).toHaveCount(0);

  await guest.goto("/people");
  await expect(guest.getByRole("button", { name: t.invite, exact: true })).toHaveCount(0);
  await guest.getByRole("button", { name: t.accept, exact: true }).click();
  await expect(guest.locator("#shared")).toBeVisible();
  await guest.goto("/hosts");
  await expect(guest.locator('[data-host="101"]').first()).toBeVisible();
  const { hosts } = await (await guest.request.get("/api/hosts")).json();
  expect(hosts.map(({ id }: { id: string }) => id)).toEqual(["101"]);
  await guest.goto("/account");
  await expect(guest.locator("#sessions")).toBeVisible();
  await expect(guest.locator("#api")).toBeVisible();
  await expect(guest.getByRole("button", { name: t.changeEmail, exact: true })).toBeVisible();
  const found = await (await guest.request.get("/api/find?q=10")).text();
  expect(found).toContain('"id":"101"');
  expect(found).not.toContain('"id":"102"');
  // What destroys asks a guest for a second factor: they can have one.
  await guest.getByRole("button", { name: t.setUpApp, exact: true }).click();
  const secret = ((await guest.locator("[data-totp-secret]").textContent()) ?? "").replaceAll(" ", "");
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  await guest.getByLabel(t.firstCode, { exact: true }).fill(code);
  await guest.getByRole("button", { name: t.turnOn, exact: true }).click();
  await expect(guest.locator("[data-recovery-codes] li")).toHaveCount(10);
  await context.close();
});
