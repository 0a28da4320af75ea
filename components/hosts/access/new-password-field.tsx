import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, bareClass } from "@/components/ui/button";
import { TextField } from "@/components/ui/form/text-field";
import { Icon } from "@/components/ui/icon";
import { generatePassword, type HostPasswordFault } from "@/lib/hosts/access/host-password";

/** One that the rules of a host allow. */
export const newPassword = (): string => generatePassword((bytes) => crypto.getRandomValues(bytes));

interface NewPasswordFieldProps {
  password: string;
  onChange: (password: string) => void;
  fault: HostPasswordFault | null;
}

/** Made by the browser or typed; a made one is shown, since nobody else knows it. */
export function NewPasswordField({ password, onChange, fault }: NewPasswordFieldProps) {
  const w = useTranslations("words");
  const t = useTranslations("access.password");
  const [shown, setShown] = useState(false);
  return (
    <div className="grid items-start gap-3 md:grid-cols-[minmax(0,1fr)_auto]">
      <TextField
        label={w("newPassword")}
        name="password"
        type={shown ? "text" : "password"}
        value={password}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="new-password"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        error={fault ? t(`fault.${fault}`) : undefined}
        inside={
          <button
            type="button"
            className={`${bareClass} absolute top-1/2 right-1 -translate-y-1/2`}
            aria-label={w("showPassword")}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            <Icon name="eye" />
          </button>
        }
      />
      <Button
        icon="again"
        // Beside the field, below its label.
        className="md:mt-6 md:min-h-9"
        onClick={() => {
          onChange(newPassword());
          setShown(true);
        }}
      >
        {t("generate")}
      </Button>
    </div>
  );
}
