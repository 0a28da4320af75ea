"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import { faultText } from "@/components/ui/form/fault-text";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { NoticeLine } from "@/components/ui/notice-line";
import { useGap } from "@/components/ui/use-gap";

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
  const gap = useGap();
  const [result, run] = useActionState(action, null);
  const fault = faultText(result, faults);
  return (
    <section className="card">
      <h2 className="mb-1">{t("title")}</h2>
      <p className="mb-4 max-w-prose text-ink-2">
        {[isOn ? t("text") : t("byPassword"), isStaff ? t("staff") : ""].join(gap)}
      </p>
      <form action={run} className="grid justify-items-start gap-4">
        {askAgain ? <NoticeLine tone="run">{t("on")}</NoticeLine> : null}
        {fault ? (
          <NoticeLine tone="alert" role="alert">
            {fault}
          </NoticeLine>
        ) : null}
        <input type="hidden" name="askAgain" value={askAgain ? "0" : "1"} />
        <SubmitKey>{askAgain ? t("stop") : t("start")}</SubmitKey>
      </form>
    </section>
  );
}
