import type { ReactNode } from "react";
import type { GlyphShape } from "./glyph";
import { Icon, type IconName } from "./icon";
import { PlateMark, type Tone } from "./plate";

interface EmptyStateProps {
  title: ReactNode;
  text: ReactNode;
  tone?: Tone;
  shape?: GlyphShape;
  /** In place of a shape, where this tells of no state. */
  icon?: IconName;
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
  icon,
  level = 2,
  children,
}: EmptyStateProps) {
  const Title = level === 1 ? "h1" : "h2";
  return (
    <section className="sheet empty">
      {icon ? (
        <span className={`plate-mark tone-${tone}`}>
          <Icon name={icon} />
        </span>
      ) : (
        <PlateMark tone={tone} shape={shape} />
      )}
      <Title className={level === 1 ? "text-lg" : "text-md"}>{title}</Title>
      <p>{text}</p>
      {children ? <div className="mt-3 flex flex-wrap gap-3">{children}</div> : null}
    </section>
  );
}
