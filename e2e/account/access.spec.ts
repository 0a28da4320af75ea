import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";
import { CANARIES } from "../support/world";

/** What a customer reads on this page: written down here, not taken from the message files. */
const TEXTS = {
  en: {
    field: "New password",
    generate: "Generate",
    reset: "Reset password",
    have: "I have saved it",
    copy: "Copy password",
    user: "New Windows user (optional)",
    short: "12–64 characters with three of: a–z, A–Z, 0–9, symbols.",
    tryIt: /Try this one first/,
    chosen: /Custom port/,
    first: /Default port/,
    random: /Random port/,
    port: "Port",
    change: "Change remote port",
  },
  zh: {
    field: "新密码",
    generate: "生成",
    reset: "重置密码",
    have: "我已保存",
    copy: "复制密码",
    user: "新建 Windows 用户（选填）",
    short: "12–64 个字符，至少含三类：小写、大写、数字、符号。",
    tryIt: /请先试这个密码/,
    chosen: /自定义端口/,
    first: /系统默认端口/,
    random: /随机端口/,
    port: "端口",
    change: "更改远程端口",
  },
} as const;
const textsOf = (locale?: string) => TEXTS[locale?.startsWith("zh") ? "zh" : "en"];

const sha = (text: string) => createHash("sha256").update(text).digest("hex");
const shown = (page: Page) => page.locator("[data-password-state]");
const dialog = (page: Page) => page.getByRole("dialog");
const openDialog = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const send = (page: Page, name: string) => dialog(page).getByRole("button", { name, exact: true }).click();
const outcome = (page: Page) => page.locator("[data-outcome]").first();

test.beforeEach(async ({ world, enter }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ userId: "10001" }));
});

test("Reset password: a generated one reaches the master and is shown once", async ({
  page,
  world,
  locale,
}) => {
  const t = textsOf(locale);
  await page.goto("/hosts/101/settings#sign-in");
  await openDialog(page, t.reset);
  await page.getByRole("button", { name: t.generate, exact: true }).click();
  const made = await page.getByLabel(t.field, { exact: true }).inputValue();
  expect(made.length).toBeGreaterThan(16);
  await send(page, t.reset);
  await expect(shown(page)).toHaveAttribute("data-password-state", "done", { timeout: 20_000 });
  await expect(shown(page).getByText(made, { exact: true })).toBeVisible();
  await expect(shown(page).getByRole("button", { name: t.copy })).toBeVisible();
  const { effects, calls } = await world.simulator.control.journal();
  expect(effects.filter(({ kind }) => kind === "reset-password")).toMatchObject([
    { vmid: "101", detail: { passwordSha256: sha(made), madeUser: "no" } },
  ]);
  const [call] = calls.filter(({ action }) => action === "vm_resetps");
  expect(Object.keys(call?.params ?? {}).sort()).toEqual(["vmid", "vmpass"]);
  // Once: neither said to be had nor loaded again is it there.
  await shown(page).getByRole("button", { name: t.have, exact: true }).click();
  await expect(shown(page)).toHaveCount(0);
  await page.reload();
  expect(await page.content()).not.toContain(made);
});

test("Reset password: a chosen one for a new Windows user; no answer of the panel holds it", {
  tag: "@one-screen",
}, async ({ page, world, locale }) => {
  const t = textsOf(locale);
  const password = CANARIES.hostPassword;
  const answers: string[] = [];
  page.on("response", async (response) => {
    answers.push(response.url(), await response.text().catch(() => ""));
  });
  await page.goto("/hosts/105/settings#sign-in");
  await openDialog(page, t.reset);
  await page.getByLabel(t.field, { exact: true }).fill("short");
  await expect(page.getByText(t.short)).toBeVisible();
  await expect(dialog(page).getByRole("button", { name: t.reset, exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await page.getByLabel(t.field, { exact: true }).fill(password);
  await page.getByLabel(t.user, { exact: true }).fill("anna");
  await send(page, t.reset);
  await expect(shown(page)).toHaveAttribute("data-password-state", "done", { timeout: 20_000 });
  await expect(shown(page)).toContainText("anna");
  const { effects } = await world.simulator.control.journal();
  expect(effects.filter(({ kind }) => kind === "reset-password")).toMatchObject([
    { vmid: "105", detail: { passwordSha256: sha(password), madeUser: "yes", vmuser: "anna" } },
  ]);
  await page.goto("/hosts/105/activity");
  await page.goto("/hosts/105");
  expect(answers.filter((text) => text.includes(password))).toEqual([]);
});

test("Reset password: where nothing tells whether it was set, the page says which to try", {
  tag: ["@one-screen", "@drill"],
}, async ({ page, world, locale }) => {
  const t = textsOf(locale);
  await world.simulator.control.addFault({
    kind: "reset",
    when: "before",
    match: { action: "vm_resetps" },
    count: 1,
  });
  await page.goto("/hosts/101/settings#sign-in");
  await openDialog(page, t.reset);
  await page.getByRole("button", { name: t.generate, exact: true }).click();
  await send(page, t.reset);
  await expect(shown(page)).toHaveAttribute("data-password-state", "unconfirmed", { timeout: 30_000 });
  await expect(shown(page)).toContainText(t.tryIt);
  expect((await world.simulator.control.journal({ action: "vm_resetps" })).calls).toHaveLength(1);
});

test("Reset password: one that the master refuses is not shown as the new one", {
  tag: "@one-screen",
}, async ({ page, world, locale }) => {
  const t = textsOf(locale);
  await world.simulator.control.addFault({
    kind: "refuse",
    match: { action: "vm_resetps" },
    text: "agent is missing 44",
  });
  await page.goto("/hosts/101/settings#sign-in");
  await openDialog(page, t.reset);
  await page.getByLabel(t.field, { exact: true }).fill(CANARIES.hostPassword);
  await send(page, t.reset);
  await expect(outcome(page)).toHaveAttribute("data-outcome", "refused");
  await expect(page.getByText("agent is missing 44").first()).toBeVisible();
  await expect(shown(page)).toHaveCount(0);
});

test("Change remote port: chosen, random and the system's own; Connect shows the new one", {
  tag: "@one-screen",
}, async ({ page, world, locale }) => {
  const t = textsOf(locale);
  await page.goto("/hosts/101/settings#sign-in");
  const change = dialog(page).getByRole("button", { name: t.change, exact: true });
  await openDialog(page, t.change);
  await page.getByRole("radio", { name: t.chosen }).check();
  await page.getByLabel(t.port, { exact: true }).fill("010000");
  await expect(change).toHaveAttribute("aria-disabled", "true");
  await page.getByLabel(t.port, { exact: true }).fill("22022");
  await change.click();
  await expect(outcome(page)).toHaveAttribute("data-outcome", "done", { timeout: 20_000 });
  await page.goto("/hosts/101");
  await expect(page.getByText("ssh -p 22022 root@203.0.113.24").first()).toBeVisible();

  for (const choice of [t.random, t.first]) {
    await page.goto("/hosts/101/settings#sign-in");
    const { effects } = await world.simulator.control.journal();
    await openDialog(page, t.change);
    await page.getByRole("radio", { name: choice }).check();
    await change.click();
    await expect
      .poll(async () => (await world.simulator.control.journal()).effects.length, { timeout: 20_000 })
      .toBe(effects.length + 1);
    await expect(page.locator('[data-outcome="done"]').first()).toBeVisible({ timeout: 20_000 });
    await expect(page.locator('[data-outcome="open"]')).toHaveCount(0);
  }
  const { calls } = await world.simulator.control.journal({ action: "vm_setport" });
  expect(calls.map(({ params }) => params)).toEqual([
    { vmid: "101", remote_port: "22022" },
    { vmid: "101", remote_port: "1" },
    { vmid: "101", remote_port: "0" },
  ]);
  await page.goto("/hosts/101");
  await expect(page.getByText("ssh root@203.0.113.24").first()).toBeVisible();
});
