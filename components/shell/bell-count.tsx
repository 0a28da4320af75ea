"use client";

import { type ReactNode, useEffect, useState } from "react";
import { Link } from "@/components/ui/link";
import { MOST_UNREAD } from "@/lib/notifications/most-unread";

const RING = "panel-bell";

/** What the event stream of the page says of the bell. */
export const ring = (unread: number): boolean =>
  window.dispatchEvent(new CustomEvent(RING, { detail: unread }));

interface BellCountProps {
  /** As the page was drawn. */
  unread: number;
  /** The link's name; in `some` stands `#` for the number. */
  names: { none: string; some: string };
  children: ReactNode;
}

/** What was told since the page was drawn counts until it is drawn anew. */
export function BellCount({ unread, names, children }: BellCountProps) {
  const [told, setTold] = useState({ drawn: unread, unread });
  useEffect(() => {
    const hear = (event: Event) => setTold({ drawn: unread, unread: (event as CustomEvent<number>).detail });
    window.addEventListener(RING, hear);
    return () => window.removeEventListener(RING, hear);
  }, [unread]);
  const now = told.drawn === unread ? told.unread : unread;
  const count = now > MOST_UNREAD ? `${MOST_UNREAD}+` : String(now);
  return (
    <Link
      href="/notifications"
      data-key="G N"
      className="relative flex cursor-pointer items-center justify-center rounded-md text-ink-2 no-underline -outline-offset-2 max-md:order-5 max-md:h-15 max-md:flex-1 max-md:flex-col max-md:gap-0.5 max-md:font-medium max-md:text-12 max-md:text-ink-3 md:size-8 md:hover:bg-hover hover:text-ink"
      aria-label={now === 0 ? names.none : names.some.replace("#", count)}
    >
      {children}
      {now === 0 ? null : (
        <span
          className="absolute top-1.5 left-1/2 ml-1 min-w-4 rounded-full bg-accent px-1 text-center font-semibold text-[10px] leading-4 text-on-accent tabular-nums before:content-[attr(data-drawn)] md:-top-0.5 md:ml-0"
          data-drawn={count}
          aria-hidden="true"
        />
      )}
    </Link>
  );
}
