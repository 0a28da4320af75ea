import type { ReactNode } from "react";
import { Icon } from "./icon";
import { type KeyLook, keyClass } from "./key";
import { Link } from "./link";

interface KeyLinkProps extends KeyLook {
  href: string;
  children: ReactNode;
  /** A file or another origin: a plain link, not fetched ahead. */
  plainLink?: boolean;
  download?: boolean;
}

/** A link that looks like a key. */
export function KeyLink({
  href,
  variant = "key",
  icon,
  className,
  children,
  plainLink,
  download,
}: KeyLinkProps) {
  const inside = (
    <>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </>
  );
  return plainLink || download ? (
    <a href={href} className={keyClass(variant, false, className)} download={download}>
      {inside}
    </a>
  ) : (
    <Link href={href} className={keyClass(variant, false, className)}>
      {inside}
    </Link>
  );
}
