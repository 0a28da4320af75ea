"use client";

import { type ReactNode, useActionState, useEffect } from "react";
import type { ActionResult } from "@/lib/action-result";
import { faultText } from "./fault-text";
import { limited } from "./limited-action";

/** `Told`: what its answers carry, such as a link to be shown once. */
export type FormAction<Told extends object = object> = (
  previous: ActionResult<Told> | null,
  data: FormData,
) => Promise<ActionResult<Told>>;

interface ActionFormProps {
  action: FormAction;
  className?: string;
  /** Where a whole page load leads after success: nothing of what was on the page may stay. */
  leaveTo?: string;
  /** Success loads this very page anew. */
  reload?: boolean;
  /** Said when it did not work. */
  failed: string;
  /** Sentences for single codes, `{seconds}` for the wait; `failed` for all others. */
  faults?: Record<string, string>;
  children: ReactNode;
}

let leaving = false;

/**
 * Loads the page anew, unless a form was sent that leads away from it as soon as its answer is there: the end of a view is
 * heard by the page that ends it as well.
 */
export function reloadUnlessLeaving(): void {
  if (!leaving) {
    window.location.reload();
  }
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
export function ActionForm({
  action,
  className,
  leaveTo,
  reload,
  failed,
  faults,
  children,
}: ActionFormProps) {
  const [result, run] = useActionState(limited(action), null);
  useLeaving(result, { leaveTo, reload });
  useEffect(() => {
    if (result && !result.ok) {
      leaving = false;
    }
  }, [result]);
  return (
    <form
      action={run}
      className={className}
      onSubmit={() => {
        leaving = leaveTo !== undefined;
      }}
    >
      {children}
      {result && !result.ok ? (
        <p role="alert" className="text-sm text-alert-text">
          {faultText(result, { ...faults, internal: failed })}
        </p>
      ) : null}
    </form>
  );
}
