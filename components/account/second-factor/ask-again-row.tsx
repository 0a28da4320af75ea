"use client";

import { useTranslations } from "next-intl";
import { SettingRow } from "@/components/ui/card";
import { useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { AnswerForm } from "@/components/ui/form/form";
import { Icon } from "@/components/ui/icon";

interface AskAgainRowProps {
  askAgain: boolean;
  /** Whether there is a second factor; else the password is what is asked for. */
  action: FormAction;
}

/** Whether to be asked again before something is lost for good. */
export function AskAgainRow({ askAgain, action }: AskAgainRowProps) {
  const t = useTranslations("second-factor.again");
  const answer = useAnswer(action);
  return (
    <SettingRow
      lead={<Icon name="shield" />}
      label={t("require")}
      text={t("text")}
      control={
        <AnswerForm
          answer={answer}
          hidden={{ askAgain: askAgain ? "0" : "1" }}
          className="grid justify-items-end gap-2"
        >
          <button
            type="submit"
            role="switch"
            aria-checked={askAgain}
            aria-label={t("require")}
            aria-disabled={answer.pending || undefined}
            className={`inline-flex h-5 w-9 shrink-0 items-center rounded-full border p-0.5 transition-colors aria-disabled:cursor-progress aria-disabled:opacity-60 ${askAgain ? "justify-end border-accent bg-accent" : "border-edge bg-sunken"}`}
            onClick={(event) => {
              if (answer.pending) {
                event.preventDefault();
              }
            }}
          >
            <span className={`size-3.5 rounded-full ${askAgain ? "bg-on-accent" : "bg-edge"}`} />
          </button>
        </AnswerForm>
      }
    />
  );
}
