import type { ReactNode } from "react";
import { Glyph, type GlyphShape } from "./glyph";

export type Tone = "run" | "busy" | "alert" | "off";

interface StateProps {
  tone: Tone;
  shape: GlyphShape;
  /** The state as a word; may carry attributes of its own (`<span data-state=…>`). */
  word: ReactNode;
  /** The fact that explains it. */
  note?: ReactNode;
}

/** A state in a row or card: mark, word, and the fact below. */
export function Plate({ tone, shape, word, note }: StateProps) {
  return (
    <span className={`plate tone-${tone}`}>
      <PlateMark tone={tone} shape={shape} />
      <span>
        <b>{word}</b>
        {note ? <small>{note}</small> : null}
      </span>
    </span>
  );
}

/** The mark alone, 40 px. */
export function PlateMark({ tone, shape }: { tone: Tone; shape: GlyphShape }) {
  return (
    <span className={`plate-mark tone-${tone}`}>
      <Glyph shape={shape} />
    </span>
  );
}

/** The plate in a host's head. */
export function Slab({ tone, shape, word, note }: StateProps) {
  return (
    <div className={`slab tone-${tone}`}>
      <Glyph shape={shape} />
      <span>
        <b>{word}</b>
        {note ? <small>{note}</small> : null}
      </span>
    </div>
  );
}
