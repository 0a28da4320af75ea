"use client";

import { type ReactNode, useActionState } from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import { faultText } from "@/components/ui/form/fault-text";
import { limited } from "@/components/ui/form/limited-action";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { NoticeLine } from "@/components/ui/notice-line";
import { useLinkToken } from "./link-gate";

interface LinkFormProps {
  action: FormAction;
  texts: { submit: string; done: string; signIn: string };
  faults: Record<string, string>;
  /** Another way on, while the form stands. */
  below?: ReactNode;
  children?: ReactNode;
}

/** The form behind a link: once it worked, the only way on is to sign in. */
export function LinkForm({ action, texts, faults, below, children }: LinkFormProps) {
  const token = useLinkToken();
  const [result, run] = useActionState(limited(action), null);
  if (result?.ok) {
    return (
      <>
        <NoticeLine tone="run" role="status">
          {texts.done}
        </NoticeLine>
        {/* A whole page load: the address here holds the link. */}
        <a href="/sign-in" className="key key-accent min-h-12">
          {texts.signIn}
        </a>
      </>
    );
  }
  return (
    <form
      action={run}
      className="grid gap-4"
      // React empties a form after its action: after a no, what was typed stays.
      onReset={(event) => result && !result.ok && event.preventDefault()}
    >
      <input type="hidden" name="token" value={token} />
      {result ? (
        <NoticeLine tone="alert" role="alert">
          {faultText(result, faults)}
        </NoticeLine>
      ) : null}
      {children}
      <SubmitKey variant="accent" className="min-h-12">
        {texts.submit}
      </SubmitKey>
      {below}
    </form>
  );
}
