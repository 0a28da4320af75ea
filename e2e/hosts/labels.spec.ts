import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";

const NAMES = {
  en: {
    rename: "Rename",
    name: "Name",
    note: "Note",
    save: "Save",
    masterName: "Original name",
    tooLong: "At most 60 characters.",
    search: "Name, note, address or system",
  },
  "zh-CN": {
    rename: "重命名",
    name: "名称",
    note: "备注",
    save: "保存",
    masterName: "原名称",
    tooLong: "最多 60 个字符。",
    search: "名称、备注、地址或系统",
  },
} as const;
const namesFor = (locale: string | undefined) => NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];
type Names = ReturnType<typeof namesFor>;

async function rename(page: Page, names: Names, name: string, note: string): Promise<void> {
  await page.getByRole("button", { name: names.rename, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(names.name, { exact: true }).fill(name);
  await dialog.getByLabel(names.note, { exact: true }).fill(note);
  await dialog.getByRole("button", { name: names.save, exact: true }).click();
}
const head = (page: Page, vmid: string) => page.locator(`[data-host="${vmid}"] .host-ident`);

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

test("a host gets a name and a note of its owner's, seen at once here and in other tabs, found by both names", {
  tag: "@one-screen",
}, async ({ page, context, world, enter, locale }) => {
  const names = namesFor(locale);
  await enter(await world.account({ userId: "10001" }));
  const other = await context.newPage();
  await other.goto("/hosts/104");
  await page.goto("/hosts/104");
  const before = ((await head(page, "104").locator("h2").textContent()) ?? "").trim();
  await rename(page, names, "Shop \u202efront", "Pays\nthe rent");
  await expect(page.getByRole("dialog")).toBeHidden();
  for (const tab of [page, other]) {
    await expect(head(tab, "104").locator("h2")).toContainText("Shop front");
    await expect(head(tab, "104").locator("h2")).toContainText("Pays the rent");
  }
  const facts = page.locator("dl", { hasText: names.masterName });
  await expect(facts).toContainText(before);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Shop front");

  await page.goto("/hosts");
  for (const query of ["shop front", before, "the rent"]) {
    await page.getByLabel(names.search, { exact: true }).fill(query);
    await expect(page.locator('[data-host="104"]')).toContainText("Shop front");
  }
  const { calls } = await world.simulator.control.journal();
  expect(JSON.stringify(calls)).not.toContain("Shop front");

  // From every page of the host.
  await page.goto("/hosts/104/network");
  await rename(page, names, " ", "");
  await expect(head(page, "104").locator("h2")).toHaveText(before);
  await page.goto("/hosts/104");
  await expect(page.getByText(names.masterName)).toHaveCount(0);
});

test("a name that is too long is said, and what was typed stays", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
  locale,
}) => {
  const names = namesFor(locale);
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/104");
  await page.getByRole("button", { name: names.rename, exact: true }).click();
  const field = page.getByRole("dialog").getByLabel(names.name, { exact: true });
  await field.fill("x".repeat(61));
  await page.getByRole("dialog").getByRole("button", { name: names.save, exact: true }).click();
  await expect(page.getByRole("dialog").getByText(names.tooLong).first()).toBeVisible();
  await expect(field).toHaveValue("x".repeat(61));
});
