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
      className="bell"
      aria-label={now === 0 ? names.none : names.some.replace("#", count)}
    >
      {children}
      {now === 0 ? null : (
        <span className="bell-count" aria-hidden="true">
          {count}
        </span>
      )}
    </Link>
  );
}
