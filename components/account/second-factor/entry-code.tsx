import type { FormAction } from "@/components/ui/form/action-form";
import { TextField } from "@/components/ui/form/text-field";
import { CodeForm } from "./code-form";

interface EntryCodeProps {
  kind: "totp" | "recovery";
  action: FormAction;
  next: string | undefined;
  texts: { label: string; submit: string };
  faults: Record<string, string>;
}

/** The field for the code with which a sign-in goes on. */
export function EntryCode({ kind, action, next, texts, faults }: EntryCodeProps) {
  return (
    <CodeForm action={action} submit={texts.submit} faults={faults} accent>
      {next ? <input type="hidden" name="next" value={next} /> : null}
      <TextField
        label={texts.label}
        name="code"
        required
        // The one thing to do on this page.
        autoFocus
        maxLength={kind === "totp" ? 16 : 64}
        inputMode={kind === "totp" ? "numeric" : undefined}
        autoComplete={kind === "totp" ? "one-time-code" : "off"}
        autoCapitalize="none"
        spellCheck={false}
      />
    </CodeForm>
  );
}
