"use client";

import { useState } from "react";
import { bareClass } from "../button";
import { Icon } from "../icon";
import { TextField } from "./text-field";
import { useScriptRuns } from "./use-script-runs";

interface PasswordFieldProps {
  label: string;
  name: string;
  autoComplete: "current-password" | "new-password";
  showLabel: string;
  hint?: string;
  minLength?: number;
  /** 256 unless said otherwise. */
  maxLength?: number;
  /** Something else will do in its place. */
  optional?: true;
}

/** The eye comes with hydration: without JavaScript it would be a dead button. */
export function PasswordField({ showLabel, optional, maxLength = 256, ...field }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const hydrated = useScriptRuns();
  return (
    <TextField
      {...field}
      required={!optional}
      type={shown ? "text" : "password"}
      maxLength={maxLength}
      verbatim
      inside={
        hydrated ? (
          <button
            type="button"
            className={`${bareClass} absolute top-1/2 right-1 my-0! -translate-y-1/2`}
            aria-label={showLabel}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            <Icon name="eye" />
          </button>
        ) : null
      }
    />
  );
}

/** Tells a browser that keeps passwords whose the one beside it is. Nobody sees it, and it isn't sent. */
export const UsernameField = ({ value }: { value: string }) => (
  <input type="text" autoComplete="username" value={value} readOnly hidden />
);
