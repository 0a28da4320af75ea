"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { placeClass } from "./places";

interface RailLinkProps {
  href: string;
  /** Its own page alone: those below it are other places. */
  only?: boolean;
  /** The key that leads there after G. */
  go?: string | undefined;
  children: ReactNode;
}

/** Current on its own page and on those below it. */
export function RailLink({ href, only, go, children }: RailLinkProps) {
  // What the account page leads to.
  const path = usePathname().replace(/^\/developers/, "/account/developers");
  const current = path === href ? "page" : !only && path.startsWith(`${href}/`) ? "true" : undefined;
  return (
    <Link
      href={href}
      data-key={go && `G ${go}`}
      aria-current={current}
      className={placeClass(current !== undefined)}
    >
      {children}
    </Link>
  );
}
