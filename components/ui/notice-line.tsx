import type { ReactNode } from "react";
import { type Sign, StateDot } from "./state";

export type NoticeTone = "run" | "busy" | "alert" | "off";

const LOOK: Record<NoticeTone, { sign: Sign; box: string }> = {
  run: { sign: "done", box: "border-line bg-card" },
  busy: { sign: "unconfirmed", box: "border-warn-line bg-warn-tint text-warn-ink" },
  alert: { sign: "failed", box: "border-bad-line bg-bad-tint text-bad-ink" },
  off: { sign: "unknown", box: "border-line bg-sunken" },
};

interface NoticeLineProps {
  tone: NoticeTone;
  sign?: Sign;
  /** `alert` for what a person just caused; `status` for what came by itself. */
  role?: "alert" | "status";
  className?: string;
  children: ReactNode;
}

/** One line on a quiet tint beside what it is about: an error, a warning, or that something changed. */
export function NoticeLine({
  tone,
  sign = LOOK[tone].sign,
  role,
  className = "",
  children,
}: NoticeLineProps) {
  return (
    <div
      className={`notice flex items-start gap-2.5 rounded-md border px-3.5 py-2.5 text-13 text-pretty ${LOOK[tone].box} ${className}`}
      role={role}
    >
      <span className="flex h-5 items-center">
        <StateDot sign={sign} />
      </span>
      <span className="min-w-0 flex-1 wrap-anywhere">{children}</span>
    </div>
  );
}
