import type { ReactNode } from "react";
import { Glyph, type GlyphShape } from "./glyph";
import type { Tone } from "./plate";

const LOOK: Record<Tone, { shape: GlyphShape; box: string }> = {
  run: { shape: "check", box: "border-line bg-card" },
  busy: { shape: "triangle", box: "border-warn-line bg-warn-tint text-warn-ink" },
  alert: { shape: "triangle", box: "border-bad-line bg-bad-tint text-bad-ink" },
  off: { shape: "dashes", box: "border-line bg-sunken" },
};

interface NoticeLineProps {
  tone: Tone;
  shape?: GlyphShape;
  /** `alert` for what a person just caused; `status` for what came by itself. */
  role?: "alert" | "status";
  className?: string;
  children: ReactNode;
}

/** One line on a quiet tint beside what it is about: an error, a warning, or that something changed. */
export function NoticeLine({
  tone,
  shape = LOOK[tone].shape,
  role,
  className = "",
  children,
}: NoticeLineProps) {
  return (
    <div
      className={`notice tone-${tone} flex items-start gap-2.5 rounded-md border px-3.5 py-2.5 text-13 text-pretty ${LOOK[tone].box} ${className}`}
      role={role}
    >
      <span className="flex h-5 items-center">
        <Glyph shape={shape} toned />
      </span>
      <span className="min-w-0 flex-1 wrap-anywhere">{children}</span>
    </div>
  );
}
