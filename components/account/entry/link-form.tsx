"use client";

import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { useLinkToken } from "./link-gate";

interface LinkFormProps {
  action: FormAction;
  texts: { submit: string; done: string; signIn: string };
  /** Another way on, while the form stands. */
  below?: ReactNode;
  children?: ReactNode;
}

/** The form behind a link: once it worked, the only way on is to sign in. */
export function LinkForm({ action, texts, below, children }: LinkFormProps) {
  return (
    <Form
      action={action}
      submit={texts.submit}
      done={texts.done}
      variant="primary"
      submitClass="w-full"
      className="grid gap-4"
      keysClass="grid gap-4"
      below={below}
      hidden={{ token: useLinkToken() }}
      after={(_, said) => (
        <>
          {said}
          {/* A whole page load: the address here holds the link. */}
          <ButtonLink href="/sign-in" variant="primary" plainLink>
            {texts.signIn}
          </ButtonLink>
        </>
      )}
    >
      {children}
    </Form>
  );
}
