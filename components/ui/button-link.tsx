import type { ReactNode } from "react";
import { type ButtonLook, buttonClass } from "./button";
import { Icon } from "./icon";
import { Link } from "./link";

interface ButtonLinkProps extends ButtonLook {
  href: string;
  children: ReactNode;
  /** A file or another origin: a plain link, not fetched ahead. */
  plainLink?: boolean;
  download?: boolean;
}

/** A link that looks like a key. */
export function ButtonLink({
  href,
  variant = "default",
  icon,
  className,
  children,
  plainLink,
  download,
}: ButtonLinkProps) {
  const inside = (
    <>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </>
  );
  return plainLink || download ? (
    <a href={href} className={buttonClass(variant, false, className)} download={download}>
      {inside}
    </a>
  ) : (
    <Link href={href} className={buttonClass(variant, false, className)}>
      {inside}
    </Link>
  );
}
