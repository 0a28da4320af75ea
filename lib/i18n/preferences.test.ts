import { describe, expect, it } from "vitest";
import { asLocale, asTheme, localeFor } from "./preferences";

describe("the language of a first visit", () => {
  it.each([
    [null, "en"],
    ["", "en"],
    ["de-DE,fr;q=0.9", "en"],
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"],
    ["zh-TW", "zh-CN"],
    ["ZH", "zh-CN"],
    ["en;q=0.5, zh;q=0.8", "zh-CN"],
    ["zh;q=0, en;q=0.1", "en"],
    ["de, zh;q=0.3, en;q=0.2", "zh-CN"],
    ["*", "en"],
    [";;;,,q=", "en"],
  ])("%s → %s", (header, locale) => {
    expect(localeFor(header)).toBe(locale);
  });
});

it("takes nothing from a cookie but the words that are known", () => {
  expect([asLocale("zh-CN"), asLocale("zh"), asLocale(undefined)]).toEqual(["zh-CN", null, null]);
  expect([asTheme("dark"), asTheme('"><script>'), asTheme(undefined)]).toEqual(["dark", null, null]);
});
