"use client";

import { useActionState, useEffect } from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import { limited } from "@/components/ui/form/limited-action";
import { PasswordField } from "@/components/ui/form/password-field";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { TextField } from "@/components/ui/form/text-field";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ActionResult } from "@/lib/action-result";
import { keepBrowserZone } from "@/lib/i18n/zone-cookie";

interface SignInFormProps {
  /** A refusal tells the name as it was typed, so that the form keeps it without JavaScript, too. */
  action: FormAction<{ login: string }>;
  /** Where to go afterwards, as it stood in the address; the action checks it. */
  next: string | null;
  texts: { name: string; password: string; showPassword: string; submit: string };
  /** By code, or `code.reason`; `{seconds}` stands for the wait; `other` for what has no text of its own. */
  errors: Record<string, string>;
}

/** Gets its texts as props: the page that most people wait for carries no translator. */
export function SignInForm({ action, next, texts, errors }: SignInFormProps) {
  const [result, run] = useActionState(limited(action), null);
  useEffect(keepBrowserZone, []);
  useEffect(() => {
    if (result?.ok) {
      // The page sends on who is signed in, and tells who isn't by now that no cookie was kept. A whole load, so that nothing
      // of this one stays in memory.
      const here = new URL(window.location.href);
      here.searchParams.set("entered", "1");
      window.location.replace(here);
    }
  }, [result]);
  // React empties the form after each try.
  const login = result && !result.ok ? result.login : undefined;
  return (
    <form
      action={run}
      className="grid gap-4 px-4 pt-4 pb-4"
      // A failure of the panel's own doesn't tell the name.
      onReset={(event) => result && !result.ok && login === undefined && event.preventDefault()}
    >
      {next ? <input type="hidden" name="next" value={next} /> : null}
      {result && !result.ok ? (
        <NoticeLine tone="alert" role="alert">
          {errorText(result, errors)}
        </NoticeLine>
      ) : null}
      <TextField
        key={login}
        label={texts.name}
        name="login"
        defaultValue={login}
        required
        maxLength={254}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <PasswordField
        label={texts.password}
        name="password"
        showLabel={texts.showPassword}
        autoComplete="current-password"
      />
      <SubmitKey variant="accent" className="min-h-12">
        {texts.submit}
      </SubmitKey>
    </form>
  );
}

function errorText(result: Extract<ActionResult, { ok: false }>, errors: Record<string, string>): string {
  const text = errors[`${result.code}.${result.reason}`] ?? errors[result.code] ?? errors.other ?? "";
  const numbered = text.replace("{seconds}", String(result.waitSeconds ?? 1));
  return result.ref ? `${numbered} (${result.ref})` : numbered;
}
