import { useTranslations } from "next-intl";
import { useState } from "react";
import { TextField } from "@/components/ui/form/text-field";
import { Icon } from "@/components/ui/icon";
import { Key } from "@/components/ui/key";
import { generatePassword, type HostPasswordFault, strengthOf } from "@/lib/hosts/access/host-password";

interface NewPasswordFieldProps {
  password: string;
  onChange: (password: string) => void;
  fault: HostPasswordFault | null;
}

/** Made by the browser or typed; a made one is shown, since nobody else knows it. */
export function NewPasswordField({ password, onChange, fault }: NewPasswordFieldProps) {
  const t = useTranslations("access.password");
  const [shown, setShown] = useState(false);
  return (
    <div className="grid gap-2">
      <div className="password-line">
        <TextField
          label={t("field")}
          name="password"
          type={shown ? "text" : "password"}
          value={password}
          onChange={(event) => onChange(event.target.value)}
          autoComplete="new-password"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          hint={t.rich("rules", { code: (text) => <code className="whitespace-nowrap">{text}</code> })}
          error={fault ? t(`fault.${fault}`) : undefined}
          inside={
            <button
              type="button"
              className="copy absolute top-1/2 right-1 -translate-y-1/2"
              aria-label={t("show")}
              aria-pressed={shown}
              onClick={() => setShown(!shown)}
            >
              <Icon name="eye" />
            </button>
          }
        />
        <Key
          icon="again"
          onClick={() => {
            onChange(generatePassword((bytes) => crypto.getRandomValues(bytes)));
            setShown(true);
          }}
        >
          {t("generate")}
        </Key>
      </div>
      {fault === "characters" ? null : <StrengthLine password={password} />}
    </div>
  );
}

const LIT = { weak: 1, fair: 2, strong: 3 } as const;

function StrengthLine({ password }: { password: string }) {
  const t = useTranslations("access.password");
  if (password === "") {
    return <p className="text-ink-2 text-sm">{t("generateHint")}</p>;
  }
  const strength = strengthOf(password);
  return (
    <p className="strength flex items-center gap-2 text-ink-2 text-sm" data-strength={strength}>
      <span className="strength-bars" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <i key={bar} data-lit={LIT[strength] >= bar ? "" : undefined} />
        ))}
      </span>
      <span>{t("strengthLabel")}</span>
      <b aria-live="polite">{t(`strength.${strength}`)}</b>
    </p>
  );
}
