import type { ReactNode } from "react";
import type { GlyphShape } from "./glyph";
import { Plate, type Tone } from "./plate";

interface MarkProps {
  tone: Tone;
  shape: GlyphShape;
  /** The state as a word; may carry attributes of its own. */
  word: ReactNode;
  /** How old it is, or why. */
  note?: ReactNode;
}

/** The old name of `State`. */
export const Mark = (props: MarkProps) => <Plate {...props} />;
