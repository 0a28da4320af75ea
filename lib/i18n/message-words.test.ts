import { describe, expect, it } from "vitest";
import { LOCALES, type Locale } from "./locales";
import { messagesFor } from "./messages";

type Tree = { [key: string]: string | Tree };

const flat = (tree: Tree, prefix = ""): [key: string, text: string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
const textsOf = (locale: Locale) => flat(messagesFor(locale));

/** Terms that nobody may read, each with the one that stands in its place. */
const BANNED: Record<Locale, [banned: RegExp, instead: string][]> = {
  en: [
    [/hosting system/i, "{provider}, or RStack for staff"],
    [/\bmaster(’s)?\b/i, "RStack"],
    [/\be-mail/i, "email"],
    [/\buser name/i, "username"],
    [/\blog ?in\b(?! attempts)/i, "sign in"],
    [/\bcancel(ed|ing)\b/i, "cancelled"],
    [/worth nothing/i, "no longer works"],
    [/\b(going on|being made)\b/i, "in progress, being created"],
    [/\binside (address|port)/i, "private address, internal port"],
    [/\bfurther\b/i, "additional"],
    [/\bdiscs?\b/i, "ISO image"],
    [/\bsecond factors?\b/i, "two-factor authentication, two-factor method"],
    [/\bareas?\b/i, "region"],
    [/\bload the page\b(?! to)/i, "reload the page"],
    [/(doesn’t|isn’t) answer(ing)?\b/i, "isn’t responding"],
    [/\b(a mail|mails|test mail)\b/i, "email"],
    [/\b(whoever|somebody|goes on)\b/i, "anyone who, someone, continues"],
    [/['"]|\.\.\./, "’, “ ” and …"],
  ],
  "zh-CN": [
    [/主机系统/, "{provider}，员工页面用 RStack"],
    [/主控/, "RStack"],
    [/区域/, "地域"],
    [/账户/, "账号"],
    [/登陆/, "登录"],
    [/邮寄/, "发送邮件"],
    [/回读/, "查询核实"],
    [/光盘/, "ISO 镜像"],
    [/(?<!远程)控制台/, "远程控制台"],
    [/禁用/, "停用"],
    [/工作人员|管理人员/, "员工"],
    [/(主机|节点)编号/, "主机 ID、节点 ID"],
    [/重新应用/, "重新下发 IP"],
    [/端口速率/, "带宽"],
    [/重新加载/, "刷新"],
    [/操作者/, "操作人"],
    [/需关注/, "需要处理"],
    [/可不填/, "选填"],
    [/恢复快照/, "回滚快照"],
    [/\p{Script=Han}[,;?!]|\.\.\./u, "，；？！…"],
  ],
};

/** Words without which a text means the same. */
const STRAY = /\b(a|an|the|this|that|own|please)\b|[的您]/g;
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}{}#?？\s]/gu, "")
    .replace(/\s+/g, " ")
    .trim();

/** Both are meant: a heading beside a button's name, and one's own password, not the customer's. */
const INTENDED = new Set(["Restore a snapshot", "Your own password"]);

/** Texts that say the same, once with a word more; a heading and its sentence, in other letters or with a full stop, do not count. */
function strayPairs(texts: readonly (readonly [string, string])[]): string[][] {
  const bySense = new Map<string, Map<string, string>>();
  for (const [, text] of texts.filter(([, text]) => !INTENDED.has(text))) {
    const whole = plain(text);
    const sense = plain(whole.replace(STRAY, ""));
    if (sense.length >= 4 && (sense.includes(" ") || /\p{Script=Han}{4}/u.test(sense))) {
      bySense.set(sense, (bySense.get(sense) ?? new Map()).set(whole, text));
    }
  }
  return [...bySense.values()].filter(({ size }) => size > 1).map((texts) => [...texts.values()]);
}

describe.each(LOCALES)("the words of %s", (locale) => {
  it("hold no term that another one replaced", () => {
    const found = textsOf(locale).flatMap(([key, text]) =>
      BANNED[locale]
        .filter(([banned]) => banned.test(text))
        .map(([, instead]) => `${key}: ${instead}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it("say one thing in one way: no two texts differ in a stray word alone", () => {
    expect(strayPairs(textsOf(locale))).toEqual([]);
  });
});

it("in Chinese the paused and the suspended have each a word of their own", () => {
  for (const [key, text] of textsOf("zh-CN")) {
    if (/suspend/i.test(key)) {
      expect(text, key).not.toMatch(/暂停/);
    }
    if (/\bpaused?\b/i.test(key)) {
      expect(text, key).not.toMatch(/停用/);
    }
  }
});

it("finds texts with a stray word, in both languages, and takes no heading for one", () => {
  const pairs = (...texts: string[]) => strayPairs(texts.map((text) => ["key", text])).length;
  expect(pairs("Copy the link", "Copy link")).toBe(1);
  expect(pairs("复制您的链接", "复制链接")).toBe(1);
  expect(pairs("No address yet", "No address yet.", "Copy link")).toBe(0);
});
