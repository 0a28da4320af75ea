import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { AWAY_TEXTS } from "./away-texts";
import { CRASH_TEXTS } from "./crash-texts";
import { LOCALES } from "./locales";
import { messageUses } from "./message-use";
import { messagesFor } from "./messages";
import { OFFLINE_TEXTS } from "./offline-texts";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string" ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

const byLocale = new Map(
  LOCALES.map((locale) => [
    locale,
    flat({
      ...messagesFor(locale),
      ...{ away: AWAY_TEXTS[locale], crash: CRASH_TEXTS[locale], offline: OFFLINE_TEXTS[locale] },
    }),
  ]),
);
const english = byLocale.get("en") ?? new Map<string, string>();

/** Names of arguments and tags; plural branches are a matter of each language. */
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\s*([A-Za-z]\w*)\s*[,}]|<(\w+)>/g)].map((m) => m[1] ?? m[2]))].sort();

/** All that a message may be given: 0, 1 and 2 for each number, each branch of each choice, a word, tags. */
function valuesFor(text: string): Record<string, never>[] {
  const branches = [...new Set(["other", ...[...text.matchAll(/([\w-]+)\s*\{/g)].map((m) => m[1])])];
  const args = [...text.matchAll(/\{\s*(\w+)\s*(?:,\s*(\w+)|\})|<(\w+)>/g)];
  const choices = new Map<string, unknown[]>();
  for (const [, name = "", type, tag] of args) {
    if (tag) {
      choices.set(tag, [(chunks: string) => `<${tag}>${chunks}`]);
    } else if (type === "select") {
      choices.set(name, branches);
    } else if (type) {
      choices.set(name, [0, 1, 2]);
    } else if (!choices.has(name)) {
      choices.set(name, ["word"]);
    }
  }
  return [...choices].reduce<Record<string, never>[]>(
    (all, [name, each]) =>
      all.flatMap((values) => each.map((value) => ({ ...values, [name]: value as never }))),
    [{}],
  );
}

const sources = ["app", "components", "lib"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => path.join(folder, file)),
);
const code = new Map(sources.map((file) => [file, readFileSync(file, "utf8")]));
const uses = [...code].flatMap(([file, text]) => messageUses(file, text).map((use) => ({ file, ...use })));
/** Whole keys, such as those of a table. */
const quoted = new Set([...code.values()].flatMap((text) => text.match(/"[\w-]+(\.[\w-]+)+"/g) ?? []));

describe("messages", () => {
  it.each(LOCALES)("%s has every English message and no other", (locale) => {
    expect([...(byLocale.get(locale)?.keys() ?? [])].sort()).toEqual([...english.keys()].sort());
  });

  it.each(LOCALES)("%s has the arguments and tags of the English messages, and no empty text", (locale) => {
    for (const [key, text] of byLocale.get(locale) ?? []) {
      expect(text.trim(), key).not.toBe("");
      expect(placeholders(text), key).toEqual(placeholders(english.get(key) ?? ""));
    }
  });

  it.each(LOCALES)("%s formats each message with every 0, 1 and 2 to a text of its own", (locale) => {
    const faults: string[] = [];
    for (const [key, text] of byLocale.get(locale) ?? []) {
      // next-intl answers with the key where it can't format a text, and where a text comes out empty.
      const t = createTranslator({
        locale,
        messages: { text } as Record<string, string>,
        onError: ({ message }) => faults.push(`${key}: ${message}`),
      });
      for (const values of valuesFor(text)) {
        if (t.markup("text", values).trim() === "") {
          faults.push(`${key} is empty with ${JSON.stringify(values)}`);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it("has each message that a source asks for", () => {
    const keys = [...english.keys()];
    const missing = uses.filter(({ key, open, tail }) =>
      open ? !keys.some((k) => k.startsWith(key) && k.endsWith(tail)) : !english.has(key),
    );
    expect(missing.map(({ file, key }) => `${file}: ${key}`)).toEqual([]);
  });

  it("asks for a text with tags by t.rich alone: t would show its key in its place", () => {
    const tagged = [...english].flatMap(([key, text]) => (/<\w+>/.test(text) ? [key] : []));
    const plain = uses.filter(({ key, open, rich }) => !rich && !open && tagged.includes(key));
    expect(plain.map(({ file, key }) => `${file}: ${key}`)).toEqual([]);
    expect(uses.some(({ key, rich }) => rich && tagged.includes(key))).toBe(true);
  });

  it("has no message that nobody asks for", () => {
    // A key of which nothing is known would ask for every message there is.
    const known = uses.filter(({ key, tail }) => key !== "" || tail !== "");
    const asked = (key: string) =>
      /^(away|crash|offline)\./.test(key) ||
      quoted.has(`"${key}"`) ||
      known.some((use) => (use.open ? key.startsWith(use.key) && key.endsWith(use.tail) : key === use.key));
    expect([...english.keys()].filter((key) => !asked(key))).toEqual([]);
  });
});

describe("finding the messages that a source uses", () => {
  const keys = (source: string) =>
    messageUses("x.tsx", source).map(({ key, open }) => (open ? `${key}*` : key));

  it("reads literals, conditions, templates and rich texts, each in its function's namespace", () => {
    expect(
      keys(`
        function A() { const t = useTranslations("a"); return t(x ? "one" : "two") + t.rich(\`three.\${y}\`); }
        async function B() { const t = await getTranslations("b.c"); return t("d"); }
        const C = async () => (await getTranslations("e"))("f");
      `),
    ).toEqual(["a.one", "a.two", "a.three.*", "b.c.d", "e.f"]);
  });

  it("takes a key that it can't read for all of its namespace, and other calls for none", () => {
    expect(keys(`const t = useTranslations("a"); t(key); other("x"); console.log("y");`)).toEqual(["a.*"]);
  });
});
