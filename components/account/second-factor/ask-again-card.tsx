"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/action-form";
import { faultText } from "@/components/ui/form/fault-text";
import { FormSection } from "@/components/ui/form/form-section";
import { NoticeLine } from "@/components/ui/notice-line";
import "./switch.css";

interface AskAgainCardProps {
  askAgain: boolean;
  /** Whether there is a second factor; else the password is what is asked for. */
  isOn: boolean;
  /** Of the provider: they can lose more. */
  isStaff: boolean;
  action: FormAction;
  faults: Record<string, string>;
}

/** Whether to be asked again before something is lost for good. */
export function AskAgainCard({ askAgain, isOn, isStaff, action, faults }: AskAgainCardProps) {
  const t = useTranslations("second-factor.again");
  const [result, run, pending] = useActionState(action, null);
  const fault = faultText(result, faults);
  return (
    <FormSection title={t("title")}>
      <form action={run} className="grid justify-items-start gap-2">
        {fault ? (
          <NoticeLine tone="alert" role="alert">
            {fault}
          </NoticeLine>
        ) : null}
        <input type="hidden" name="askAgain" value={askAgain ? "0" : "1"} />
        <button
          type="submit"
          role="switch"
          aria-checked={askAgain}
          aria-disabled={pending || undefined}
          className="switch"
          onClick={(event) => {
            if (pending) {
              event.preventDefault();
            }
          }}
        >
          {t("require")}
        </button>
        <p className="text-ink-2">{isOn ? t("text") : t("byPassword")}</p>
      </form>
      {isStaff ? (
        <Disclosure title={t("staffTitle")}>
          <p className="text-ink-2">{t("staff")}</p>
        </Disclosure>
      ) : null}
    </FormSection>
  );
}
