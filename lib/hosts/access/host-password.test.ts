import { webcrypto } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generatePassword, hostPasswordFault, isWindowsUser } from "./host-password";

const FORBIDDEN = ["'", '"', "`", "$", ";", "&", "|", "<", ">", "%", "\\", " ", "\t", "\n", "\r", "\u0000"];

describe("a host's password", () => {
  it.each(FORBIDDEN)("may not contain %j, which a shell or a form would interpret", (sign) => {
    expect(hostPasswordFault(`Abcdefg123${sign}45`, null)).toBe("characters");
  });

  it.each([
    ["Short1-pass", "too-short"],
    [`${"a".repeat(30)}${"B".repeat(30)}12345`, "too-long"],
    ["Pässwort-12345", "characters"],
    ["Ｐａｓｓword-1234", "characters"],
    ["abcdefghijkl", "too-few-kinds"],
    ["abcdefghijk1", "too-few-kinds"],
    ["Aa1Aa1Aa1Aa1Aa1", "too-uniform"],
    ["xAdministrator-9", "like-user"],
    ["My-ROOT-is-4711", "like-user"],
  ])("%s: %s", (password, fault) => {
    expect(hostPasswordFault(password, null)).toBe(fault);
  });

  it("may not contain its Windows user's name", () => {
    expect(hostPasswordFault("Qwzx-anna-2917-K", "Anna")).toBe("like-user");
    expect(hostPasswordFault("Qwzx-anna-2917-K", null)).toBeNull();
  });

  it("may contain every other printable ASCII character", () => {
    for (let code = 33; code < 127; code++) {
      const sign = String.fromCharCode(code);
      const wrong = FORBIDDEN.includes(sign) ? "characters" : null;
      expect(hostPasswordFault(`Abcdefg123${sign}45`, null), sign).toBe(wrong);
    }
  });

  it("that the browser generates is always valid, easy to read, and never the same twice", () => {
    const made = Array.from({ length: 2_000 }, () =>
      generatePassword((bytes) => webcrypto.getRandomValues(bytes)),
    );
    for (const password of made) {
      expect(password).toMatch(/^(?:[a-hjkmnp-zA-HJKMNP-Z2-9]{5}-){3}[a-hjkmnp-zA-HJKMNP-Z2-9]{5}$/);
      expect(hostPasswordFault(password, null)).toBeNull();
    }
    expect(new Set(made).size).toBe(made.length);
  });

  it("is drawn with every character equally often", () => {
    const seen = new Map<string, number>();
    for (let n = 0; n < 3_000; n++) {
      for (const sign of generatePassword((bytes) => webcrypto.getRandomValues(bytes)).replaceAll("-", "")) {
        seen.set(sign, (seen.get(sign) ?? 0) + 1);
      }
    }
    const counts = [...seen.values()];
    expect(seen.size).toBe(54);
    // 60,000 draws, 1,111 each: the eight digits are a little likelier, since one without any is drawn anew.
    expect(Math.min(...counts)).toBeGreaterThan(900);
    expect(Math.max(...counts)).toBeLessThan(1_500);
  });

  it("is checked without an exception, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
        const fine = hostPasswordFault(text, null) === null;
        return !fine || /^[\x21-\x7e]{12,64}$/.test(text);
      }),
    );
  });
});

describe("a Windows user", () => {
  it.each(["a", "Anna", "anna_b-2", `A${"b".repeat(19)}`])("may be %s", (name) => {
    expect(isWindowsUser(name)).toBe(true);
  });
  it.each([
    "",
    "1anna",
    "-a",
    "an na",
    "anna\n",
    "a;b",
    "a'b",
    "ännchen",
    `A${"b".repeat(20)}`,
    "a/b",
    "a\\b",
  ])("may not be %j", (name) => {
    expect(isWindowsUser(name)).toBe(false);
  });
});
