"use client";

import { type ReactNode, useActionState, useEffect } from "react";
import type { ActionResult } from "@/lib/actions/action-result";

export type FormAction = (previous: ActionResult | null, data: FormData) => Promise<ActionResult>;

interface ActionFormProps {
  action: FormAction;
  className?: string;
  /** Where a whole page load leads after success: nothing of what was on the page may stay. */
  leaveTo?: string;
  /** Said when it did not work. */
  failed: string;
  children: ReactNode;
}

/** A form around a server action whose success is to be seen in the page itself; works before hydration. */
export function ActionForm({ action, className, leaveTo, failed, children }: ActionFormProps) {
  const [result, run] = useActionState(action, null);
  useEffect(() => {
    if (result?.ok && leaveTo) {
      window.location.replace(leaveTo);
    }
  }, [result, leaveTo]);
  return (
    <form action={run} className={className}>
      {children}
      {result && !result.ok ? (
        <p role="alert" className="text-sm text-alert-text">
          {failed}
        </p>
      ) : null}
    </form>
  );
}
