import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Page } from "@playwright/test";
import { SignJWT } from "jose";
import { expect, test } from "../support/test";
import { SSO_SECRET } from "../support/world";

/** The words before sign-in, in both languages. */
const TEXT = {
  en: {
    forgot: "Forgot password or first time here?",
    send: "Email me a link",
    sent: "If the account exists, an email is on its way. Check your spam folder, too.",
    username: "Username",
    password: "Password",
    newPassword: "New password",
    make: "Create account",
    set: "Set password",
    signIn: "Sign in",
    over: "This link is no longer valid",
    as: /^Continue as /,
    refused: "This sign-in link is no longer valid",
    resetLink: "Reset link",
    mail: "Email reset link",
  },
  "zh-CN": {
    forgot: "忘记密码或首次使用？",
    send: "发送链接",
    sent: "如果账号存在，邮件已发出，请同时查看垃圾邮件文件夹。",
    username: "用户名",
    password: "密码",
    newPassword: "新密码",
    make: "创建账号",
    set: "设置密码",
    signIn: "登录",
    over: "此链接已失效",
    as: /^以 .* 的身份继续$/,
    refused: "此登录链接已失效",
    resetLink: "重置链接",
    mail: "发送重置邮件",
  },
};
const textFor = (locale?: string) => TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];
const NEW_PASSWORD = "a much longer secret 7";

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

async function newCustomer(world: {
  simulator: { control: { users(): Promise<{ userid: string; email: string }[]> } };
}) {
  const users = await world.simulator.control.users();
  const user = users.find(({ userid }) => userid === "kunde-ä7");
  if (!user) throw new Error("the demo fleet has no such customer");
  return user;
}

test("who has no access yet makes it by a link that works once, and a link resets the password later", {
  tag: "@one-screen",
}, async ({ page, world, locale, signIn }) => {
  const t = textFor(locale);
  const { email } = await newCustomer(world);
  const askForLink = async () => {
    const before = world.mailbox.mails.length;
    await page.goto("/sign-in");
    await page.getByRole("link", { name: t.forgot, exact: true }).click();
    // Both pages have a field of this name.
    await page.waitForURL(/\/reset$/);
    await page.locator('input[name="login"]').fill(email);
    await page.getByRole("button", { name: t.send, exact: true }).click();
    await expect(page.getByText(t.sent)).toBeVisible();
    const { text } = await world.mailbox.next(email, before);
    return /https?:\/\/\S+\/(?:activate|reset)\/\S+/.exec(text)?.[0] ?? "";
  };
  const link = await askForLink();
  const first = link.includes("/activate/link#");
  await page.goto(link);
  const username = `k${randomBytes(4).toString("hex")}`;
  if (first) {
    await page.getByLabel(t.username, { exact: true }).fill(username);
    await page.getByLabel(t.password, { exact: true }).fill(NEW_PASSWORD);
    await page.getByRole("button", { name: t.make, exact: true }).click();
    await page.getByRole("link", { name: t.signIn, exact: true }).click();
    await signIn(username, NEW_PASSWORD);
    await expect(page.locator('[data-host="301"]').first()).toBeVisible();
    await page.context().clearCookies();
  }
  // A second use of any link, and one that was never made, are the same page.
  const second = first ? await askForLink() : link;
  expect(second).toContain("/reset/link#");
  await page.goto(second.replace("/link#", "/"));
  await page.getByLabel(t.newPassword, { exact: true }).fill(`${NEW_PASSWORD} again`);
  await page.getByRole("button", { name: t.set, exact: true }).click();
  await expect(page.getByRole("link", { name: t.signIn, exact: true })).toBeVisible();
  await page.goto(second);
  await expect(page.getByRole("heading", { name: t.over })).toBeAttached();
  // Also by an address of before, which held the token in its path.
  await page.goto(`${world.url}/activate/${randomBytes(24).toString("base64url")}`);
  await expect(page.getByRole("heading", { name: t.over })).toBeAttached();
  expect(new URL(page.url()).pathname).toBe("/activate/link");
  await signIn(email, `${NEW_PASSWORD} again`);
  await expect(page.locator('[data-host="301"]').first()).toBeVisible();
});

test("staff's reset link is for the one of a customer's accounts that they chose", {
  tag: "@one-screen",
}, async ({ page, world, locale, enter, signIn }) => {
  const t = textFor(locale);
  await world.account({ userId: "10002" });
  const chosen = await world.account({ userId: "10002" });
  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/customers/10002/access");
  const row = page.locator(`[data-account="${chosen}"]`);
  await row.getByRole("button", { name: t.resetLink, exact: true }).click();
  const before = world.mailbox.mails.length;
  await row.getByRole("button", { name: t.mail, exact: true }).click();
  await expect(row.getByRole("status").first()).toBeVisible();
  const { text } = await world.mailbox.next("admin@contoso.example", before);
  await page.context().clearCookies();
  await page.goto(/https?:\/\/\S+\/reset\/\S+/.exec(text)?.[0] ?? "");
  await page.getByLabel(t.newPassword, { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole("button", { name: t.set, exact: true }).click();
  await expect(page.getByRole("link", { name: t.signIn, exact: true })).toBeVisible();
  await signIn(chosen, NEW_PASSWORD);
  await expect(page.locator('[data-host="201"]').first()).toBeVisible();
});

test("a name that nobody has gets the same answer and no mail", { tag: "@one-screen" }, async ({
  page,
  world,
  locale,
}) => {
  const t = textFor(locale);
  const before = world.mailbox.mails.length;
  await page.goto("/reset");
  await page.locator('input[name="login"]').fill(`nobody-${randomBytes(4).toString("hex")}@nowhere.example`);
  await page.getByRole("button", { name: t.send, exact: true }).click();
  await expect(page.getByText(t.sent)).toBeVisible();
  // The next mail that comes is another person's: none came before it.
  const { email } = await newCustomer(world);
  await page.reload();
  await page.locator('input[name="login"]').fill(email);
  await page.getByRole("button", { name: t.send, exact: true }).click();
  await world.mailbox.next(email, before);
  expect(world.mailbox.mails.slice(before).map(({ to }) => to)).toEqual([email]);
});

/** The billing system's page, at an origin of its own. */
async function comeWith(page: Page, url: string, token: string) {
  await page.setContent(
    `<form method="post" action="${url}/sso"><input type="hidden" name="token" value="${token}"><button>go</button></form>`,
  );
  await page.getByRole("button", { name: "go" }).click();
  await page.waitForURL(/\/sso\/continue$/);
}

const key = new TextEncoder().encode(SSO_SECRET);
const ticket = (url: string, sub: string, over: Record<string, unknown> = {}) => {
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub, aud: url, iat: now, exp: now + 60, jti: randomBytes(16).toString("hex"), ...over };
  return new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(key);
};

test("a ticket signs a customer in after their own click, and once", { tag: "@one-screen" }, async ({
  page,
  world,
  locale,
}) => {
  const t = textFor(locale);
  const token = await ticket(world.url, "10001");
  await comeWith(page, world.url, token);
  expect((await page.request.get(`${world.url}/api/hosts`)).status()).toBe(401);
  await page.getByRole("button", { name: t.as }).click();
  await page.waitForURL(/\/hosts$/);
  await expect(page.locator('[data-host="101"]').first()).toBeVisible();
  await page.context().clearCookies();
  await page.goto("about:blank");
  await comeWith(page, world.url, token);
  await expect(page.getByRole("heading", { name: t.refused })).toBeAttached();
});

/** PHP is the one thing here that a machine may lack; the test says so by name where it does. */
const EXAMPLES: [language: string, command: string, file: string][] = [
  ["Node", process.execPath, "docs/examples/sso.mjs"],
  ["PHP", "php", "docs/examples/sso.php"],
];
for (const [language, command, file] of EXAMPLES) {
  test(`the worked example in ${language} signs a customer in`, { tag: "@one-screen" }, async ({
    page,
    world,
    locale,
  }) => {
    const t = textFor(locale);
    test.skip(language === "PHP" && !hasPhp(), "there is no php on this machine");
    const html = execFileSync(command, [path.resolve(file), "10001"], {
      env: { ...process.env, PANEL_URL: world.url, SSO_SECRET },
      encoding: "utf8",
    });
    await page.setContent(html);
    await page.waitForURL(/\/sso\/continue$/);
    await page.getByRole("button", { name: t.as }).click();
    await page.waitForURL(/\/hosts$/);
  });
}

function hasPhp(): boolean {
  try {
    execFileSync("php", ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
