import { setTimeout as wait } from "node:timers/promises";
import type { Locator, Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import pg from "pg";
import { embeddedDatabaseUrl } from "../support/panel-process";
import { test as base, expect } from "../support/test";
import { PASSWORD, type World } from "../support/world";

/** Scripts rely on these words, so they are written down here. */
const NAMES = {
  en: {
    setUpApp: "Set up an app",
    firstCode: "Code shown in the app",
    turnOn: "Turn on",
    kept: "I have saved them",
    code: "Six-digit code from your authenticator app",
    signIn: "Sign in",
    useRecovery: "Use a recovery code",
    recovery: "Recovery code",
    byRecovery: "Sign in with a recovery code",
    addPasskey: "Add a passkey",
    usePasskey: "Use a passkey",
    signInByPasskey: "Sign in with a passkey",
    askMeAgain: "Require confirmation",
    yourPassword: "Your password",
    confirm: "Confirm",
    remove: "Remove",
    needed: "Staff accounts must keep at least one two-factor method. Add another one first.",
    del: "Delete",
    weak: "STAFF_SECOND_FACTOR=optional",
    reset: "Reset two-factor authentication",
    reason: "Reason",
    view: "View as customer",
    allow: "Allow changes",
    end: "End view",
    byPasskey: "Confirm with a passkey",
    more: (name: string) => `Actions for ${name}`,
    disable: "Disable",
    disabled: "Disabled",
    openConsole: "Open console",
  },
  "zh-CN": {
    setUpApp: "设置验证器应用",
    firstCode: "验证器应用中显示的验证码",
    turnOn: "启用",
    kept: "我已保存",
    code: "验证器应用中的六位验证码",
    signIn: "登录",
    useRecovery: "使用恢复码",
    recovery: "恢复码",
    byRecovery: "用恢复码登录",
    addPasskey: "添加通行密钥",
    usePasskey: "使用通行密钥",
    signInByPasskey: "使用通行密钥登录",
    askMeAgain: "启用二次验证",
    yourPassword: "您的密码",
    confirm: "确认",
    remove: "移除",
    needed: "员工账号须至少保留一种验证方式，请先添加另一种。",
    del: "删除",
    weak: "STAFF_SECOND_FACTOR=optional",
    reset: "重置两步验证",
    reason: "原因",
    view: "以客户身份查看",
    allow: "允许更改",
    end: "退出查看",
    byPasskey: "用通行密钥确认",
    more: (name: string) => `${name} 的操作`,
    disable: "停用",
    disabled: "已停用",
    openConsole: "打开远程控制台",
  },
} as const;
type Names = (typeof NAMES)["en" | "zh-CN"];
const namesFor = (locale?: string): Names => NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];

const test = base.extend<{ names: Names }>({
  names: async ({ locale }, use) => use(namesFor(locale)),
});
test.use({ worldOptions: { env: { STAFF_SECOND_FACTOR: "required" }, onLocalhost: true } });

const button = (page: Page | Locator, name: string) => page.getByRole("button", { name, exact: true });
const field = (page: Page | Locator, name: string) => page.getByLabel(name, { exact: true });
const alert = (page: Page) => page.locator("main").getByRole("alert").first();

/** The code `ahead` time steps from now: each is good once, so that a test needs several. */
const codeOf = (secret: string, ahead: -1 | 0 | 1) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ahead * 30_000 });
const wrongFor = (secret: string) => {
  const right = [-2, -1, 0, 1, 2].map((ahead) => codeOf(secret, ahead as 0));
  return ["000000", "111111", "222222", "333333", "444444", "555555"].find((c) => !right.includes(c)) ?? "";
};

/** The code of the time step before is good until this step ends. */
async function untilStepLasts(): Promise<void> {
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 8_000) await wait(left + 100);
}

/** Sets the app up on whatever page that stands; returns its secret and the recovery codes. */
async function setUpApp(
  page: Page,
  names: Names,
): Promise<{ secret: string; used: string; codes: string[] }> {
  await button(page, names.setUpApp).click();
  await expect(page.locator('svg[role="img"] path')).toBeVisible();
  const secret = ((await page.locator("[data-totp-secret]").textContent()) ?? "").replaceAll(" ", "");
  await field(page, names.firstCode).fill(wrongFor(secret));
  await button(page, names.turnOn).click();
  await expect(alert(page)).toBeVisible();
  await untilStepLasts();
  const used = codeOf(secret, -1);
  await field(page, names.firstCode).fill(used);
  await button(page, names.turnOn).click();
  const codes = await recoveryCodes(page);
  await page.getByText(names.kept, { exact: true }).click();
  return { secret, used, codes };
}

async function recoveryCodes(page: Page): Promise<string[]> {
  await expect(page.locator("[data-recovery-codes] li")).toHaveCount(10);
  return page.locator("[data-recovery-codes] li").allTextContents();
}

/** A phone's own keys, which say yes to everything. */
async function withAuthenticator(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test("TOTP: set up by a customer, asked for after the password, each code good once, recovery codes too", {
  tag: "@one-screen",
}, async ({ page, world, signIn, names, browser, baseURL, locale, words }) => {
  const username = await world.account({ userId: "10001" });
  await signIn(username);
  await page.goto("/account");
  const { secret, used, codes } = await setUpApp(page, names);
  await expect(button(page, names.remove)).toBeVisible();
  await expect(page.locator("[data-totp-secret]")).toHaveCount(0);

  await page.context().clearCookies();
  await signIn(username);
  await expect(page).toHaveURL(/\/second-factor/);
  // Nothing opens on the password alone.
  expect((await page.request.get("/api/hosts")).status()).toBe(401);
  await page.goto("/hosts");
  await expect(page).toHaveURL(/\/second-factor/);
  await expect(field(page, names.code)).toBeFocused();
  for (const bad of [wrongFor(secret), used]) {
    await field(page, names.code).fill(bad);
    await button(page, names.signIn).click();
    await expect(alert(page)).toBeVisible();
    await page.reload();
  }
  await field(page, names.code).fill(codeOf(secret, 0));
  await button(page, names.signIn).click();
  await expect(page.locator("[data-host]").first()).toBeVisible();

  // Without JavaScript, in a browser of its own.
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL, locale });
  const plain = await context.newPage();
  const [first = "", second = ""] = codes;
  const byPassword = async () => {
    await context.clearCookies();
    await plain.goto("/sign-in?next=/activity");
    await field(plain, words.login).fill(username);
    await field(plain, words.password).fill(PASSWORD);
    await button(plain, names.signIn).click();
    await plain.waitForURL(/\/second-factor/);
    await plain.getByRole("link", { name: names.useRecovery, exact: true }).click();
  };
  const byCode = async (code: string) => {
    await field(plain, names.recovery).fill(code);
    await button(plain, names.byRecovery).click();
  };
  await byPassword();
  await byCode(first);
  await expect(plain).toHaveURL(/\/activity$/);
  await byPassword();
  await byCode(first);
  await expect(alert(plain)).toBeVisible();
  await byCode(second.toUpperCase().replace("-", " "));
  await expect(plain).toHaveURL(/\/activity$/);
  await context.close();
});

test("staff without a second factor are led to set it up, and nothing else opens before", {
  tag: "@one-screen",
}, async ({ page, world, signIn, names }) => {
  await signIn(await world.account({ role: "admin" }));
  await expect(page).toHaveURL(/\/second-factor\/set-up$/);
  for (const path of [
    "/admin",
    "/admin/connection",
    "/admin/customers",
    "/account",
    "/account/second-factor",
  ]) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/second-factor\/set-up$/);
  }
  for (const path of ["/api/hosts", "/api/live"]) {
    expect((await page.request.get(path)).status()).toBe(401);
  }
  await setUpApp(page, names);
  await expect(page).toHaveURL(/\/admin/);
  // What is asked of staff is not relaxed here, so nothing is said of it.
  await page.goto("/admin/connection");
  await expect(page.locator("h1").first()).toBeVisible();
  await expect(page.getByText(names.weak)).toHaveCount(0);
  // An old address, which leads on.
  await page.goto("/account/second-factor");
  await expect(page).toHaveURL(/\/account#password$/);
  await button(page, names.remove).click();
  await button(page.getByRole("alertdialog"), names.remove).click();
  await expect(page.getByText(names.needed)).toBeVisible();
});

/** Staff who just signed in add a passkey, view as the customer 10001, and allow changes by it. */
async function viewWithPasskey(page: Page, names: Names): Promise<void> {
  await button(page, names.addPasskey).click();
  await recoveryCodes(page);
  await page.getByText(names.kept, { exact: true }).click();
  await page.goto("/admin/customers/10001");
  await button(page, names.view).click();
  await field(page.getByRole("dialog"), names.reason).fill("ticket 20418");
  await button(page.getByRole("dialog"), names.view).click();
  await page.waitForURL(/\/hosts$/);
  await button(page, names.allow).first().click();
  await button(page.getByRole("dialog"), names.byPasskey).click();
  await expect(button(page, names.allow)).toHaveCount(0);
}

/** As after a restart with `STAFF_SECOND_FACTOR=required`: who came in by a password alone goes on being signed in. */
async function forgetSecondFactor(world: World, username: string): Promise<void> {
  const client = new pg.Client(embeddedDatabaseUrl(world.env.PANEL_DATA_DIR ?? ""));
  await client.connect();
  try {
    const { rowCount } = await client.query(
      "update sessions set second_factor_at = null where account_id = (select id from accounts where username = $1)",
      [username],
    );
    expect(rowCount).toBeGreaterThan(0);
  } finally {
    await client.end();
  }
}

test("a second factor that is due sends the console's window to the host's page, and no console is opened", {
  tag: "@one-screen",
}, async ({ page, world, signIn, names }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await withAuthenticator(page);
  const username = await world.account({ role: "admin" });
  await signIn(username);
  await viewWithPasskey(page, names);
  await page.goto("/hosts/101/console/window");
  await forgetSecondFactor(world, username);

  const toThePage = page.waitForRequest((request) => new URL(request.url()).pathname === "/hosts/101");
  await button(page, names.openConsole).click();
  await toThePage;
  // That page opens to nobody who owes a second factor: it leads on to where one is set up.
  await expect(page).toHaveURL(/\/second-factor\/set-up$/);
  const { effects } = await world.simulator.control.journal();
  expect(effects.filter(({ kind }) => kind.startsWith("console-"))).toEqual([]);
});

test("passkey: made, given after the password, and instead of it where the device asks who it is", {
  tag: "@one-screen",
}, async ({ page, world, signIn, names }) => {
  await withAuthenticator(page);
  const username = await world.account({ userId: "10001" });
  await signIn(username);
  await page.goto("/account");
  await button(page, names.addPasskey).click();
  await button(page.getByRole("dialog"), names.addPasskey).click();
  await recoveryCodes(page);
  await page.getByText(names.kept, { exact: true }).click();
  await expect(button(page, names.remove)).toHaveCount(1);

  await page.context().clearCookies();
  await signIn(username);
  await expect(page).toHaveURL(/\/second-factor/);
  await button(page, names.usePasskey).click();
  await expect(page.locator("[data-host]").first()).toBeVisible();

  await page.context().clearCookies();
  await page.goto("/sign-in?next=/account");
  await button(page, names.signInByPasskey).click();
  await expect(page).toHaveURL(/\/account$/);
});

test("who wants to be asked again is asked before a snapshot is deleted, and nothing is sent until then", {
  tag: "@one-screen",
}, async ({ page, world, signIn, names }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await signIn(await world.account({ userId: "10001" }));
  await page.goto("/account");
  const wish = page.getByRole("switch", { name: names.askMeAgain, exact: true });
  await expect(wish).not.toBeChecked();
  await wish.click();
  await expect(wish).toBeChecked();
  await page.goto("/hosts/102/snapshots");
  const rows = page.locator("[data-snapshot]");
  await expect(rows).toHaveCount(3);
  const wanted = (await rows.first().getAttribute("data-snapshot")) ?? "";
  const deleteIt = async () => {
    await page
      .locator(`[data-snapshot="${wanted}"]`)
      .getByRole("button", { name: names.del, exact: true })
      .click();
    const question = page.getByRole("alertdialog");
    await question.getByRole("textbox").fill("web02");
    await question.getByRole("button", { name: names.del, exact: true }).click();
  };
  const deletions = async () =>
    (await world.simulator.control.journal()).calls.filter((c) => c.params.subvaction === "del").length;
  await deleteIt();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel(names.yourPassword, { exact: true })).toBeVisible();
  expect(await deletions()).toBe(0);
  await dialog.getByLabel(names.yourPassword, { exact: true }).fill("not my password 1");
  await dialog.getByRole("button", { name: names.confirm, exact: true }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await dialog.getByLabel(names.yourPassword, { exact: true }).fill(PASSWORD);
  await dialog.getByRole("button", { name: names.confirm, exact: true }).click();
  await expect(dialog).toBeHidden();
  await deleteIt();
  await expect(page.locator(`[data-snapshot="${wanted}"]`)).toHaveCount(0, { timeout: 20_000 });
  expect(await deletions()).toBe(1);
});

test("an admin takes a customer's second factors away, and a password is enough again", {
  tag: ["@one-screen", "@drill"],
}, async ({ page, world, signIn, names, browser, baseURL, locale }) => {
  const username = await world.account({ userId: "10002" });
  await signIn(username);
  await page.goto("/account");
  await setUpApp(page, names);
  const context = await browser.newContext({ baseURL, locale });
  const staff = await context.newPage();
  await signIn(await world.account({ role: "admin" }), PASSWORD, staff);
  const { secret } = await setUpApp(staff, names);
  await staff.goto("/admin/customers/10002/access");
  // It stands in the menu of the account's row.
  const reset = staff.getByRole("menuitem", { name: names.reset, exact: true });
  const more = staff.locator(`[data-account="${username}"] button[aria-haspopup=menu]`);
  await more.click();
  await reset.click();
  const asked = staff.getByRole("dialog");
  await asked.getByRole("textbox").fill(codeOf(secret, 0));
  await button(asked, names.confirm).click();
  await expect(asked).toBeHidden();
  await more.click();
  await reset.click();
  await expect(staff.locator("[role=menuitem]").filter({ hasText: names.reset })).toHaveCount(0);
  await context.close();
  await page.context().clearCookies();
  await signIn(username);
  await expect(page.locator("[data-host]").first()).toBeVisible();
});

test("staff's second factor allows changes in a view, and is asked for before a colleague's account is closed", {
  tag: "@one-screen",
}, async ({ page, world, signIn, names }) => {
  await withAuthenticator(page);
  const colleague = await world.account({ role: "support" });
  await signIn(await world.account({ role: "admin" }));
  await viewWithPasskey(page, names);
  await button(page, names.end).click();
  await page.waitForURL(/\/admin\/customers\/10001$/);

  await page.goto("/admin/staff");
  await expect(page).toHaveURL(/\/admin\/settings#staff$/);
  const row = page.locator(`[data-staff="${colleague}"]`);
  const disable = async () => {
    await button(row, names.more(colleague)).click();
    await row.getByRole("menuitem", { name: names.disable, exact: true }).click();
    await button(page.getByRole("alertdialog"), names.disable).click();
  };
  await disable();
  const asked = page.getByRole("dialog");
  await button(asked, names.byPasskey).click();
  await expect(asked).toBeHidden();
  await expect(row).not.toContainText(names.disabled);
  await disable();
  await expect(row).toContainText(names.disabled);
});
