import type { ButtonHTMLAttributes } from "react";
import { Icon, type IconName } from "./icon";

export type KeyVariant = "key" | "accent" | "danger" | "plain";

const CLASS: Record<KeyVariant, string> = {
  key: "key",
  accent: "key key-accent",
  danger: "key key-danger",
  plain: "key key-plain",
};

export const keyClass = (variant: KeyVariant, iconOnly: boolean, className?: string) =>
  [CLASS[variant], iconOnly && "key-icon", className].filter(Boolean).join(" ");

export interface KeyLook {
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
    <button type={type} className={keyClass(variant, !children, className)} {...rest}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </button>
  );
}
