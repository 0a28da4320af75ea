import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { accentOf, accentStyle, contrast, fromOklch, GROUNDS, type Palette, toOklch } from "./accent";

/** Every look-alike of a colour that staff could ask for: all hues, pale and strong, dark and light. */
const ASKED = Array.from({ length: 72 }, (_, i) => i * 5).flatMap((hue) =>
  [0.02, 0.1, 0.2, 0.3].flatMap((chroma) =>
    [0.05, 0.3, 0.5, 0.7, 0.98].map((lightness) => fromOklch({ lightness, chroma, hue })),
  ),
);
const taken = ASKED.flatMap((hex) => {
  const made = accentOf(hex);
  return made.ok ? [{ hex, accent: made.accent }] : [];
});

const tokens = readFileSync("components/ui/css/tokens.css", "utf8");
function token(theme: "light" | "dark", name: string): string {
  const [, light, dark] =
    new RegExp(`--color-${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(tokens) ?? [];
  return (theme === "light" ? light : dark) ?? "";
}

describe("the provider's accent", () => {
  it("can be read wherever it stands, in both themes, whatever was asked for", () => {
    expect(taken.length).toBeGreaterThan(1000);
    const grounds = {
      light: ["ground", "card", "sunken", "float"].map((name) => token("light", name)),
      dark: ["ground", "card", "sunken", "float"].map((name) => token("dark", name)),
    };
    const faults = taken.flatMap(({ hex, accent }) =>
      (["light", "dark"] as const).flatMap((theme) =>
        pairs(accent[theme], grounds[theme]).flatMap(([what, ratio, least]) =>
          ratio >= least ? [] : [`${hex} ${theme} ${what}: ${ratio.toFixed(2)}`],
        ),
      ),
    );
    expect(faults).toEqual([]);
  });

  it("knows the hardest grounds of the style sheet", () => {
    expect([token("light", "ground"), token("light", "sunken")]).toEqual([...GROUNDS.light]);
    expect([token("dark", "sunken"), token("dark", "float")]).toEqual([...GROUNDS.dark]);
  });

  it("is never what means danger", () => {
    for (const hex of [token("light", "bad"), token("dark", "bad"), "#ff0000", "#e60012"]) {
      expect(accentOf(hex), hex).toEqual({ ok: false, fault: "like-danger" });
    }
  });

  it.each(["blue", "#fff", "#12345g", "#123456;}", "", "#1234567"])("refuses %j", (text) => {
    expect(accentOf(text)).toEqual({ ok: false, fault: "no-colour" });
  });

  it("keeps the hue that was asked for, and a colour that can be read as it is", () => {
    const made = accentOf("#0a7a5c");
    expect(made.ok && made.accent.light.accent).toBe("#0a7a5c");
    const pale = accentOf("#7fd8c0");
    expect(pale.ok && Math.abs(toOklch(pale.accent.light.accent).hue - toOklch("#7fd8c0").hue)).toBeLessThan(
      3,
    );
  });

  it("gives the style sheet each colour that it asks for, and no other", () => {
    const made = accentOf("#0A7A5C");
    const style = made.ok ? accentStyle(made.accent) : {};
    expect(Object.values(style).every((value) => /^#[0-9a-f]{6}$/.test(value))).toBe(true);
    const asked = [...tokens.matchAll(/var\((--(?:light|dark)-[a-z0-9-]+), #/g)].map(([, name]) => name);
    expect(Object.keys(style).sort()).toEqual([...new Set(asked)].sort());
  });
});

/** What stands on what, how well it can be read, and how well it has to be. */
function pairs(palette: Palette, grounds: string[]): [what: string, ratio: number, least: number][] {
  const { accent, "accent-hover": press, "on-accent": on, "accent-ink": text, "accent-tint": soft } = palette;
  return [
    ["key", contrast(on, accent), 4.5],
    ["pressed key", contrast(on, press), 4.5],
    ["text on soft", contrast(text, soft), 4.5],
    ...grounds.map((ground): [string, number, number] => [`text on ${ground}`, contrast(text, ground), 4.5]),
    ...grounds.map((ground): [string, number, number] => [`line on ${ground}`, contrast(accent, ground), 3]),
  ];
}
