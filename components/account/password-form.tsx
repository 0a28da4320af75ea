"use client";

import { useActionState, useState } from "react";
import { faultText } from "@/components/ui/form/fault-text";
import { FieldGrid } from "@/components/ui/form/form-section";
import { limited } from "@/components/ui/form/limited-action";
import { PasswordField } from "@/components/ui/form/password-field";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ActionResult } from "@/lib/action-result";

interface PasswordFormProps {
  action: (previous: ActionResult | null, data: FormData) => Promise<ActionResult>;
  texts: {
    current: string;
    next: string;
    hint: string;
    submit: string;
    done: string;
    rstackUnconfirmed: string;
    showCurrent: string;
    showNext: string;
  };
  /** By the rule that was broken (`fields.next`), and by code. */
  faults: Record<string, string>;
}

export function PasswordForm({ action, texts, faults }: PasswordFormProps) {
  const [result, run] = useActionState(limited(action), null);
  const [changed, setChanged] = useState(false);
  const failed = result && !result.ok ? result : null;
  const fault = failed?.fields?.next;
  const nextError =
    failed?.code === "weak-password" ? (faults[fault ?? ""] ?? faults["weak-password"]) : undefined;
  const currentError = failed?.code === "wrong-password" ? faults["wrong-password"] : undefined;
  const fieldError = nextError ?? currentError;
  return (
    <form
      action={run}
      className="grid gap-4"
      onInput={() => setChanged(true)}
      onReset={() => setChanged(false)}
    >
      {result?.ok ? (
        <NoticeLine tone={result.note ? "busy" : "run"} role="status">
          {result.note ? texts.rstackUnconfirmed : texts.done}
        </NoticeLine>
      ) : null}
      {fieldError ? (
        // To be seen below its field.
        <p role="alert" className="sr-only">
          {fieldError}
        </p>
      ) : failed ? (
        <NoticeLine tone="alert" role="alert">
          {faultText(failed, faults)}
        </NoticeLine>
      ) : null}
      <FieldGrid>
        <PasswordField
          label={texts.current}
          name="current"
          autoComplete="current-password"
          showLabel={texts.showCurrent}
          error={currentError}
        />
        <PasswordField
          label={texts.next}
          name="next"
          autoComplete="new-password"
          showLabel={texts.showNext}
          hint={texts.hint}
          error={nextError}
        />
      </FieldGrid>
      <div>
        <SubmitKey variant={changed ? "accent" : "key"}>{texts.submit}</SubmitKey>
      </div>
    </form>
  );
}
