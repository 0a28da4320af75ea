"use client";

import { type ReactNode, useActionState, useEffect } from "react";
import type { ActionResult } from "@/lib/actions/action-result";

export type FormAction = (previous: ActionResult | null, data: FormData) => Promise<ActionResult>;

interface ActionFormProps {
  action: FormAction;
  className?: string;
  /** Where a whole page load leads after success: nothing of what was on the page may stay. */
  leaveTo?: string;
  /** Success loads this very page anew. */
  reload?: boolean;
  /** Said when it did not work. */
  failed: string;
  children: ReactNode;
}

/** After success a whole page load, where one is wanted: nothing of what was on the page may stay. */
export function useLeaving(
  result: ActionResult | null,
  { leaveTo, reload }: { leaveTo?: string; reload?: boolean },
): void {
  useEffect(() => {
    if (result?.ok && reload) {
      window.location.reload();
    } else if (result?.ok && leaveTo) {
      window.location.replace(leaveTo);
    }
  }, [result, leaveTo, reload]);
}

/** A form around a server action whose success is to be seen in the page itself; works before hydration. */
export function ActionForm({ action, className, leaveTo, reload, failed, children }: ActionFormProps) {
  const [result, run] = useActionState(action, null);
  useLeaving(result, { leaveTo, reload });
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
