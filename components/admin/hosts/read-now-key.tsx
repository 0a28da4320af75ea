"use client";

import { useActionState, useEffect } from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { showToast } from "@/components/ui/overlay/toast";

interface ReadNowKeyProps {
  action: FormAction;
  label: string;
  /** It is being read, or the master has a rest: the page says so beside it. */
  isOff: boolean;
  notNow: string;
}

/** Has the list read; that it goes on, and what came of it, stands in the page. */
export function ReadNowKey({ action, label, isOff, notNow }: ReadNowKeyProps) {
  const [result, run] = useActionState(action, null);
  useEffect(() => {
    if (result && !result.ok) {
      showToast({ tone: "busy", shape: "triangle", text: notNow });
    }
  }, [result, notNow]);
  return (
    <form action={run}>
      <SubmitKey aria-disabled={isOff || undefined}>{label}</SubmitKey>
    </form>
  );
}
