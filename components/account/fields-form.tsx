"use client";

import { type ReactNode, useActionState } from "react";
import type { FormAction } from "@/components/ui/action-form";
import { NoticeLine } from "@/components/ui/notice-line";
import { SubmitKey } from "@/components/ui/submit-key";

interface FieldsFormProps {
  action: FormAction;
  submit: string;
  done: string;
  /** Said in place of `done`, by the result's note. */
  notes?: Record<string, string>;
  /** By code. */
  faults: Record<string, string>;
  children: ReactNode;
}

/** A few fields of one's own and what came of saving them; works before hydration. */
export function FieldsForm({ action, submit, done, notes, faults, children }: FieldsFormProps) {
  const [result, run, pending] = useActionState(action, null);
  return (
    <form action={run} className="grid max-w-sm gap-4">
      {result?.ok ? (
        <NoticeLine tone={result.note ? "busy" : "run"} role="status">
          {notes?.[result.note ?? ""] ?? done}
        </NoticeLine>
      ) : null}
      {result && !result.ok ? (
        <NoticeLine tone="alert" role="alert">
          {faults[result.code] ?? faults.internal}
        </NoticeLine>
      ) : null}
      {children}
      <div>
        <SubmitKey aria-disabled={pending || undefined}>{submit}</SubmitKey>
      </div>
    </form>
  );
}
