import { domainToASCII } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDomain, writtenName, zonesOf } from "./domain-name";

const DENIED = zonesOf(["panel.example.net", "*.provider.test", ".例え.jp", "192.0.2.1", "[::1]", ""]);
const check = (typed: string) => checkDomain(typed, DENIED);

describe("a domain to bind", () => {
  it.each([
    ["www.example.com", "www.example.com"],
    ["  WWW.Example.COM. ", "www.example.com"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["BÜCHER.example", "xn--bcher-kva.example"],
    ["中文。example", "xn--fiq228c.example"],
    ["xn--bcher-kva.example", "xn--bcher-kva.example"],
    ["a-b.c1.example", "a-b.c1.example"],
    ["1.example", "1.example"],
    [`${"a".repeat(63)}.example`, `${"a".repeat(63)}.example`],
    ["notpanel.example.net", "notpanel.example.net"],
    ["example.net", "example.net"],
    ["example.co.uk", "example.co.uk"],
    ["www.example.com.cn", "www.example.com.cn"],
    // A hoster's own zone is somebody's domain; no list says that this one is a zone.
    ["github.io", "github.io"],
    ["intranet.corp", "intranet.corp"],
  ])("%s is %s", (typed, domain) => {
    expect(check(typed)).toEqual({ ok: true, domain });
  });

  it.each([
    "московский-хор.com",
    "хор.ru",
    "сор.рф",
    "pari中文ひらカタ.example",
    "東京タワー.jp",
    "中文ㄅabc.tw",
    "한글abc漢字.kr",
    "ελληνικά.gr",
    "हिन्दी-123.in",
    "سلام.example",
    "straße.αβγ.example",
  ])("may be written in scripts that belong together: %s", (typed) => {
    expect(check(typed)).toEqual({ ok: true, domain: domainToASCII(typed) });
  });

  it.each([
    ["", "empty"],
    [" . ", "empty"],
    ["*.example.com", "wildcard"],
    ["www.*.com", "wildcard"],
    ["＊.example.com", "characters"],
    ["1.2.3.4", "address"],
    ["1.2.3.4.", "address"],
    ["１.２.３.４", "address"],
    ["1。2。3。4", "address"],
    ["127.1", "address"],
    ["0x7f.1", "address"],
    ["0x7f000001", "address"],
    ["2130706433", "address"],
    ["0177.0.0.01", "address"],
    ["example.123", "address"],
    ["2001:db8::1", "address"],
    ["[2001:db8::1]", "address"],
    ["::ffff:1.2.3.4", "address"],
    ["①②⑦.1", "address"],
    ["https://www.example.com", "more-than-a-name"],
    ["www.example.com/path", "more-than-a-name"],
    ["www.example.com:8080", "more-than-a-name"],
    ["me@example.com", "more-than-a-name"],
    ["www.example.com?x", "more-than-a-name"],
    ["localhost", "one-label"],
    ["com.", "one-label"],
    [`${"a".repeat(64)}.example`, "too-long"],
    [`${"ü".repeat(60)}.example`, "too-long"],
    [`${"a.".repeat(127)}example`, "too-long"],
    ["www..example.com", "characters"],
    [".example.com", "characters"],
    ["example.com..", "characters"],
    ["-a.example", "characters"],
    ["a-.example", "characters"],
    ["a_b.example", "characters"],
    ["a b.example", "characters"],
    ["a\r\nHost: b.example", "more-than-a-name"],
    ["a\nb.example", "characters"],
    ["a\u0000.example", "characters"],
    ["ex%61mple.com", "characters"],
    ["a\u200db.example", "characters"],
    ["exam\u00adple.com", "characters"],
    ["a|b.example", "characters"],
    ["com", "one-label"],
    ["co.uk", "public-suffix"],
    ["CO.UK.", "public-suffix"],
    ["com.cn", "public-suffix"],
    ["公司.cn", "public-suffix"],
    ["xn--55qx5d.cn", "public-suffix"],
    ["a.kobe.jp", "public-suffix"],
    ["аpple.example", "mixed-scripts"],
    ["xn--pple-43d.example", "mixed-scripts"],
    ["www.gοοgle.com", "mixed-scripts"],
    ["αлфа.example", "mixed-scripts"],
    ["한글ひら.example", "mixed-scripts"],
    ["例лат.example", "mixed-scripts"],
    ["хор.com", "look-alike"],
    ["www.раураӏ.com", "look-alike"],
    ["xn--80ak6aa92e.com", "look-alike"],
    ["xn--a.example", "characters"],
    ["xn--\u0430.example", "characters"],
  ])("%j is refused: %s", (typed, fault) => {
    expect(check(typed)).toEqual({ ok: false, fault });
  });

  it.each([
    "panel.example.net",
    "PANEL.example.NET.",
    "panel。example。net",
    "ｐａｎｅｌ.example.net",
    "a.panel.example.net",
    "a.b.panel.example.net",
    "provider.test",
    "shop.provider.test",
    "例え.jp",
    "xn--r8jz45g.jp",
    "a.例え.jp",
  ])("%s is denied, in any spelling, with all below it", (typed) => {
    expect(check(typed)).toEqual({ ok: false, fault: "denied" });
  });

  it("becomes lower-case A-labels, and stays the same when it is checked again", () => {
    const letters = fc.constantFrom(..."aZ9-.。ü中ß٣_%*:/ \u00ad\u200d\u0000①Ａ");
    const typed = fc.oneof(fc.string({ unit: "grapheme", maxLength: 40 }), fc.string({ unit: letters }));
    fc.assert(
      fc.property(typed, (text) => {
        const checked = check(text);
        if (checked.ok) {
          expect(checked.domain).toMatch(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{1,63}$/);
          expect(checked.domain.length).toBeLessThanOrEqual(253);
          expect(check(checked.domain)).toEqual(checked);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("a listed name", () => {
  it("is shown as people write it, unless it looks like another", () => {
    expect(writtenName("xn--bcher-kva.example")).toBe("bücher.example");
    expect(writtenName("xn--r8jz45g.jp")).toBe("例え.jp");
    expect(writtenName("plain.example")).toBeNull();
    // раура in Cyrillic, and one letter of it in Cyrillic.
    for (const name of ["раура.example", "pаypal.example"]) {
      expect(writtenName(domainToASCII(name)), name).toBeNull();
    }
    expect(writtenName("xn--zzzzzz9.example")).toBeNull();
  });
});
