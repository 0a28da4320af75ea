"use client";

import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { PasswordField } from "@/components/ui/form/password-field";
import { TextField } from "@/components/ui/form/text-field";

interface SignInFormProps {
  action: FormAction;
  /** Where to go afterwards, as it stood in the address; the action checks it. */
  next: string | null;
  texts: { name: string; password: string; showPassword: string; submit: string };
}

/** Gets its texts as props: the page that most people wait for carries no translator. */
export function SignInForm({ action, next, texts }: SignInFormProps) {
  return (
    <Form
      action={action}
      submit={texts.submit}
      variant="primary"
      submitClass="w-full"
      className="grid gap-4"
      hidden={next ? { next } : undefined}
      onDone={() => {
        // The page sends on who is signed in, and tells who isn't by now that no cookie was kept. A whole load, so that
        // nothing of this one stays in memory.
        const here = new URL(window.location.href);
        here.searchParams.set("entered", "1");
        window.location.replace(here);
      }}
    >
      <TextField label={texts.name} name="login" required maxLength={254} autoComplete="username" verbatim />
      <PasswordField
        label={texts.password}
        name="password"
        showLabel={texts.showPassword}
        autoComplete="current-password"
      />
    </Form>
  );
}
