"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { Link } from "../link";

export interface PartTab {
  href: string;
  label: string;
  /** Of a page that is no tab, and reached from this one. */
  within?: string;
}

/** The parts of one thing. On a phone they scroll sideways, with the current one in view. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly PartTab[] }) {
  const path = usePathname();
  const bar = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page wants another tab in view
  useEffect(() => {
    const current = bar.current?.querySelector<HTMLElement>("[aria-current]");
    bar.current?.scrollTo({
      left: current ? current.offsetLeft - (bar.current.clientWidth - current.clientWidth) / 2 : 0,
    });
  }, [path]);
  return (
    <nav
      className="relative flex gap-4 overflow-x-auto border-b border-line [scrollbar-width:none] max-md:-mx-4 max-md:px-4 md:gap-5"
      aria-label={label}
      data-tabs=""
      ref={bar}
    >
      {tabs.map(({ href, label: name, within }) => {
        const isCurrent = path === href || path === within;
        return (
          <Link
            key={href}
            href={href}
            aria-current={isCurrent ? (path === href ? "page" : true) : undefined}
            className={`-mb-px flex h-11 shrink-0 items-center gap-1.5 border-b-2 font-medium whitespace-nowrap no-underline transition-colors -outline-offset-2 md:h-10 md:text-13 ${isCurrent ? "border-ink text-ink" : "border-transparent text-ink-2 hover:text-ink"}`}
          >
            {name}
          </Link>
        );
      })}
    </nav>
  );
}
