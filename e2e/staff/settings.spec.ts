import { crc32, deflateSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";

const TEXT = {
  en: {
    name: "Name",
    mark: "Initials",
    accent: "Accent colour",
    changeLook: "Edit brand",
    save: "Save",
    saved: "Saved. Every page shows it now.",
    red: /^Red means danger/,
    choose: "Image file",
    use: "Upload logo",
    remove: "Remove logo",
    support: "Support link",
    order: "Order link",
    pay: "Payment link",
    nameEn: "Name in English",
    nameZh: "Name in Chinese",
    link: "Link",
    changeLinks: "Edit links",
    badLink: /Start it with https:/,
    write: "New announcement",
    textEn: "In English",
    textZh: "In Chinese",
    kind: "Type",
    until: "Until",
    announce: "Publish",
    announced: "Published.",
    badTimes: /must start before it ends/,
    withdraw: "Withdraw",
    end: "End now",
    news: "Announcements",
    dismiss: "Dismiss",
    payNow: "Pay now",
    contact: "Contact support",
    terms: "Terms",
    only: "Only admins can change these.",
  },
  "zh-CN": {
    name: "名称",
    mark: "名称缩写",
    accent: "强调色",
    changeLook: "编辑品牌",
    save: "保存",
    saved: "已保存，所有页面即时生效。",
    red: /^红色在面板中表示危险操作/,
    choose: "图片文件",
    use: "上传徽标",
    remove: "移除徽标",
    support: "客服链接",
    order: "订购链接",
    pay: "付款链接",
    nameEn: "英文名称",
    nameZh: "中文名称",
    link: "链接",
    changeLinks: "编辑链接",
    badLink: /须以 https/,
    write: "新建公告",
    textEn: "英文内容",
    textZh: "中文内容",
    kind: "类型",
    until: "结束时间",
    announce: "发布",
    announced: "已发布。",
    badTimes: /开始时间须早于结束时间/,
    withdraw: "撤下",
    end: "立即结束",
    news: "公告",
    dismiss: "知道了",
    payNow: "立即支付",
    contact: "联系客服",
    terms: "服务条款",
    only: "只有管理员可以修改。",
  },
};
const textFor = (locale?: string) => TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(data.length, 0);
  numbers.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)]);
}

/** 64 pixels square, teal, with a text in it that nobody asked for. */
function picture(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(64, 0);
  header.writeUInt32BE(64, 4);
  header.set([8, 2], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(64 * 3, Buffer.from([10, 122, 92]))]);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    chunk("tEXt", Buffer.from("Author\0canary-author")),
    chunk("IDAT", deflateSync(Buffer.concat(Array(64).fill(row)))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const accentOf = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--color-accent").trim());

test.describe.configure({ mode: "serial" });

test("an admin gives the panel the provider's name, mark, accent and links; sign-in and customers see them", async ({
  page,
  world,
  enter,
  signIn,
  locale,
}) => {
  const t = textFor(locale);
  const faults: string[] = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/settings");
  const plain = await accentOf(page);
  const dialog = page.getByRole("dialog");
  const save = dialog.getByRole("button", { name: t.save, exact: true });

  await page.getByRole("button", { name: t.changeLook, exact: true }).click();
  await dialog.getByLabel(t.name, { exact: true }).fill("Nordlicht 云");
  await page.getByLabel(t.mark, { exact: true }).fill("NL");
  await page.getByLabel(t.accent, { exact: true }).fill("#e60012");
  await save.click();
  await expect(page.getByRole("alert").filter({ hasText: t.red })).toBeVisible();
  // What was typed is still there.
  await expect(dialog.getByLabel(t.name, { exact: true })).toHaveValue("Nordlicht 云");
  await page.getByLabel(t.accent, { exact: true }).fill("#0a7a5c");
  await save.click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(t.saved).first()).toBeVisible();

  await page.getByRole("button", { name: t.changeLinks, exact: true }).click();
  await page.getByLabel(t.support, { exact: true }).fill("javascript:alert(1)");
  await save.click();
  await expect(page.getByRole("alert").filter({ hasText: t.badLink })).toBeVisible();
  await page.getByLabel(t.support, { exact: true }).fill("mailto:desk@nordlicht.example");
  await page.getByLabel(t.order, { exact: true }).fill("https://shop.nordlicht.example/");
  await page
    .getByLabel(t.pay, { exact: true })
    .fill("https://shop.nordlicht.example/pay/{customer}?h={host}");
  await page.getByLabel(t.nameEn, { exact: true }).first().fill("Terms");
  await page.getByLabel(t.nameZh, { exact: true }).first().fill("服务条款");
  await page.getByLabel(t.link, { exact: true }).first().fill("https://nordlicht.example/terms");
  await save.click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("mailto:desk@nordlicht.example")).toBeVisible();

  await page.getByRole("button", { name: t.use, exact: true }).click();
  await page.getByLabel(t.choose, { exact: true }).setInputFiles({
    name: "mark.png",
    mimeType: "image/png",
    buffer: picture(),
  });
  await dialog.getByRole("button", { name: t.use, exact: true }).click();
  await expect(page.getByRole("button", { name: t.remove, exact: true })).toBeVisible();
  const src = await page.locator(".brand-picture img").first().getAttribute("src");
  expect(src).toMatch(/^\/api\/mark\?v=/);

  await page.context().clearCookies();
  await page.goto("/sign-in");
  await expect(page).toHaveTitle(/Nordlicht 云/);
  await expect(page.locator('link[rel="icon"]')).toHaveAttribute("href", src ?? "");
  await expect(page.locator("main img")).toHaveJSProperty("naturalWidth", 64);
  await expect(page.getByRole("link", { name: t.terms, exact: true })).toHaveAttribute(
    "href",
    "https://nordlicht.example/terms",
  );
  expect(await accentOf(page)).not.toBe(plain);
  const served = await (await fetch(`${world.url}${src}`)).arrayBuffer();
  expect(Buffer.from(served).toString("latin1")).not.toContain("canary-author");
  expect((await fetch(`${world.url}/api/mark?v=other`)).status).toBe(404);

  await signIn(await world.account({ userId: "10001" }));
  await expect(page.locator('[data-host="101"]').first()).toBeVisible();
  const suspended = page.locator("[data-host]", { has: page.locator('[data-state="suspended"]') }).first();
  await expect(suspended.getByRole("link", { name: t.payNow, exact: true })).toHaveAttribute(
    "href",
    /^https:\/\/shop\.nordlicht\.example\/pay\/10001\?h=[0-9]+$/,
  );
  await page.goto("/account");
  await expect(page.getByRole("link", { name: t.contact, exact: true })).toHaveAttribute(
    "href",
    "mailto:desk@nordlicht.example",
  );
  // The policy let the style and the picture pass.
  expect(faults.filter((text) => /Content Security Policy/i.test(text))).toEqual([]);
});

test("an announcement stands on every page of a customer, in their language, until they dismiss it", async ({
  page,
  world,
  enter,
  signIn,
  locale,
}) => {
  const t = textFor(locale);
  const text = { en: "Maintenance on Sunday", zh: "周日维护" };
  const mine = locale?.startsWith("zh") ? text.zh : text.en;
  const admin = await world.account({ role: "admin" });
  await enter(admin);
  await page.goto("/admin/settings");
  await page.getByRole("button", { name: t.write, exact: true }).click();
  await page.getByLabel(t.textEn, { exact: true }).fill(text.en);
  await page.getByLabel(t.textZh, { exact: true }).fill(text.zh);
  await page.getByLabel(t.kind, { exact: true }).selectOption("warning");
  await page.getByLabel(t.until, { exact: true }).fill("2020-01-01T10:00");
  await page.getByRole("button", { name: t.announce, exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: t.badTimes })).toBeVisible();
  await expect(page.getByLabel(t.textEn, { exact: true })).toHaveValue(text.en);
  await expect(page.getByLabel(t.kind, { exact: true })).toHaveValue("warning");
  await expect(page.getByLabel(t.until, { exact: true })).toHaveValue("2020-01-01T10:00");
  await page.getByLabel(t.until, { exact: true }).fill("2090-01-01T10:00");
  await page.getByRole("button", { name: t.announce, exact: true }).click();
  await expect(page.getByText(t.announced)).toBeVisible();

  const told = (on: Page) => on.getByRole("complementary", { name: t.news, exact: true }).getByText(mine);
  const [one, other] = [await world.account({ userId: "10001" }), await world.account({ userId: "10002" })];
  await page.context().clearCookies();
  await enter(one);
  for (const path of ["/hosts", "/hosts/101", "/activity", "/account"]) {
    await page.goto(path);
    await expect(told(page), path).toBeVisible();
  }
  await page.getByRole("button", { name: t.dismiss, exact: true }).click();
  await expect(told(page)).toHaveCount(0);
  await page.goto("/hosts");
  await expect(told(page)).toHaveCount(0);

  await page.context().clearCookies();
  await signIn(other);
  await expect(told(page)).toBeVisible();

  await page.context().clearCookies();
  await enter(admin);
  await page.goto("/admin/settings");
  await expect(told(page)).toHaveCount(0);
  await page.getByRole("button", { name: t.withdraw, exact: true }).click();
  await expect(page.getByText(text.en)).toHaveCount(0);
  await page.context().clearCookies();
  await signIn(other);
  await expect(page.locator("[data-host]").first()).toBeVisible();
  await expect(told(page)).toHaveCount(0);
});

test("a maintenance that has begun is ended by one press, for its customers as well", async ({
  page,
  world,
  enter,
  locale,
}) => {
  const t = textFor(locale);
  const text = { en: "New disks are put in", zh: "正在更换硬盘" };
  const admin = await world.account({ role: "admin" });
  await enter(admin);
  await page.goto("/admin/settings");
  await page.getByRole("button", { name: t.write, exact: true }).click();
  await page.getByLabel(t.textEn, { exact: true }).fill(text.en);
  await page.getByLabel(t.textZh, { exact: true }).fill(text.zh);
  await page.getByLabel(t.kind, { exact: true }).selectOption("maintenance");
  await page.getByLabel(t.until, { exact: true }).fill("2090-01-01T10:00");
  await page.getByRole("button", { name: t.announce, exact: true }).click();
  await expect(page.getByText(t.announced)).toBeVisible();
  const customer = await world.account({ userId: "10001" });
  const told = page.getByRole("complementary", { name: t.news, exact: true });
  await enter(customer);
  await page.goto("/hosts");
  await expect(told).toContainText(locale?.startsWith("zh") ? text.zh : text.en);
  await enter(admin);
  await page.goto("/admin/settings");
  await page.getByRole("button", { name: t.end, exact: true }).click();
  await expect(page.getByText(text.en)).toHaveCount(0);
  await enter(customer);
  await page.goto("/hosts");
  await expect(page.locator("[data-host]").first()).toBeVisible();
  await expect(told).toHaveCount(0);
});

test("support reads the settings and changes none", async ({ page, world, enter, locale }) => {
  const t = textFor(locale);
  await enter(await world.account({ role: "support" }));
  await page.goto("/admin/settings");
  await expect(page.getByText(t.only)).toBeVisible();
  await expect(page.locator("main form:not([method=get])")).toHaveCount(0);
  await expect(page.locator("#look")).toContainText("Nordlicht 云");
  expect((await page.request.get("/admin/staff", { maxRedirects: 0 })).status()).toBe(404);
});
