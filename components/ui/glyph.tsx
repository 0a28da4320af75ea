import { type Sign, StateDot } from "./state";

/** The old names of the signs; `StateDot` takes their place. */
const SIGN = {
  "ring-lit": "running",
  ring: "off",
  bars: "paused",
  tray: "paused",
  arc: "working",
  triangle: "unconfirmed",
  octagon: "suspended",
  padlock: "locked",
  crossed: "failed",
  check: "done",
  dashes: "unknown",
} as const satisfies Record<string, Sign>;

export type GlyphShape = keyof typeof SIGN;

export const signOf = (shape: GlyphShape, tone?: string): Sign =>
  tone === "alert" && shape === "triangle"
    ? "failed"
    : tone === "alert" && shape === "octagon"
      ? "traffic"
      : SIGN[shape];

/** `toned` takes the colour of its sign; otherwise that of the text around. */
export const Glyph = ({ shape, toned }: { shape: GlyphShape; small?: boolean; toned?: boolean }) => (
  <StateDot sign={SIGN[shape]} className={toned ? "" : "text-inherit!"} />
);
