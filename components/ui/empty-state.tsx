import type { ReactNode } from "react";
import type { GlyphShape } from "./glyph";
import { PlateMark, type Tone } from "./plate";

interface EmptyStateProps {
  title: ReactNode;
  text: ReactNode;
  tone?: Tone;
  shape?: GlyphShape;
  /** 1 where this is all of the page. */
  level?: 1 | 2;
  /** Keys: what to do next. */
  children?: ReactNode;
}

/** Nothing here, no match, or an error: three different things, each with its own words. */
export function EmptyState({
  title,
  text,
  tone = "off",
  shape = "dashes",
  level = 2,
  children,
}: EmptyStateProps) {
  const Title = level === 1 ? "h1" : "h2";
  return (
    <section className="sheet empty">
      <PlateMark tone={tone} shape={shape} />
      <Title className="text-md">{title}</Title>
      <p>{text}</p>
      {children ? <div className="mt-3 flex flex-wrap gap-3">{children}</div> : null}
    </section>
  );
}
