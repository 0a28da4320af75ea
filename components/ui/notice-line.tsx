import type { ReactNode } from "react";
import { Glyph, type GlyphShape } from "./glyph";
import type { Tone } from "./plate";

const SHAPE: Record<Tone, GlyphShape> = {
  run: "check",
  busy: "triangle",
  alert: "triangle",
  off: "dashes",
};

interface NoticeLineProps {
  tone: Tone;
  shape?: GlyphShape;
  /** `alert` for what a person just caused; `status` for what came by itself. */
  role?: "alert" | "status";
  className?: string;
  children: ReactNode;
}

/** One line on a quiet tint: an error, a warning, or that something changed. */
export function NoticeLine({ tone, shape = SHAPE[tone], role, className, children }: NoticeLineProps) {
  return (
    <div className={["notice", `tone-${tone}`, className].filter(Boolean).join(" ")} role={role}>
      <Glyph shape={shape} small />
      <span>{children}</span>
    </div>
  );
}
