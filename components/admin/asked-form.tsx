"use client";

import { type ReactNode, useActionState } from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import { NoticeLine } from "@/components/ui/notice-line";
import { useAskedInstead } from "@/components/ui/overlay/dialog";

interface AskedFormProps {
  action: FormAction;
  /** Said when the person has to show first that it is them. */
  asked: string;
  /** Said when it did not work otherwise. */
  failed: string;
  children: ReactNode;
}

/** A key alone, before which a person may be asked again who they are. */
export function AskedForm({ action, asked, failed, children }: AskedFormProps) {
  const [result, run, pending] = useActionState(action, null);
  useAskedInstead(result);
  return (
    <form action={run} className="grid justify-items-start gap-3">
      {result && !result.ok && !pending ? (
        <NoticeLine tone="alert" role="alert">
          {result.code === "prove-again" ? asked : failed}
        </NoticeLine>
      ) : null}
      {children}
    </form>
  );
}
