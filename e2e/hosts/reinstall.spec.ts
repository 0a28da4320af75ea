import { createHash } from "node:crypto";
import { devices, type Page } from "@playwright/test";
import { expect, test } from "../support/test";
import type { World } from "../support/world";

const WORDS = {
  en: { go: "Reinstall", all: "All disks", own: "Set a new password", typed: /^Type .* to confirm$/ },
  "zh-CN": { go: "重装系统", all: "全部磁盘", own: "设置新密码", typed: /^请输入 .* 以确认$/ },
};
const wordsIn = (locale: string | undefined) => WORDS[locale?.startsWith("zh") ? "zh-CN" : "en"];
type Words = (typeof WORDS)["en"];

const STEP_MS = 20_000;

const openQuestion = async (page: Page, words: Words, vmId = "101") => {
  await page.locator(`[data-host="${vmId}"] [data-reinstall] button`).click();
  const question = page.getByRole("alertdialog");
  await expect(question.getByRole("button", { name: words.go, exact: true })).toBeVisible();
  return question;
};

async function confirm(page: Page, words: Words, name = "web01", vmId = "101") {
  const question = await openQuestion(page, words, vmId);
  await question.getByLabel(words.typed).fill(name);
  await question.getByRole("button", { name: words.go, exact: true }).click();
}

/** The rail stands from the click on; the clock may be pushed once the master has begun. */
const begun = (world: World) =>
  expect
    .poll(async () => (await world.simulator.control.tasks("101")).some(({ status }) => status === "0"))
    .toBe(true);

test.beforeEach(async ({ world, enter }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ userId: "10001" }));
});

test("reinstalls with what was chosen once the name is typed, and the steps go by to the end", async ({
  page,
  world,
  locale,
}) => {
  const words = wordsIn(locale);
  await page.goto("/hosts/101/reinstall");
  await page
    .getByRole("radio", { name: /Ubuntu/ })
    .first()
    .check();
  await page.getByRole("radio", { name: /Ubuntu 22\.04/ }).check();
  await page.getByRole("radio", { name: new RegExp(`^${words.all}`) }).check();
  await expect(page).toHaveURL(/image=13&disks=all/);
  const question = await openQuestion(page, words);
  // Another name is not enough.
  await question.getByLabel(words.typed).fill("web02");
  await question.getByRole("button", { name: words.go, exact: true }).dispatchEvent("click");
  await expect(question).toBeVisible();
  await question.getByLabel(words.typed).fill("web01");
  await world.simulator.control.setClock({ speed: 0 });
  await question.getByRole("button", { name: words.go, exact: true }).click();
  const steps = page.locator("[data-step]");
  await expect(steps).toBeVisible();
  await begun(world);
  await world.simulator.control.setClock({ advanceMs: STEP_MS });
  await expect(steps).toHaveAttribute("data-step", "copying", { timeout: 20_000 });
  await page.reload();
  await expect(steps).toHaveAttribute("data-step", "copying");
  await world.simulator.control.setClock({ advanceMs: 2 * STEP_MS });
  await expect(page.locator("article [data-outcome]").first()).toHaveAttribute("data-outcome", "done", {
    timeout: 20_000,
  });
  // The choice is back, beginning at the system that the host has now.
  await expect(page.getByRole("radio", { name: /Ubuntu 22\.04/ })).toBeChecked();
  const { effects } = await world.simulator.control.journal();
  expect(effects.map(({ kind, vmid, detail }) => ({ kind, vmid, detail }))).toEqual([
    { kind: "reinstall", vmid: "101", detail: { osid: "13", rot: "1" } },
  ]);
});

test("sets the new password once the host runs, shows it this once, and keeps it nowhere", {
  tag: "@one-screen",
}, async ({ page, world, locale }) => {
  const words = wordsIn(locale);
  await page.goto("/hosts/101/reinstall");
  await page.getByRole("radio", { name: new RegExp(`^${words.own}`) }).check();
  const password = await page.locator('article input[name="password"]').first().inputValue();
  expect(password.length).toBeGreaterThan(16);
  await confirm(page, words);
  const steps = page.locator("[data-step]");
  await expect(steps.locator("li")).toHaveCount(5);
  await expect(page.locator("[data-password-state]")).toContainText(password);
  await expect(page.locator("[data-password-state]")).toHaveAttribute("data-password-state", "done", {
    timeout: 40_000,
  });
  const { effects } = await world.simulator.control.journal();
  expect(effects.map(({ kind }) => kind)).toEqual(["reinstall", "reset-password"]);
  expect(effects[1]?.detail.passwordSha256).toBe(createHash("sha256").update(password).digest("hex"));
  await page.reload();
  await expect(page.getByRole("radio", { name: /Debian/ }).first()).toBeVisible();
  expect(await page.content()).not.toContain(password);
  expect(page.url()).not.toContain(password);
});

test("a password that the master refuses is said plainly, and the reinstall is done", {
  tag: ["@one-screen", "@drill"],
}, async ({ page, world, locale }) => {
  const words = wordsIn(locale);
  await world.simulator.control.addFault({
    kind: "refuse",
    match: { action: "vm_resetps" },
    text: "too plain 31",
    when: "before",
  });
  await page.goto("/hosts/101/reinstall");
  await page.getByRole("radio", { name: new RegExp(`^${words.own}`) }).check();
  await confirm(page, words);
  await expect(page.getByText("too plain 31")).toBeVisible({ timeout: 40_000 });
  await expect(page.locator("article [data-outcome]")).toHaveAttribute("data-outcome", "done");
});

test("before the customer's day nothing can be chosen to happen, and the day is said", {
  tag: "@one-screen",
}, async ({ page, world }) => {
  await world.simulator.control.setUser("10001", { cvdate: "20990131" });
  await page.goto("/hosts/101/reinstall");
  await expect(page.locator("[data-reinstall] button")).toHaveAttribute("aria-disabled", "true");
  await expect(page.locator("[data-reinstall]")).toContainText("2099");
  expect((await world.simulator.control.journal({ action: "vm_reload" })).calls).toEqual([]);
});

test("one that is stuck is said to be, and one that failed too", { tag: ["@one-screen", "@drill"] }, async ({
  page,
  world,
  locale,
}) => {
  const words = wordsIn(locale);
  await world.simulator.control.setHost("101", { stuck: true });
  await page.goto("/hosts/101/reinstall");
  await confirm(page, words);
  await expect(
    page.locator("[role=status]").filter({ hasText: /don’t start it again|请勿重复提交/ }),
  ).toBeVisible({ timeout: 20_000 });
  await world.simulator.control.setHost("101", { stuck: false, setupFails: true });
  await expect(page.locator("article [data-outcome]")).toHaveAttribute("data-outcome", "failed", {
    timeout: 30_000,
  });
  await expect(page.getByText("the image could not be copied")).toBeVisible();
  // A failed set-up is what a reinstall is for.
  await confirm(page, words);
  await expect(page.locator("[data-step]")).toBeVisible();
});

test("started here and followed on a phone: both show each step before the next begins", {
  tag: "@one-screen",
}, async ({ page, browser, world, signIn, locale }) => {
  const words = wordsIn(locale);
  const phone = await browser.newContext({ ...devices["Pixel 7"], locale, baseURL: world.url });
  const other = await phone.newPage();
  await signIn(await world.account({ userId: "10001" }), undefined, other);
  await Promise.all([page, other].map((one) => one.goto("/hosts/101/reinstall")));
  await expect(other.getByRole("radio").first()).toBeVisible();
  await world.simulator.control.setClock({ speed: 0 });
  await confirm(page, words);
  await begun(world);
  for (const step of ["waiting", "copying", "starting"]) {
    for (const one of [page, other]) {
      await expect(one.locator("[data-step]")).toHaveAttribute("data-step", step, { timeout: 15_000 });
    }
    await world.simulator.control.setClock({ advanceMs: STEP_MS });
  }
  for (const one of [page, other]) {
    await expect(one.locator("article [data-outcome]")).toHaveAttribute("data-outcome", "done", {
      timeout: 15_000,
    });
  }
  await phone.close();
});
