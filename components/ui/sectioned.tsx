"use client";

import { type ReactNode, useEffect, useState } from "react";

interface SectionedProps {
  /** Accessible name of the list. */
  label: string;
  /** Each section's `id` and title, as below. */
  parts: readonly (readonly [id: string, title: string])[];
  /** The sections. */
  children: ReactNode;
}

/** A page of settings: its sections in one column, and beside them, where there is room, a list that leads to each. */
export function Sectioned({ label, parts, children }: SectionedProps) {
  const current = useCurrentPart(parts);
  return (
    <div className="flex gap-10 xl:gap-12">
      <nav
        className="sticky top-6 flex w-48 shrink-0 flex-col gap-0.5 self-start max-lg:hidden"
        aria-label={label}
      >
        {parts.map(([id, title]) => (
          <a
            key={id}
            href={`#${id}`}
            aria-current={id === current ? "location" : undefined}
            className={`flex min-h-8 items-center rounded-md px-2.5 text-13 no-underline ${id === current ? "bg-press font-medium text-ink" : "text-ink-2 hover:bg-hover hover:text-ink"}`}
          >
            {title}
          </a>
        ))}
      </nav>
      <div className="flex w-full min-w-0 max-w-190 flex-col gap-8" data-sectioned>
        {children}
      </div>
    </div>
  );
}

/** The section whose top has passed this share of the window is read. */
const LINE = 0.35;

/** The section that is read now. At the page's end those below are never at the top: there the address decides, else the last. */
function useCurrentPart(parts: SectionedProps["parts"]): string | undefined {
  const [current, setCurrent] = useState(parts[0]?.[0]);
  useEffect(() => {
    const read = () => {
      const there = parts.flatMap(([id]) => document.getElementById(id) ?? []);
      const passed = there.filter((part) => part.getBoundingClientRect().top <= window.innerHeight * LINE);
      const below = there.slice(passed.length);
      const isAtEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
      const named = below.find(({ id }) => `#${id}` === window.location.hash);
      const last = window.scrollY === 0 ? there[0] : isAtEnd ? (named ?? there.at(-1)) : passed.at(-1);
      setCurrent((last ?? there[0])?.id);
    };
    read();
    window.addEventListener("scroll", read, { passive: true });
    window.addEventListener("hashchange", read);
    return () => {
      window.removeEventListener("scroll", read);
      window.removeEventListener("hashchange", read);
    };
  }, [parts]);
  return current;
}
