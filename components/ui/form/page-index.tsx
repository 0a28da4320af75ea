"use client";

import { useEffect, useRef, useState } from "react";
import { Icon } from "../icon";
import "./page-index.css";

interface PageIndexProps {
  /** Accessible name. */
  label: string;
  /** Each part's `id`, and what it is called. */
  parts: readonly (readonly [id: string, title: string])[];
}

/**
 * The parts of a long page, the one that is read now marked. Beside the parts of a sheet, of which it is the first thing,
 * where there is room; else in lines above them. On a phone it is one line that stays in sight and opens.
 */
export function PageIndex({ label, parts }: PageIndexProps) {
  const menu = useRef<HTMLDetailsElement>(null);
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
  const close = () => {
    if (menu.current) {
      menu.current.open = false;
    }
  };
  const links = parts.map(([id, title]) => (
    <a key={id} href={`#${id}`} aria-current={id === current ? "location" : undefined} onClick={close}>
      {title}
    </a>
  ));
  return (
    <nav className="page-index" aria-label={label}>
      <details ref={menu}>
        <summary>
          {label}
          <b>{parts.find(([id]) => id === current)?.[1]}</b>
          <Icon name="chevron-down" small />
        </summary>
        <div>{links}</div>
      </details>
      <div className="page-index-list">
        <small>{label}</small>
        {links}
      </div>
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
