"use client";

import type { ReactNode } from "react";

interface CheckFieldProps {
  name: string;
  label: ReactNode;
  /** In place of `1`. */
  value?: string;
  defaultChecked?: boolean;
  disabled?: boolean;
  required?: boolean;
  /** A line below: what follows from it. */
  text?: ReactNode;
}

/** A box to tick; sends `1`. It waits for the form's button: what acts at once is a `Switch`. */
export function CheckField({ label, text, ...input }: CheckFieldProps) {
  return (
    <label className="flex min-h-8 items-start gap-2.5 py-1.5 max-md:min-h-11 max-md:py-3 pointer-coarse:min-h-11">
      <input type="checkbox" value="1" className="mt-0.5" {...input} />
      <span className="flex min-w-0 flex-col">
        <span>{label}</span>
        {text ? <span className="text-13 text-ink-2">{text}</span> : null}
      </span>
    </label>
  );
}

interface ChoiceCardProps {
  name: string;
  value: string;
  label: ReactNode;
  text?: ReactNode;
  /** Its picture, at the left. */
  mark?: ReactNode;
  /** With `onPick`: whoever holds it says which one is chosen. Otherwise the form does. */
  checked?: boolean;
  defaultChecked?: boolean;
  required?: boolean;
  onPick?: () => void;
}

/** One of several that deserves a picture: a real radio button, all of the card its label. */
export function ChoiceCard({ label, text, mark, onPick, ...input }: ChoiceCardProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md border border-line-2 bg-card px-3 py-2.5 transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-select has-checked:outline has-checked:outline-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-ink has-disabled:cursor-not-allowed has-disabled:text-ink-3">
      {mark}
      <span className="flex min-w-0 flex-1 flex-col wrap-anywhere">
        <span className="font-medium">{label}</span>
        {text ? <span className="text-12 text-ink-2">{text}</span> : null}
      </span>
      <input type="radio" className="outline-none" {...input} onChange={onPick} />
    </label>
  );
}

interface SwitchProps {
  /** Accessible name. */
  label: string;
  on: boolean;
  /** It is on its way. */
  busy?: boolean;
}

/** On or off, at once: the button of the form around it, so that it works before hydration. */
export function Switch({ label, on, busy }: SwitchProps) {
  return (
    <button
      type="submit"
      role="switch"
      aria-checked={on}
      aria-label={label}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : undefined}
      className="group/switch inline-grid shrink-0 cursor-pointer place-items-center rounded-full aria-disabled:cursor-not-allowed aria-disabled:opacity-50 max-md:min-h-11 pointer-coarse:min-h-11"
    >
      <span className="flex h-5 w-9 items-center rounded-full border border-edge bg-sunken p-0.5 transition-colors group-aria-checked/switch:justify-end group-aria-checked/switch:border-accent group-aria-checked/switch:bg-accent">
        <span className="size-3.5 rounded-full bg-edge group-aria-checked/switch:bg-on-accent forced-colors:bg-[ButtonText]" />
      </span>
    </button>
  );
}
