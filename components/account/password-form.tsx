import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { FieldGrid } from "@/components/ui/form/form-section";
import { PasswordField } from "@/components/ui/form/password-field";
import { UsernameField } from "@/components/ui/form/username-field";

interface PasswordFormProps {
  action: FormAction;
  /** Whose password it is, for a browser that keeps it. */
  username: string;
  texts: Record<
    "current" | "next" | "hint" | "submit" | "done" | "rstackUnconfirmed" | "showCurrent" | "showNext",
    string
  >;
}

export function PasswordForm({ action, username, texts }: PasswordFormProps) {
  return (
    <Form
      action={action}
      submit={texts.submit}
      done={texts.done}
      notes={{ "rstack-unconfirmed": texts.rstackUnconfirmed }}
      blames={{ "wrong-password": "current" }}
      className="grid gap-4"
    >
      <UsernameField value={username} />
      <FieldGrid>
        <PasswordField
          label={texts.current}
          name="current"
          autoComplete="current-password"
          showLabel={texts.showCurrent}
        />
        <PasswordField
          label={texts.next}
          name="next"
          autoComplete="new-password"
          showLabel={texts.showNext}
          hint={texts.hint}
        />
      </FieldGrid>
    </Form>
  );
}
