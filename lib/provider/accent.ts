/** One colour of the provider's, made into all that the look needs of an accent, in both themes. Pure. */

export interface Palette {
  accent: string;
  "accent-hover": string;
  "on-accent": string;
  "accent-ink": string;
  "accent-tint": string;
}
export interface Accent {
  light: Palette;
  dark: Palette;
}
/** What holds where the provider gave none. */
export const PANEL_ACCENT = "#3156d8";

export const ACCENT_FAULTS = ["no-colour", "like-danger"] as const;
export type AccentFault = (typeof ACCENT_FAULTS)[number];

/** Where an accent stands, from `components/ui/css/tokens.css` (a test compares): the grounds hardest to read on. */
export const GROUNDS = { light: ["#fafaf9", "#f4f3f2"], dark: ["#232321", "#20201e"] } as const;
/** AA for text, with a little over for rounding. */
const AA = 4.55;
/** AA for what marks a control or draws a line. */
const AA_LINE = 3.05;

/** Red means danger. */
const DANGER_HUES = [14, 44] as const;
/** Below it a colour is a grey, whose hue nobody sees. */
const GREY = 0.045;

export function accentOf(hex: string): { ok: true; accent: Accent } | { ok: false; fault: AccentFault } {
  if (!isHex(hex)) {
    return { ok: false, fault: "no-colour" };
  }
  const given = toOklch(hex);
  const [from, to] = DANGER_HUES;
  if (given.hue >= from && given.hue <= to && given.chroma > GREY) {
    return { ok: false, fault: "like-danger" };
  }
  return { ok: true, accent: { light: lightPalette(given), dark: darkPalette(given) } };
}

const readable = (colour: string, grounds: readonly string[]): boolean =>
  grounds.every((ground) => contrast(colour, ground) >= AA);

/** Goes darker (or lighter) in small steps until it can be read. */
function until(start: Oklch, step: number, good: (colour: string) => boolean): Oklch {
  let at = start;
  while (!good(fromOklch(at)) && at.lightness > 0.05 && at.lightness < 0.99) {
    at = { ...at, lightness: at.lightness + step };
  }
  return at;
}

const shade = (of: Oklch, by: number): string => fromOklch({ ...of, lightness: of.lightness + by });

function lightPalette(given: Oklch): Palette {
  const start = { ...given, lightness: Math.min(given.lightness, 0.56) };
  // On it stands white; its outline and its lines stand on the grounds.
  const accent = until(
    start,
    -0.005,
    (c) => readable(c, ["#ffffff"]) && GROUNDS.light.every((ground) => contrast(c, ground) >= AA_LINE),
  );
  const soft = fromOklch({ ...given, lightness: 0.94, chroma: Math.min(given.chroma, 0.024) });
  const text = until(accent, -0.005, (c) => readable(c, [soft, ...GROUNDS.light]));
  return {
    accent: fromOklch(accent),
    "accent-hover": shade(accent, -0.06),
    "on-accent": "#ffffff",
    "accent-ink": fromOklch(text),
    "accent-tint": soft,
  };
}

function darkPalette(given: Oklch): Palette {
  const start = {
    ...given,
    lightness: Math.max(given.lightness, 0.74),
    chroma: Math.min(given.chroma, 0.14),
  };
  const on = fromOklch({ ...given, lightness: 0.2, chroma: Math.min(given.chroma, 0.05) });
  const accent = until(start, 0.005, (c) => readable(c, [on, ...GROUNDS.dark]));
  const soft = fromOklch({ ...given, lightness: 0.3, chroma: Math.min(given.chroma, 0.06) });
  const text = until(accent, 0.005, (c) => readable(c, [soft, ...GROUNDS.dark]));
  return {
    accent: fromOklch(accent),
    "accent-hover": shade(accent, 0.05),
    "on-accent": on,
    "accent-ink": fromOklch(text),
    "accent-tint": soft,
  };
}

/**
 * For the style attribute of `<html>`: `tokens.css` takes its values from there. A style sheet in the page would need
 * the nonce of the request that drew it first, which a later answer to the same page has not.
 */
export function accentStyle({ light, dark }: Accent): Record<`--${string}`, string> {
  const named = (theme: string, palette: Palette) =>
    Object.entries(palette).map(([name, value]) => [`--${theme}-${name}`, value]);
  return Object.fromEntries([...named("light", light), ...named("dark", dark)]);
}

/** Colours in sRGB and OKLCH (https://bottosson.github.io/posts/oklab/), and the contrast of WCAG 2. Pure. */

/** Each 0 to 1. */
type Rgb = readonly [red: number, green: number, blue: number];

export interface Oklch {
  /** 0 to 1. */
  lightness: number;
  /** 0 is grey. */
  chroma: number;
  /** In degrees, 0 to 360. */
  hue: number;
}

const linear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const gamma = (v: number) => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);

/** `#rrggbb`, in any case. */
export const isHex = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

const rgbOf = (hex: string): Rgb => [
  Number.parseInt(hex.slice(1, 3), 16) / 255,
  Number.parseInt(hex.slice(3, 5), 16) / 255,
  Number.parseInt(hex.slice(5, 7), 16) / 255,
];

const hexOf = (rgb: Rgb): string =>
  `#${rgb
    .map((v) =>
      Math.round(v * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;

function luminance(hex: string): number {
  const [r, g, b] = rgbOf(hex);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

export function toOklch(hex: string): Oklch {
  const [r, g, b] = rgbOf(hex);
  const [lr, lg, lb] = [linear(r), linear(g), linear(b)];
  const l = Math.cbrt(0.4122214708 * lr + 0.5363325363 * lg + 0.0514459929 * lb);
  const m = Math.cbrt(0.2119034982 * lr + 0.6806995451 * lg + 0.1073969566 * lb);
  const s = Math.cbrt(0.0883024619 * lr + 0.2817188376 * lg + 0.6299787005 * lb);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(a, bb),
    hue: ((Math.atan2(bb, a) * 180) / Math.PI + 360) % 360,
  };
}

/** The nearest colour that a screen has: chroma gives way, lightness and hue stay. */
export function fromOklch({ lightness, chroma, hue }: Oklch): string {
  for (let c = chroma; c > 0; c -= 0.004) {
    const rgb = toRgb({ lightness, chroma: c, hue });
    if (rgb.every((v) => v >= -0.0005 && v <= 1.0005)) {
      return hexOf(clamp(rgb));
    }
  }
  return hexOf(clamp(toRgb({ lightness, chroma: 0, hue })));
}

const clamp = ([r, g, b]: Rgb): Rgb => {
  const inside = (v: number) => Math.min(1, Math.max(0, v));
  return [inside(r), inside(g), inside(b)];
};

function toRgb({ lightness, chroma, hue }: Oklch): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
