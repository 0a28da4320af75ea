"use client";

import { useEffect, useRef, useState } from "react";

interface PageIndexProps {
  /** Accessible name. */
  label: string;
  /** Each part's `id`, and what it is called. */
  parts: readonly (readonly [id: string, title: string])[];
}

/** The parts of a long page, in sight while it scrolls under them, the one that is read now marked. First thing in a sheet. */
export function PageIndex({ label, parts }: PageIndexProps) {
  const bar = useRef<HTMLElement>(null);
  const [current, setCurrent] = useState<string | null>(null);
  useEffect(() => {
    const read = () => setCurrent(partAt(parts.map(([id]) => id)));
    read();
    window.addEventListener("scroll", read, { passive: true });
    window.addEventListener("hashchange", read);
    // A part that opens moves those below it.
    document.addEventListener("toggle", read, true);
    return () => {
      window.removeEventListener("scroll", read);
      window.removeEventListener("hashchange", read);
      document.removeEventListener("toggle", read, true);
    };
  }, [parts]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part wants another link in view
  useEffect(() => {
    const link = bar.current?.querySelector<HTMLElement>("[aria-current]");
    if (link) {
      bar.current?.scrollTo({ left: link.offsetLeft - (bar.current.clientWidth - link.clientWidth) / 2 });
    }
  }, [current]);
  return (
    <nav className="page-tabs page-index" aria-label={label} ref={bar}>
      {parts.map(([id, title]) => (
        <a key={id} href={`#${id}`} aria-current={id === current ? "location" : undefined}>
          {title}
        </a>
      ))}
    </nav>
  );
}

/** Whose top has passed this share of the window is read. */
const LINE = 0.35;

/** The part that is read now. At the page's end those below are never at the top: there the address decides, else the last. */
function partAt(ids: readonly string[]): string | null {
  const parts = ids.flatMap((id) => document.getElementById(id) ?? []);
  if (window.scrollY === 0) {
    return ids[0] ?? null;
  }
  const passed = parts.filter((part) => part.getBoundingClientRect().top <= window.innerHeight * LINE);
  const isAtEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
  if (!isAtEnd) {
    return (passed.at(-1) ?? parts[0])?.id ?? null;
  }
  const below = parts.slice(passed.length);
  return (below.find(({ id }) => `#${id}` === window.location.hash) ?? parts.at(-1))?.id ?? null;
}
