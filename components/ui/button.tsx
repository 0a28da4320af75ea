import type { ButtonHTMLAttributes } from "react";
import { Icon, type IconName } from "./icon";
import { Kbd, Spinner } from "./state";

export type ButtonVariant = "primary" | "default" | "ghost" | "danger" | "inverse";

export interface ButtonLook {
  variant?: ButtonVariant;
  /** 36 px high, in dialogs; so they are by themselves at the way in (`data-entry`); 32 otherwise, 44 under a finger. */
  size?: "md" | "lg";
  /** Red words: the way to what is dangerous. */
  tone?: "bad";
  icon?: IconName;
  iconEnd?: IconName;
  className?: string;
}

const VARIANT: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent-hover",
  default: "border-line-2 bg-card shadow-control hover:bg-hover",
  ghost: "border-transparent hover:bg-hover",
  danger: "border-transparent bg-bad text-on-fill hover:bg-bad-hover",
  // On the dark bar of a view.
  inverse: "border-ground/40 hover:bg-ground/10",
};
const WORDS: Record<ButtonVariant, string> = {
  primary: "",
  default: "text-ink",
  ghost: "text-ink-2 hover:text-ink",
  danger: "",
  inverse: "text-ground",
};
const OFF =
  "aria-disabled:cursor-not-allowed aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-ink-3 aria-disabled:shadow-none forced-colors:aria-disabled:border-[GrayText] forced-colors:aria-disabled:text-[GrayText]";
const OFF_GHOST = "aria-disabled:border-transparent aria-disabled:bg-transparent";

/** The classes of a button, for what is none: a link, a summary, what opens a menu. `iconOnly`: a square. */
export function buttonClass(
  { variant = "default", size = "md", tone, className }: ButtonLook = {},
  iconOnly = false,
): string {
  const width = iconOnly
    ? `px-0 ${size === "lg" ? "w-9" : "w-8"} max-md:w-11 pointer-coarse:w-11`
    : `${size === "lg" ? "px-3.5" : "px-3"} max-md:px-3.5`;
  return [
    // Hooks of the sheets that are still there.
    "key",
    variant === "ghost" && "key-plain",
    iconOnly && "key-icon",
    "inline-flex shrink-0 cursor-pointer select-none items-center justify-center gap-1.5 rounded-md border font-medium text-13 whitespace-nowrap no-underline transition-colors max-md:min-h-11 max-md:text-14 pointer-coarse:min-h-11",
    size === "lg" ? "min-h-9" : "min-h-8 md:pointer-fine:in-data-entry:min-h-9",
    width,
    VARIANT[variant],
    tone === "bad" ? "text-bad-ink" : WORDS[variant],
    OFF,
    variant === "ghost" && OFF_GHOST,
    className,
  ]
    .filter(Boolean)
    .join(" ");
}

/** Of a small sign within a line or a field: copy, show, take off. */
export const bareClass =
  "grid size-7 shrink-0 cursor-pointer place-items-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink max-md:-my-2 max-md:size-11 pointer-coarse:-my-2 pointer-coarse:size-11";

interface OwnProps extends ButtonLook {
  /** It was pressed, and something goes on. */
  busy?: boolean;
  /** The key that does the same ("R", "G H"). */
  kbd?: string;
}

export type ButtonProps = OwnProps & ButtonHTMLAttributes<HTMLButtonElement>;

/**
 * A button. Without children it shows its icon alone and needs an `aria-label`. To switch one off, prefer
 * `aria-disabled` with `aria-describedby` pointing at the reason in words beside it: it stays reachable.
 */
export function Button({
  variant = "default",
  size,
  tone,
  icon,
  iconEnd,
  busy,
  kbd,
  className,
  children,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={buttonClass({ variant, size, tone, className }, !children)}
      title={children ? undefined : rest["aria-label"]}
      {...rest}
    >
      {busy ? <Spinner /> : icon ? <Icon name={icon} /> : null}
      {children}
      {kbd ? <Kbd keys={kbd} className="-mr-1" /> : null}
      {iconEnd ? <Icon name={iconEnd} size={14} className="-mr-0.5" /> : null}
    </button>
  );
}

type IconButtonProps = Omit<ButtonProps, "children" | "aria-label" | "icon"> & {
  icon: IconName;
  /** Its accessible name, and its tooltip. */
  label: string;
};

/** A well-known sign alone: more, copy, close, bell, trash, console. */
export const IconButton = ({ label, variant = "ghost", ...rest }: IconButtonProps) => (
  <Button variant={variant} aria-label={label} {...rest} />
);
