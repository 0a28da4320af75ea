import type { ReactNode } from "react";
import { Glyph, type GlyphShape } from "./glyph";
import type { Tone } from "./plate";

interface MarkProps {
  tone: Tone;
  shape: GlyphShape;
  /** The state as a word; may carry attributes of its own. */
  word: ReactNode;
  /** How old it is, or why. */
  note?: ReactNode;
}

/** A state in a row of a table: a small plate and its word. What is normal is quiet. */
export function Mark({ tone, shape, word, note }: MarkProps) {
  const loud = tone === "busy" || tone === "alert";
  return (
    <span className={`tone-${tone} inline-flex min-w-0 items-center gap-2`}>
      <span className="mark-sign">
        <Glyph shape={shape} />
      </span>
      <span className="min-w-0">
        <span className={loud ? "font-strong text-(--tone-text)" : undefined}>{word}</span>
        {note ? <small className="ml-1.5 whitespace-nowrap text-ink-3">{note}</small> : null}
      </span>
    </span>
  );
}
