"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { Link } from "./link";

export interface PageTab {
  href: string;
  label: string;
  count?: number;
  /** A whole page load: the page behind it has a policy of its own. */
  plain?: boolean;
}

/** The pages of one thing. On a phone they scroll sideways, with the current one in view. */
export function PageTabs({ label, tabs }: { label: string; tabs: readonly PageTab[] }) {
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
    <nav className="page-tabs" aria-label={label} ref={bar}>
      {tabs.map((tab) => {
        const props = { href: tab.href, "aria-current": path === tab.href ? ("page" as const) : undefined };
        const text = (
          <>
            {tab.label}{" "}
            {tab.count === undefined ? null : (
              <span className="ml-1.5 font-normal text-ink-3 tabular-nums">{tab.count}</span>
            )}
          </>
        );
        return tab.plain ? (
          <a key={tab.href} {...props}>
            {text}
          </a>
        ) : (
          <Link key={tab.href} {...props}>
            {text}
          </Link>
        );
      })}
    </nav>
  );
}
