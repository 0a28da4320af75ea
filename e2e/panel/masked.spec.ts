import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";

/** Scripts rely on these words, so they are written down here. */
const NAMES = {
  en: {
    mask: "Mask names and addresses",
    unmask: "Show names and addresses",
    hidden: "hidden",
    find: "unmask",
    copy: "Copy address",
  },
  "zh-CN": {
    mask: "隐藏名称和地址",
    unmask: "显示名称和地址",
    hidden: "已隐藏",
    find: "打码",
    copy: "复制地址",
  },
} as const;
const namesFor = (locale: string | undefined) => NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];

/** All that can be read on the screen: without what is hidden, and without the ranges that are painted over. */
const readable = (page: Page) =>
  page.evaluate(() => {
    const painted = new Map<Node, [number, number][]>();
    for (const range of (CSS.highlights.get("secret") ?? []) as Iterable<StaticRange>) {
      const { startContainer: node, startOffset: from, endOffset: to } = range;
      painted.set(node, [...(painted.get(node) ?? []), [from, to]]);
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let all = document.title;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent?.checkVisibility({ visibilityProperty: true }) || parent.closest("script, style, .sr-only"))
        continue;
      let text = (node as Text).data;
      for (const [from, to] of painted.get(node) ?? []) {
        text = text.slice(0, from) + "•".repeat(to - from) + text.slice(to);
      }
      all += `\n${text}`;
    }
    return all;
  });

const ADDRESS =
  /\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}|2001:db8|[\w.]+@[\w.]+|(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}/i;

async function nothingShown(page: Page, path: string, names: readonly string[]) {
  await page.goto(path);
  await expect(page.locator("html[data-mask-ready]")).toBeAttached();
  await expect
    .poll(
      async () => {
        const text = await readable(page);
        return [
          ADDRESS.exec(text)?.[0],
          ...names.filter((name) => new RegExp(`\\b${name}\\b`, "i").test(text)),
        ].filter(Boolean);
      },
      { message: path, timeout: 5_000 },
    )
    .toEqual([]);
}

/** The one key in the top line; it keeps the focus, though the page hides until all is masked. */
async function press(page: Page, name: string, masked: boolean) {
  const key = page.getByRole("banner").getByRole("button", { name, exact: true });
  await expect(key).toHaveAttribute("aria-pressed", String(!masked));
  await key.click();
  await expect(key).toHaveAttribute("aria-pressed", String(masked));
  await expect(page.locator("html[data-masked]")).toHaveCount(masked ? 1 : 0);
  await expect(page.locator("html[data-mask-ready]")).toHaveCount(masked ? 1 : 0);
  await expect(key).toBeFocused();
}

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

test("one press masks a customer's names and addresses on every page, and one shows them again", {
  tag: "@one-screen",
}, async ({ page, context, world, enter, locale }) => {
  test.slow();
  const t = namesFor(locale);
  const username = await world.account({ userId: "10001" });
  await enter(username);
  await page.goto("/hosts/101");
  await press(page, t.mask, true);
  await press(page, t.mask, false);
  await press(page, t.mask, true);
  const names = ["web01", "web02", "db01", username];
  for (const path of [
    ...["/hosts", "/hosts/101", "/hosts/101/network", "/hosts/101/snapshots", "/hosts/101/access"],
    ...[
      "/hosts/101/reinstall",
      "/hosts/101/media",
      "/hosts/101/activity",
      "/activity",
      "/notifications",
      "/account",
    ],
  ]) {
    await nothingShown(page, path, names);
  }
  // It is there from the first byte, so that nothing flashes.
  const html = await (await page.request.get("/hosts")).text();
  expect(html).toMatch(/<html[^>]* data-masked/);
  expect(html).toContain("/mask.css");

  // A question names the host in a sentence.
  await page.goto("/hosts/101");
  await page
    .getByRole("button", { name: /^(Stop|关机)$/ })
    .and(page.locator(":visible"))
    .click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expect.poll(async () => /\bweb01\b/.test(await readable(page))).toBe(false);
  await page.keyboard.press("Escape");

  // The name is read out as a word, and what is copied is the address.
  await expect(page.getByRole("heading", { level: 1 })).toHaveAccessibleName(t.hidden);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator(".host-facts").getByRole("button", { name: t.copy, exact: true }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^\d+\.\d+\.\d+\.\d+$/);

  // By the palette as well.
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill(t.find);
  await page.getByRole("option", { name: t.unmask }).click();
  await expect(page.locator("html[data-masked]")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await readable(page)).toContain("web01");
  expect(await readable(page)).toMatch(ADDRESS);
});

test("staff's pages are masked as well", { tag: "@one-screen" }, async ({ page, world, enter, locale }) => {
  test.slow();
  const t = namesFor(locale);
  const username = await world.account({ role: "admin" });
  const customer = await world.account({ userId: "10001" });
  await enter(username);
  await page.goto("/admin/hosts");
  await press(page, t.mask, true);
  const names = ["web01", "db01", "Northwind", username, customer];
  const most = ["/admin", "/admin/hosts", "/admin/hosts/101", "/admin/customers/10001", "/admin/audit"];
  for (const path of [
    ...most,
    ...["/admin/hosts/101/addresses", "/admin/customers", "/admin/customers/10001/hosts"],
    ...["/admin/customers/10001/access", "/admin/infrastructure/pools/10", "/admin/operations"],
    ...["/admin/infrastructure/mappings", "/admin/staff"],
  ]) {
    await nothingShown(page, path, names);
  }
  // What a phone draws otherwise is in these.
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of most) await nothingShown(page, path, names);
});
