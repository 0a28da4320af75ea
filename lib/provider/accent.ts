import { contrast, fromOklch, isHex, type Oklch, toOklch } from "./colour";

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
