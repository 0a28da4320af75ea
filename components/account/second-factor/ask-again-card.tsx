"use client";

import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { AnswerForm } from "@/components/ui/form/form";
import { FormSection } from "@/components/ui/form/form-section";
import "./switch.css";

interface AskAgainCardProps {
  askAgain: boolean;
  /** Whether there is a second factor; else the password is what is asked for. */
  isOn: boolean;
  /** Of the provider: they can lose more. */
  isStaff: boolean;
  action: FormAction;
}

/** Whether to be asked again before something is lost for good. */
export function AskAgainCard({ askAgain, isOn, isStaff, action }: AskAgainCardProps) {
  const t = useTranslations("second-factor.again");
  const answer = useAnswer(action);
  return (
    <FormSection title={t("title")}>
      <AnswerForm
        answer={answer}
        hidden={{ askAgain: askAgain ? "0" : "1" }}
        className="grid justify-items-start gap-2"
      >
        <button
          type="submit"
          role="switch"
          aria-checked={askAgain}
          aria-disabled={answer.pending || undefined}
          className="switch"
          onClick={(event) => {
            if (answer.pending) {
              event.preventDefault();
            }
          }}
        >
          {t("require")}
        </button>
        <p className="text-ink-2">{isOn ? t("text") : t("byPassword")}</p>
      </AnswerForm>
      {isStaff ? (
        <Disclosure title={t("staffTitle")}>
          <p className="text-ink-2">{t("staff")}</p>
        </Disclosure>
      ) : null}
    </FormSection>
  );
}
