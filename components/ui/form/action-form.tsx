"use client";

import { type ReactNode, useActionState } from "react";
import type { ActionResult } from "@/lib/action-result";
import { faultText } from "./fault-text";
import { leaveAfter } from "./leave-after";
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
  const [result, run] = useActionState(leaveAfter(limited(action), { leaveTo, reload }), null);
  return (
    <form action={run} className={className}>
      {children}
      {result && !result.ok ? (
        <p role="alert" className="mt-2 text-sm text-alert-text">
          {faultText(result, { ...faults, internal: failed })}
        </p>
      ) : null}
    </form>
  );
}
