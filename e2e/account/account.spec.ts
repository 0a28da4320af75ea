import { expect, test } from "../support/test";
import { PASSWORD } from "../support/world";

/** The words of the account page in both languages. */
const TEXT = {
  en: {
    name: "Name",
    phone: "Phone",
    email: "Email",
    save: "Save",
    saved: "Saved.",
    editName: "Edit name",
    editPhone: "Edit phone",
    newEmail: "Change email",
    changeEmail: "Email me a link",
    emailAsked: "We emailed a link to this address. Open it within 24 hours to confirm it.",
    useEmail: "Use this address",
    emailChanged: /^Your email address is confirmed\./,
    current: "Your password",
    zone: "Time zone",
    endOthers: "End all other sessions",
    changes: "Security changes",
  },
  "zh-CN": {
    name: "名称",
    phone: "电话",
    email: "邮箱",
    save: "保存",
    saved: "已保存。",
    editName: "编辑名称",
    editPhone: "编辑电话",
    newEmail: "修改邮箱",
    changeEmail: "发送确认链接",
    emailAsked: "我们已向此邮箱发送链接，请在 24 小时内打开以完成确认。",
    useEmail: "使用此邮箱",
    emailChanged: /^邮箱已确认/,
    current: "您的密码",
    zone: "时区",
    endOthers: "退出其他所有设备",
    changes: "安全变更",
  },
};

test.beforeEach(async ({ world, enter }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ userId: "10001" }));
});

test("user_update: name and phone reach RStack with these keys alone, and stand there after", {
  tag: "@one-screen",
}, async ({ page, world, locale }) => {
  const t = TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];
  await page.goto("/account");
  const dialog = page.getByRole("dialog");
  const changes = [
    [t.editName, t.name, "Northwind 北风"],
    [t.editPhone, t.phone, "+86 10 1234"],
  ] as const;
  for (const [open, field, value] of changes) {
    await page.getByRole("button", { name: open, exact: true }).click();
    await dialog.getByLabel(field, { exact: true }).fill(value);
    await dialog.getByRole("button", { name: t.save, exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText(t.saved).last()).toBeVisible();
    await expect(page.locator("#profile")).toContainText(value);
  }
  const { calls } = await world.simulator.control.journal({ action: "user_update" });
  const sent = calls.map(({ params }) =>
    Object.keys(params ?? {}).filter((key) => !key.startsWith("api_") && key !== "action"),
  );
  expect(sent.map((keys) => keys.sort())).toEqual([
    ["id", "name"],
    ["id", "phone"],
  ]);
  expect(calls[0]?.params).toMatchObject({ name: "Northwind 北风" });
  expect(calls[1]?.params).toMatchObject({ phone: "+86 10 1234" });
  await page.reload();
  await expect(page.locator("#profile")).toContainText("+86 10 1234");
});

test("a new e-mail asks for the password and a link to it, is the one to sign in with, and the old address hears of it", {
  tag: "@one-screen",
}, async ({ page, world, locale, signIn }) => {
  const t = TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];
  await page.goto("/account");
  await page.getByRole("button", { name: t.newEmail, exact: true }).click();
  const form = page.getByRole("dialog");
  const email = form.getByLabel(t.email, { exact: true });
  const before = await email.inputValue();
  const next = `new-${crypto.randomUUID().slice(0, 8)}@northwind.example`;
  await email.fill(next);
  await form.getByLabel(t.current, { exact: true }).fill("not the password 1");
  await form.getByRole("button", { name: t.changeEmail, exact: true }).click();
  await expect(form.getByRole("alert")).toBeVisible();
  expect((await world.simulator.control.journal({ action: "user_update" })).calls).toHaveLength(0);
  await email.fill(next);
  await form.getByLabel(t.current, { exact: true }).fill(PASSWORD);
  await form.getByRole("button", { name: t.changeEmail, exact: true }).click();
  await expect(page.getByText(t.emailAsked)).toBeVisible();
  await expect(form).toBeHidden();
  const link = (await world.mailbox.next(next)).text.match(/http\S+\/email\/\S+/)?.[0] ?? "";
  expect((await world.simulator.control.journal({ action: "user_update" })).calls).toHaveLength(0);
  await page.goto(link);
  await page.getByRole("button", { name: t.useEmail }).click();
  await expect(page.getByText(t.emailChanged)).toBeVisible();
  expect((await world.mailbox.next(before)).text).not.toContain(next);
  await page.context().clearCookies();
  await signIn(next);
  await expect(page).toHaveURL(/\/hosts$/);
});

test("the time zone chosen is the one that times are shown in", { tag: "@one-screen" }, async ({
  page,
  locale,
}) => {
  const t = TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];
  await page.goto("/account");
  const choice = page.getByLabel(t.zone, { exact: true });
  const saved = page.waitForResponse((answer) => answer.request().method() === "POST");
  await choice.selectOption("Pacific/Auckland");
  await saved;
  await page.reload();
  await expect(page.getByLabel(t.zone, { exact: true })).toHaveValue("Pacific/Auckland");
});

test.describe("in a browser of another time zone", () => {
  test.use({ timezoneId: "Pacific/Auckland" });

  test("the first page after the sign-in is drawn in it", { tag: "@one-screen" }, async ({
    page,
    context,
    world,
    enter,
  }) => {
    await context.clearCookies();
    await page.goto("/sign-in");
    await expect
      .poll(async () => (await context.cookies()).find(({ name }) => name === "panel.zone")?.value)
      .toBe("Pacific/Auckland");
    await enter(await world.account({ userId: "10001" }));
    expect(await (await page.request.get("/hosts")).text()).toContain("(Pacific/Auckland)");
  });
});

test("all other sessions end at once, this one stays", { tag: "@one-screen" }, async ({
  page,
  world,
  browser,
  locale,
  signIn,
}) => {
  const t = TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];
  const username = await world.account({ userId: "10001" });
  await page.context().clearCookies();
  await signIn(username);
  const other = await browser.newContext({ baseURL: world.url, locale });
  const second = await other.newPage();
  await signIn(username, PASSWORD, second);
  await page.goto("/account");
  const signIns = page.locator("[data-list='sign-ins'] [data-sign-in]");
  const live = page.locator("[data-sign-in][data-live='true']");
  await expect(live).toHaveCount(2);
  await page.getByRole("button", { name: t.endOthers, exact: true }).click();
  await expect(page.getByRole("button", { name: t.endOthers, exact: true })).toHaveCount(0);
  await expect(live).toHaveCount(1);
  // What is over stays in the list.
  await expect(signIns).toHaveCount(2);
  await page.getByRole("link", { name: t.changes, exact: true }).click();
  await expect(page).toHaveURL(/show=changes#sessions$/);
  // Its list hears of it by itself.
  await expect(second).toHaveURL(/\/sign-in/);
  await page.goto("/hosts");
  await expect(page).toHaveURL(/\/hosts$/);
  await other.close();
});
