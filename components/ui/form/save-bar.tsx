import type { ReactNode } from "react";
import { StateDot } from "../state";

interface SaveBarProps {
  /** "Unsaved changes" */
  text: ReactNode;
  /** Discard, and the form's one Save. */
  children: ReactNode;
}

/** At the foot of a form's page, from the first change on: the form itself carries `data-changed` then (`Form`). */
export const SaveBar = ({ text, children }: SaveBarProps) => (
  <div className="sticky bottom-4 z-20 flex items-center gap-3 rounded-lg bg-float py-2 pr-2 pl-4 text-13 shadow-float max-md:bottom-[calc(72px+env(safe-area-inset-bottom))]">
    <StateDot sign="attention" />
    <span className="flex-1">{text}</span>
    {children}
  </div>
);
