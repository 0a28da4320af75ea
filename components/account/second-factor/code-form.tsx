"use client";

import { type ReactNode, useActionState, useEffect } from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import { faultText } from "@/components/ui/form/fault-text";
import { limited } from "@/components/ui/form/limited-action";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { NoticeLine } from "@/components/ui/notice-line";

interface CodeFormProps {
  action: FormAction;
  submit: string;
  faults: Record<string, string>;
  accent?: boolean;
  /** After success; without it the page is loaded anew, and leads on by itself. */
  onDone?: () => void;
  /** Among other things on a page: its key is no larger than theirs. */
  inPage?: boolean;
  /** Another key at the left of the one that sends: then both stand where a dialog's keys stand. */
  beside?: ReactNode;
  /** The fields. */
  children: ReactNode;
}

/** A code or password to type; works before hydration. */
export function CodeForm({
  action,
  submit,
  faults,
  accent,
  onDone,
  inPage,
  beside,
  children,
}: CodeFormProps) {
  const [result, run] = useActionState(limited(action), null);
  useEffect(() => {
    if (result?.ok) {
      (onDone ?? (() => window.location.reload()))();
    }
  }, [result, onDone]);
  const fault = faultText(result, faults);
  const key = (
    <SubmitKey variant={accent ? "accent" : "key"} className={beside || inPage ? undefined : "min-h-12"}>
      {submit}
    </SubmitKey>
  );
  return (
    <form action={run} className="grid gap-4">
      {fault ? (
        <NoticeLine tone="alert" role="alert">
          {fault}
        </NoticeLine>
      ) : null}
      {children}
      {beside ? (
        <div className="dialog-keys">
          {beside}
          {key}
        </div>
      ) : inPage ? (
        <div>{key}</div>
      ) : (
        key
      )}
    </form>
  );
}
