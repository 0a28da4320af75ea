import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { GetForm } from "@/components/ui/form/get-form";
import { ChoiceStep, Pick } from "@/components/ui/form/pick";
import { hostPasswordFault } from "@/lib/hosts/access/host-password";
import { type AskedChoice, chosenOf, queryOf } from "@/lib/hosts/reinstall/asked-choice";
import type { ReinstallView } from "@/lib/hosts/reinstall/reinstall-view";
import { NewPasswordField, newPassword } from "../access/new-password-field";
import { ListFault } from "../list-fault";
import { FormProblem } from "../network/form-problem";
import type { HostOperation } from "../operate/use-host-operation";
import { Disks } from "./disks";
import { LastNotice, Limits } from "./limits";
import { Summary } from "./summary";
import { Systems, Versions } from "./systems";

interface PasswordChoiceProps {
  password: string;
  onChange: (password: string) => void;
}

/** In no form: the one that asks carries a copy, so that a password never stands in an address. */
function PasswordChoice({ password, onChange }: PasswordChoiceProps) {
  const t = useTranslations("reinstall.password");
  const [own, setOwn] = useState(false);
  const fault = password === "" ? null : hostPasswordFault(password, null);
  const pick = (next: boolean) => {
    setOwn(next);
    onChange(next ? newPassword() : "");
  };
  return (
    <>
      <div className="disk-choices grid gap-3 md:grid-cols-2">
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

interface ChoiceProps {
  view: ReinstallView;
  asked: AskedChoice;
  operation: HostOperation;
  /** Given the password that goes out with the form; empty for none. */
  onSend: (password: string) => void;
  children: ReactNode;
}

/** Four steps and what they come to. The first three live in the address: without JavaScript a key takes them there. */
export function Choice({ view, asked, operation, onSend, children }: ChoiceProps) {
  const t = useTranslations("reinstall");
  const [wanted, setWanted] = useState(asked);
  const [password, setPassword] = useState("");
  const { choices, currentImageId, limits, sizes, last } = view;
  const families = choices.ok ? choices.families : [];
  const chosen = chosenOf(families, wanted, currentImageId);
  const choose = (next: Partial<AskedChoice>) => {
    const merged = { ...wanted, ...next };
    setWanted(merged);
    const one = chosenOf(families, merged, currentImageId);
    window.history.replaceState(null, "", one ? queryOf(one) : "?");
  };
  return (
    <div className="grid items-start gap-4 *:flex *:min-w-0 *:flex-col *:gap-4 md:gap-5 md:*:gap-5 lg:grid-cols-[minmax(0,1fr)_280px] xl:grid-cols-[minmax(0,1fr)_320px]">
      <div>
        {children}
        <section className="card" aria-label={t("title")}>
          <LastNotice last={last} />
          <Limits limits={limits} />
          <FormProblem result={operation.result} gone={t("list.notListed")} className="mb-6" />
          {chosen ? (
            <div className="grid gap-8">
              <GetForm className="grid gap-8">
                <Systems families={families} chosen={chosen} choose={choose} />
                <Versions chosen={chosen} current={currentImageId} choose={choose} />
                <Disks
                  disks={chosen.disks}
                  sizes={sizes}
                  isWindows={chosen.family.family === "windows"}
                  choose={choose}
                />
                <noscript>
                  <button type="submit" className={buttonClass({ className: "mt-4" })}>
                    {t("choose.take")}
                  </button>
                </noscript>
              </GetForm>
              <ChoiceStep n={4} title={t("choose.password")}>
                <PasswordChoice password={password} onChange={setPassword} />
              </ChoiceStep>
            </div>
          ) : choices.ok ? (
            <p className="text-ink-2">{t("list.empty")}</p>
          ) : (
            <ListFault
              problem={choices.problem}
              noAnswer={t("list.noAnswer")}
              refused={(text) => t("list.refused", { text })}
              unreadable={(what) => t("list.unreadable", { what })}
              retry={t("list.retry")}
            />
          )}
        </section>
      </div>
      <div onSubmit={() => onSend(password)}>
        <Summary
          chosen={chosen}
          isUnread={!choices.ok}
          dataGb={sizes.data}
          password={password}
          tooEarly={limits.notBefore}
          operation={operation}
        />
      </div>
    </div>
  );
}
