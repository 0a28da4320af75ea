import { useTranslations } from "next-intl";
import { useState } from "react";
import { generatePassword, hostPasswordFault } from "@/lib/hosts/access/host-password";
import { NewPasswordField } from "../access/new-password-field";
import { Pick } from "./pick";

interface PasswordChoiceProps {
  password: string;
  onChange: (password: string) => void;
}

const made = () => generatePassword((bytes) => crypto.getRandomValues(bytes));

/** In no form: the one that asks carries a copy, so that a password never stands in an address. */
export function PasswordChoice({ password, onChange }: PasswordChoiceProps) {
  const t = useTranslations("reinstall.password");
  const [own, setOwn] = useState(false);
  const fault = password === "" ? null : hostPasswordFault(password, null);
  const pick = (next: boolean) => {
    setOwn(next);
    onChange(next ? made() : "");
  };
  return (
    <>
      <div className="disk-choices">
        <Pick name="whose" value="none" checked={!own} onPick={() => pick(false)}>
          <span className="grid">
            <b>{t("none")}</b>
            <small>{t("noneText")}</small>
          </span>
        </Pick>
        <Pick name="whose" value="own" checked={own} onPick={() => pick(true)}>
          <span className="grid">
            <b>{t("own")}</b>
            <small>{t("ownText")}</small>
          </span>
        </Pick>
      </div>
      {own ? (
        <div className="mt-4 max-w-[36rem]">
          <NewPasswordField password={password} onChange={onChange} fault={fault} />
        </div>
      ) : null}
    </>
  );
}
