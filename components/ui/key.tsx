import Link from "next/link";
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Icon, type IconName } from "./icon";

export type KeyVariant = "key" | "accent" | "danger" | "plain";

const CLASS: Record<KeyVariant, string> = {
  key: "key",
  accent: "key key-accent",
  danger: "key key-danger",
  plain: "key key-plain",
};

const classOf = (variant: KeyVariant, iconOnly: boolean, className?: string) =>
  [CLASS[variant], iconOnly && "key-icon", className].filter(Boolean).join(" ");

interface KeyLook {
  variant?: KeyVariant;
  icon?: IconName;
  className?: string;
}

export type KeyProps = KeyLook & ButtonHTMLAttributes<HTMLButtonElement>;

/**
 * A button. Without children it shows its icon alone and needs an `aria-label`. To switch one off, prefer
 * `aria-disabled` with `aria-describedby` pointing at the reason in words beside it: it stays reachable.
 */
export function Key({ variant = "key", icon, className, children, type = "button", ...rest }: KeyProps) {
  return (
    <button type={type} className={classOf(variant, !children, className)} {...rest}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </button>
  );
}

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
    <a href={href} className={classOf(variant, false, className)} download={download}>
      {inside}
    </a>
  ) : (
    <Link href={href} className={classOf(variant, false, className)}>
      {inside}
    </Link>
  );
}
