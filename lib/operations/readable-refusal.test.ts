import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RefusalCode, SimRefusal, TEXTS } from "../simulator/wire/refusals";
import { readableRefusal } from "./readable-refusal";

const codes = Object.keys(TEXTS) as RefusalCode[];
const known = codes.flatMap((code) =>
  ["chinese", ""].map((language) => [language, new SimRefusal(code).text(language)]),
);

describe("what a customer reads of the master's refusals", () => {
  it.each(known)("keeps the known %s refusal %j", (_, text) => {
    expect(readableRefusal(text as string)).toBe(text);
  });

  it.each([
    "node is being serviced 44",
    "the address is not free: 192.168.1.20",
    "the domain demo.example.com is already bound",
    "Reinstalling isn’t possible before 2026-11-20 10:30:00.",
    "主机（编号 12345）正在安装中，请 10 分钟后再试！",
    "no such password: •••",
    " trimmed at both ends\r\n",
  ])("keeps %j", (text) => {
    expect(readableRefusal(text)).toBe(text.trim());
  });

  it.each([
    "database is gone | code=5 | secret=",
    "secret=canary",
    "the secret is wrong",
    "the SECRET is wrong",
    "sec\u200bret",
    "ｓｅｃｒｅｔ ｉｓ ｗｒｏｎｇ",
    "password: hunter2",
    "密码：hunter2",
    "密钥错误",
    "error code: 5",
    "<b>no</b>",
    "{json}",
    "see C:\\rstack\\log.txt",
    "see /var/log/rstack",
    "see http://10.0.0.1/x",
    "look at index.php for more",
    "select name from users",
    "You have an error in your SQL syntax",
    "System.NullReferenceException was thrown",
    "Object reference not set to an instance of an object",
    "cannot read properties of undefined",
    "value is null",
    "thrown on line 42",
    "first\nsecond",
    "a`b`c",
    "host 550e8400-e29b-41d4-a716-446655440000 is locked",
    "adapter 00:15:5d:01:02:03 is missing",
    "adapter 00-15-5D-01-02-03 is missing",
    "failed with 0x80070005",
    "failed with d41d8cd98f00b204e9800998ecf8427e",
    "failed at 1764198000123",
    "who is admin@example.com",
    "invalid parameter: remote_port",
    "\u202etxet desrever",
    "no",
    "123 456",
    "",
    "long ".repeat(41),
  ])("withholds %j", (text) => {
    expect(readableRefusal(text)).toBeNull();
  });

  it("is nothing where the master gave no text", () => {
    expect(readableRefusal(null)).toBeNull();
  });

  it("is nothing where a secret, path, hash or id stands in the sentence", () => {
    const words = fc.constantFrom(...known.map(([, text]) => text as string), "", " ", "canary", "5");
    const hex = fc.stringMatching(/^[0-9a-f]{24,40}$/);
    const value = fc.oneof(
      hex,
      fc.base64String({ minLength: 24, maxLength: 44 }),
      fc.uuid(),
      fc.webUrl(),
      fc.ipV6(),
      fc.constantFrom("secret=", "code=5 |", "password=x", "<td>", "{}", "C:\\x", "/etc/x", "api_key", "Sql"),
    );
    fc.assert(
      fc.property(words, value, words, (before, inside, after) => {
        expect(readableRefusal(`${before} ${inside} ${after}`)).toBeNull();
      }),
    );
  });
});
