"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";

/** A place in the bar: a row of 32 px with its word, an icon of 36 px, a fifth of a phone's bar. */
export const placeClass = (isCurrent: boolean): string =>
  `flex w-full cursor-pointer items-center gap-2.5 rounded-md font-medium text-13 no-underline transition-colors -outline-offset-2 max-md:h-15 max-md:flex-col max-md:justify-center max-md:gap-0.5 max-md:text-12 md:max-xl:size-9 md:max-xl:justify-center xl:h-8 xl:px-2 xl:text-left ${isCurrent ? "text-ink md:bg-press" : "text-ink-2 max-md:text-ink-3 md:hover:bg-hover hover:text-ink"}`;

interface RailLinkProps {
  href: string;
  /** Its own page alone: those below it are other places. */
  only?: boolean;
  children: ReactNode;
}

/** Current on its own page and on those below it. */
export function RailLink({ href, only, children }: RailLinkProps) {
  // What the account page leads to.
  const path = usePathname().replace(/^\/developers/, "/account/developers");
  const current = path === href ? "page" : !only && path.startsWith(`${href}/`) ? "true" : undefined;
  return (
    <Link href={href} aria-current={current} className={placeClass(current !== undefined)}>
      {children}
    </Link>
  );
}
