"use client";

import { useFormStatus } from "react-dom";
import { Key, type KeyProps } from "../key";

/**
 * The submitting key of the form around it. While the form is on its way it can't be pressed again (a second press is
 * swallowed; the focus stays).
 */
export function SubmitKey({ children, onClick, ...rest }: KeyProps) {
  const { pending } = useFormStatus();
  return (
    <Key
      {...rest}
      type="submit"
      aria-disabled={pending || rest["aria-disabled"] || undefined}
      aria-busy={pending || undefined}
      onClick={(event) => {
        if (pending || rest["aria-disabled"]) {
          event.preventDefault();
          return;
        }
        onClick?.(event);
      }}
    >
      {children}
    </Key>
  );
}
