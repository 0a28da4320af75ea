"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { Link } from "@/components/ui/link";

interface RailLinkProps {
  href: string;
  /** Its own page alone: those below it are other places. */
  only?: boolean;
  children: ReactNode;
}

/** Current on its own page and on those below it. */
export function RailLink({ href, only, children }: RailLinkProps) {
  const path = usePathname();
  const current = path === href ? "page" : !only && path.startsWith(`${href}/`) ? "true" : undefined;
  useEffect(() => {
    if (current) {
      // A phone's bar may be wider than its screen.
      document.querySelector(".rail [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }, [current]);
  return (
    <Link href={href} aria-current={current}>
      {children}
    </Link>
  );
}
