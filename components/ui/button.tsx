import type { ButtonHTMLAttributes } from "react";
import { Icon, type IconName } from "./icon";

export type ButtonVariant = "primary" | "default" | "ghost" | "danger";

const VARIANT: Record<ButtonVariant, string> = {
  primary: "key-accent",
  default: "",
  ghost: "key-plain",
  danger: "key-danger",
};

export const buttonClass = (variant: ButtonVariant, iconOnly: boolean, className?: string) =>
  ["key", VARIANT[variant], iconOnly && "key-icon", className].filter(Boolean).join(" ");

export interface ButtonLook {
  variant?: ButtonVariant;
  icon?: IconName;
  className?: string;
}

export type ButtonProps = ButtonLook & ButtonHTMLAttributes<HTMLButtonElement>;

/**
 * A button. Without children it shows its icon alone and needs an `aria-label`. To switch one off, prefer
 * `aria-disabled` with `aria-describedby` pointing at the reason in words beside it: it stays reachable.
 */
export function Button({
  variant = "default",
  icon,
  className,
  children,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button type={type} className={buttonClass(variant, !children, className)} {...rest}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </button>
  );
}
