import type { ReactNode } from "react";

interface TimelineProps {
  label: string;
  /** Each with what happened on it, newest first; without a title where there is but one. */
  days: readonly { title?: string; items: ReactNode }[];
}

/** What happened, newest first, in one column. */
export const Timeline = ({ label, days }: TimelineProps) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and the card around it is a landmark already
  <div role="group" className="flex flex-col gap-4 px-4 py-4 md:px-5" aria-label={label}>
    {days.map(({ title, items }, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a list that is drawn once
      <div key={at} className="flex flex-col gap-3">
        {title ? <p className="font-medium text-12 text-ink-3">{title}</p> : null}
        <ol className="flex flex-col">{items}</ol>
      </div>
    ))}
  </div>
);

interface TimelineItemProps {
  /** Its sign: an icon of 12 px, a `StateDot`. */
  lead: ReactNode;
  tone?: "ok" | "warn" | "bad";
  text: ReactNode;
  /** Who and how, quiet behind it. */
  sub?: ReactNode;
  /** When, at the right. */
  meta?: ReactNode;
  /** What was written, in a box below. */
  note?: ReactNode;
}

const TONE = { ok: "text-ok", warn: "text-warn", bad: "text-bad" };

export const TimelineItem = ({ lead, tone, text, sub, meta, note }: TimelineItemProps) => (
  <li className="group/item relative flex gap-3 pb-4 last:pb-0">
    <span className="absolute top-6 bottom-0 left-[11px] w-px bg-line group-last/item:hidden" />
    <span
      className={`grid size-6 shrink-0 place-items-center rounded-full border border-line ${tone ? TONE[tone] : "text-ink-3"}`}
    >
      {lead}
    </span>
    <div className="flex min-w-0 flex-1 flex-col gap-1.5">
      <div className="flex min-h-6 items-start gap-3 pt-0.5 text-13">
        <span className="min-w-0 flex-1 wrap-anywhere">
          {text}
          {sub ? <span className="text-ink-3"> · {sub}</span> : null}
        </span>
        {meta ? <span className="shrink-0 pt-0.5 text-12 text-ink-3 tabular-nums">{meta}</span> : null}
      </div>
      {note ? (
        <div className="rounded-md bg-sunken px-3 py-2 text-13 whitespace-pre-wrap wrap-anywhere">{note}</div>
      ) : null}
    </div>
  </li>
);
