import type { ReactNode } from "react";
import { type GlyphShape, signOf } from "./glyph";
import { Badge, State, StateDot } from "./state";

export type Tone = "run" | "busy" | "alert" | "off";

interface PlateProps {
  tone: Tone;
  shape: GlyphShape;
  /** The state as a word; may carry attributes of its own (`<span data-state=…>`). */
  word: ReactNode;
  /** The fact that explains it. */
  note?: ReactNode;
}

/** The old name of `State`. */
export const Plate = ({ tone, shape, word, note }: PlateProps) => (
  <State sign={signOf(shape, tone)} note={note}>
    {word}
  </State>
);

/** The old name of `StateDot`. */
export const PlateMark = ({ tone, shape }: { tone: Tone; shape: GlyphShape }) => (
  <span className="grid w-4 shrink-0 place-items-center">
    <StateDot sign={signOf(shape, tone)} />
  </span>
);

/** The old name of `Badge`. */
export const Slab = ({ tone, shape, word, note }: PlateProps) => (
  <span className="flex flex-wrap items-center gap-2">
    <Badge sign={signOf(shape, tone)}>{word}</Badge>
    {note ? <span className="text-13 text-ink-2">{note}</span> : null}
  </span>
);
