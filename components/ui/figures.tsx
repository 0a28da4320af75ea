import { useFormatter } from "next-intl";
import type { ReactNode } from "react";
import { Glyph, type GlyphShape } from "./glyph";
import { Link } from "./link";
import type { Tone } from "./plate";

interface FiguresProps {
  framed?: boolean;
  /** Under something else of the same sheet. */
  ruled?: boolean;
  /** Short names and numbers: three abreast on a phone. */
  dense?: boolean;
  /** Three abreast on a md: beside something else. */
  wrapped?: boolean;
  children: ReactNode;
}

/** Numbers beside each other, divided by hairlines; two abreast on a phone. */
export function Figures({ framed, ruled, dense, wrapped, children }: FiguresProps) {
  return (
    <div
      className={`grid ${dense ? "grid-cols-3" : "grid-cols-2"} gap-px overflow-hidden bg-line ${wrapped ? "figures-grid" : "md:auto-cols-fr md:grid-flow-col md:grid-cols-none"} ${
        framed ? "rounded-md border border-line" : ruled ? "border-line border-t" : ""
      }`}
    >
      {children}
    </div>
  );
}

interface FigureProps {
  label: string;
  value: number | null;
  /** Of the value, behind it. */
  unit?: string;
  /** The list that it counts. */
  href?: string;
  tone?: Tone;
  shape?: GlyphShape;
  /** More than none asks for something: it has its tone's colour then. */
  asks?: boolean;
  note?: ReactNode;
}

export function Figure({ label, value, href, unit, tone = "off", shape, asks, note }: FigureProps) {
  const format = useFormatter();
  const loud = asks && value !== null && value > 0;
  const inside = (
    <>
      <span className="flex items-center gap-1 text-ink-2 text-13">
        {shape ? <Glyph shape={shape} small toned /> : null}
        {label}
      </span>
      <b
        className={`block text-20 tabular-nums ${loud ? "text-(--tone-text)" : value === 0 ? "text-ink-3" : ""}`}
      >
        {value === null ? "–" : format.number(value)}
        {unit && value !== null ? <small className="ml-1 font-normal">{unit}</small> : null}
      </b>
      {note ? <small className="block">{note}</small> : null}
    </>
  );
  const look = `tone-${tone} block bg-card px-4 py-3 md:px-6`;
  return href ? (
    <Link
      href={href}
      className={`${look} text-ink no-underline hover:bg-sunken focus-visible:-outline-offset-2`}
    >
      {inside}
    </Link>
  ) : (
    <div className={look}>{inside}</div>
  );
}
