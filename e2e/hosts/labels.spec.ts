import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";

const NAMES = {
  en: {
    rename: "Rename",
    name: "Name",
    note: "Note",
    save: "Save",
    masterName: "Original name",
    editNote: "Edit: Note",
    editTags: "Edit: Tags",
    tag: "Tag",
    addTag: "Add tag",
    removeTag: "Remove tag staging",
    search: "Name, address or system",
  },
  "zh-CN": {
    rename: "重命名",
    name: "名称",
    note: "备注",
    save: "保存",
    masterName: "原名称",
    editNote: "编辑: 备注",
    editTags: "编辑: 标签",
    tag: "标签",
    addTag: "添加标签",
    removeTag: "移除标签 staging",
    search: "名称、地址或系统",
  },
} as const;
const namesFor = (locale: string | undefined) => NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];
type Names = ReturnType<typeof namesFor>;

async function edit(page: Page, names: Names, opens: string, field: string, text: string): Promise<void> {
  await page.getByRole("button", { name: opens, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(field, { exact: true }).fill(text);
  await dialog.getByRole("button", { name: names.save, exact: true }).click();
}
const title = (page: Page) => page.getByRole("heading", { level: 1 });

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
  await page.goto("/hosts/104/settings");
  const before = ((await title(page).textContent()) ?? "").trim();
  await edit(page, names, names.editNote, names.note, "Pays\nthe rent");
  await expect(page.locator("#general").getByText("Pays the rent").first()).toBeVisible();
  await edit(page, names, names.rename, names.name, "Shop \u202efront");
  await expect(page.getByRole("dialog")).toBeHidden();
  for (const tab of [page, other]) await expect(title(tab)).toHaveText("Shop front");
  await expect(page.locator("#general").getByText("Pays the rent").first()).toBeVisible();
  const facts = page.locator("dl", { hasText: names.masterName });
  await expect(facts).toContainText(before);

  await page.goto("/hosts");
  for (const query of ["shop front", before, "the rent"]) {
    await page.getByLabel(names.search, { exact: true }).fill(query);
    await expect(page.locator('[data-host="104"]')).toContainText("Shop front");
  }
  const { calls } = await world.simulator.control.journal();
  expect(JSON.stringify(calls)).not.toContain("Shop front");

  await page.goto("/hosts/104/settings");
  await edit(page, names, names.rename, names.name, " ");
  await expect(title(page)).toHaveText(before);
  await expect(page.getByText(names.masterName)).toHaveCount(0);
  await expect(page.locator("#general").getByText("Pays the rent").first()).toBeVisible();
});

test("a host is tagged and untagged on its settings", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
  locale,
}) => {
  const names = namesFor(locale);
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/103/settings");
  await page.getByRole("button", { name: names.editTags, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(names.tag, { exact: true }).fill("Staging");
  await dialog.getByRole("button", { name: names.addTag, exact: true }).click();
  await dialog.getByRole("button", { name: names.removeTag, exact: true }).click();
  await expect(dialog.getByRole("button", { name: names.removeTag, exact: true })).toHaveCount(0);
});
