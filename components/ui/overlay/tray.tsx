"use client";

import { type ReactNode, useState } from "react";
import { Icon } from "../icon";
import { Spinner } from "../state";

/** The id of where toasts and the tray stand, for what is drawn far from it. */
export const DOCK = "dock";

/** Where toasts and the tray stand: bottom right, above a phone's bar. */
export const Dock = ({ children }: { children: ReactNode }) => (
  <div
    id={DOCK}
    className="pointer-events-none fixed right-4 bottom-4 left-4 z-30 flex flex-col items-end gap-2 max-md:bottom-[calc(76px+env(safe-area-inset-bottom))] max-md:[body:has(.bulk-bar)_&]:bottom-32 md:left-auto"
  >
    {children}
  </div>
);

/** One thing that goes on. */
export interface GoingWork {
  key: string;
  /** Whose it is: the host. */
  name: ReactNode;
  what: ReactNode;
  /** For how long, or by when. */
  time?: ReactNode;
  /** The step it is in, counted from 1, of how many; without it nobody knows. */
  steps?: { at: number; of: number };
  /** Below it: what came of it, or a way to look. */
  note?: ReactNode;
}

interface TrayProps {
  title: string;
  works: readonly GoingWork[];
  /** It begins as one line. */
  folded?: boolean;
}

/** What goes on, from every page: a line each with its step and its time, no percentage that isn't known. */
export function Tray({ title, works, folded }: TrayProps) {
  const [open, setOpen] = useState(!folded);
  return (
    // The page leaves room for it at its end (`Shell`): what it covers can be scrolled out from under it.
    <section
      data-tray={open ? "open" : "folded"}
      className="pointer-events-auto w-full animate-pop overflow-hidden rounded-lg bg-float shadow-float md:w-84"
    >
      <h2>
        <button
          type="button"
          className="flex h-11 w-full items-center gap-2.5 px-3.5 text-left font-medium text-13 -outline-offset-2 hover:bg-hover"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Spinner className="text-warn" />
          <span className="flex-1">{title}</span>
          <Icon
            name="chevron-down"
            size={14}
            className={`text-ink-3 transition-transform ${open ? "" : "rotate-180"}`}
          />
        </button>
      </h2>
      {open ? (
        <ul className="max-h-60 divide-y divide-line overflow-y-auto border-t border-line">
          {works.map(({ key, name, what, time, steps, note }) => (
            <li key={key} className="flex flex-col gap-2 px-3.5 py-2.5">
              <div className="flex items-baseline gap-2 text-13">
                <span className="min-w-0 flex-1 truncate">
                  <span className="font-medium">{name}</span> <span className="text-ink-2">{what}</span>
                </span>
                <span className="text-12 text-ink-3 tabular-nums">{time}</span>
              </div>
              {note ?? <WorkBar steps={steps} />}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

const runs = "absolute inset-y-0 left-0 animate-slide rounded-full bg-warn";

const WorkBar = ({ steps }: Pick<GoingWork, "steps">) =>
  steps ? (
    <div className="flex gap-1" aria-hidden="true">
      {Array.from({ length: steps.of }, (_, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have their places
          key={at}
          className={`relative h-1 flex-1 overflow-hidden rounded-full ${at < steps.at - 1 ? "bg-warn" : "bg-press"}`}
        >
          {at === steps.at - 1 ? <span className={`${runs} w-1/2`} /> : null}
        </span>
      ))}
    </div>
  ) : (
    <div className="relative h-1 overflow-hidden rounded-full bg-press" aria-hidden="true">
      <span className={`${runs} w-1/3`} />
    </div>
  );
