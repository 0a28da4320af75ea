"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "../button";

/**
 * The submitting key of the form around it. While the form is on its way it can't be pressed again (a second press is
 * swallowed; the focus stays).
 */
export function SubmitButton({ children, onClick, ...rest }: ButtonProps) {
  const { pending } = useFormStatus();
  return (
    <Button
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
    </Button>
  );
}
