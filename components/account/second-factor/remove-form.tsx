"use client";

import { type ReactNode, useActionState } from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import { faultText } from "@/components/ui/form/fault-text";
import { SubmitKey } from "@/components/ui/form/submit-key";

interface RemoveFormProps {
  action: FormAction;
  label: string;
  /** What is removed, for whoever only hears the key. */
  name: string;
  faults: Record<string, string>;
  children: ReactNode;
}

/** Takes a factor away; says where it must stay. */
export function RemoveForm({ action, label, name, faults, children }: RemoveFormProps) {
  const [result, run] = useActionState(action, null);
  const fault = faultText(result, faults);
  return (
    <form action={run}>
      {children}
      <SubmitKey aria-label={`${label}: ${name}`}>{label}</SubmitKey>
      {fault ? (
        <p role="alert" className="mt-2 text-sm text-alert-text">
          {/* It leaves the other columns their room. */}
          <span className="block max-w-sm">{fault}</span>
        </p>
      ) : null}
    </form>
  );
}
