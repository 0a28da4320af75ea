"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ComponentProps } from "react";

type PlaceLinkProps = ComponentProps<typeof Link> & { href: string };

/** A link as everywhere, but from the console's page a whole page load: what that page alone may do is left there. */
export function PlaceLink({ prefetch, children, ...rest }: PlaceLinkProps) {
  return usePathname().endsWith("/console") ? (
    <a {...rest}>{children}</a>
  ) : (
    <Link prefetch={prefetch} {...rest}>
      {children}
    </Link>
  );
}
