import { describe, expect, it } from "vitest";
import { parseLegalLink, parseLegalLinks, parseLink } from "./link";

describe("a provider's link", () => {
  it.each([
    ["https://example.com/pay?x=1#y", "https://example.com/pay?x=1#y"],
    [" https://例子.com/ ", "https://xn--fsqu00a.com/"],
    ["mailto:help@example.com", "mailto:help@example.com"],
    ["tel:+4912345", "tel:+4912345"],
    ['https://example.com/"><script>', "https://example.com/%22%3E%3Cscript%3E"],
  ])("%j may stand in a page", (text, href) => {
    expect(parseLink(text)).toBe(href);
  });

  it.each([
    "http://example.com",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "blob:https://example.com/1",
    "//example.com",
    "/pay",
    "help@example.com",
    "https://user:password@example.com",
    "https://example.com/a b",
    "https://example.com/\u202ex",
    "mailto:",
    "tel:",
    "",
    `https://example.com/${"x".repeat(500)}`,
  ])("%j may not", (text) => {
    expect(parseLink(text)).toBeNull();
  });
});

describe("legal links", () => {
  it("are read from a setting, with one name or one for each language", () => {
    expect(
      parseLegalLinks("Terms/服务条款=https://a.example/t?a=1;b=2; Imprint=https://a.example/i"),
    ).toEqual([
      { en: "Terms", zh: "服务条款", href: "https://a.example/t?a=1;b=2" },
      { en: "Imprint", zh: "Imprint", href: "https://a.example/i" },
    ]);
    expect(parseLegalLinks("")).toEqual([]);
  });

  it("are refused whole when one of them can't be read, or they are too many", () => {
    expect(parseLegalLinks("Terms=javascript:x; Imprint=https://a.example")).toBeNull();
    expect(parseLegalLinks("no link")).toBeNull();
    expect(parseLegalLinks(Array(5).fill("A=https://a.example").join("; "))).toBeNull();
  });

  it("need a name in both languages", () => {
    expect(parseLegalLink({ en: "Terms", zh: " ", href: "https://a.example" })).toBeNull();
    expect(parseLegalLink({ en: "T".repeat(41), zh: "条款", href: "https://a.example" })).toBeNull();
  });
});
