/** The shapes of the state language, on a grid of 24: which one it is can be told without colour. */
const SHAPES = {
  "ring-lit": (
    <>
      <circle cx="12" cy="12" r="9" />
      <circle cx="12" cy="12" r="4.6" fill="currentColor" stroke="none" />
    </>
  ),
  ring: <circle cx="12" cy="12" r="7.5" />,
  bars: <path d="M8.5 5.5v13M15.5 5.5v13" strokeWidth="3.2" />,
  tray: <path d="M12 4v8.5M8.5 9.5l3.5 3.5 3.5-3.5M4.5 14v5h15v-5" />,
  arc: (
    <>
      <path d="M12 3.5A8.5 8.5 0 1 1 3.5 12" />
      <circle cx="12" cy="12" r="1.8" fill="currentColor" stroke="none" />
    </>
  ),
  triangle: <path d="M12 3.5L21.5 20h-19zM12 10v4.2M12 17h.01" />,
  octagon: <path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM7.8 12h8.4" />,
  padlock: (
    <>
      <rect x="4.5" y="10.5" width="15" height="10" rx="2" />
      <path d="M8 10.5V7.5a4 4 0 0 1 8 0v3" />
    </>
  ),
  crossed: (
    <>
      <rect x="3.5" y="3.5" width="17" height="17" rx="3" />
      <path d="M8.8 8.8l6.4 6.4M15.2 8.8l-6.4 6.4" />
    </>
  ),
  check: <path d="M5 12.6l4.6 4.6L19 7.4" />,
  dashes: <path d="M5 12h14" strokeDasharray="2 4.5" />,
} as const;

export type GlyphShape = keyof typeof SHAPES;

/** `toned` takes the colour of the nearest `tone-*`; otherwise that of the text around. */
export function Glyph({ shape, small, toned }: { shape: GlyphShape; small?: boolean; toned?: boolean }) {
  const turns = shape === "arc";
  const names = ["glyph", small && "glyph-small", toned && "glyph-tone", turns && "glyph-turn"]
    .filter(Boolean)
    .join(" ");
  return (
    <svg className={names} viewBox="0 0 24 24" aria-hidden="true">
      {SHAPES[shape]}
    </svg>
  );
}
