import type { ReactNode } from "react";
import type { GlyphShape } from "./glyph";
import { PlateMark, type Tone } from "./plate";

interface EmptyStateProps {
  title: string;
  text: ReactNode;
  tone?: Tone;
  shape?: GlyphShape;
  /** Keys: what to do next. */
  children?: ReactNode;
}

/** Nothing here, no match, or an error: three different things, each with its own words. */
export function EmptyState({ title, text, tone = "off", shape = "dashes", children }: EmptyStateProps) {
  return (
    <section className="sheet empty">
      <PlateMark tone={tone} shape={shape} />
      <h2>{title}</h2>
      <p>{text}</p>
      {children ? <div className="mt-3 flex flex-wrap gap-3">{children}</div> : null}
    </section>
  );
}
