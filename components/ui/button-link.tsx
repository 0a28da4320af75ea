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

/** A link that looks like a button. */
export function ButtonLink({ href, icon, iconEnd, children, plainLink, download, ...look }: ButtonLinkProps) {
  const inside = (
    <>
      {icon ? <Icon name={icon} /> : null}
      {children}
      {iconEnd ? <Icon name={iconEnd} size={14} className="-mr-0.5" /> : null}
    </>
  );
  const className = buttonClass(look);
  return plainLink || download ? (
    <a href={href} className={className} download={download}>
      {inside}
    </a>
  ) : (
    <Link href={href} className={className}>
      {inside}
    </Link>
  );
}
