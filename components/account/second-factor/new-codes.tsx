"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import { faultText } from "@/components/ui/form/fault-text";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { KeyLink } from "@/components/ui/key-link";
import { NoticeLine } from "@/components/ui/notice-line";
import { useGap } from "@/components/ui/spacing";
import { RecoveryCodes } from "./recovery-codes";

interface NewCodesProps {
  left: number;
  action: FormAction<{ codes: string[] }>;
  onwards: string;
  faults: Record<string, string>;
}

/** How many codes are left, and ten new ones in their place. */
export function NewCodes({ left, action, onwards, faults }: NewCodesProps) {
  const t = useTranslations("second-factor.codes");
  const gap = useGap();
  const [result, run] = useActionState(action, null);
  if (result?.ok && result.codes) {
    return (
      <RecoveryCodes codes={result.codes}>
        <KeyLink href={onwards} variant="accent" plainLink>
          {t("saved")}
        </KeyLink>
      </RecoveryCodes>
    );
  }
  const fault = faultText(result, faults);
  return (
    <form action={run} className="grid max-w-md justify-items-start gap-4">
      <p className="text-ink-2">
        {t("remaining", { count: left })}
        {/* Of none, there is nothing to replace. */}
        {left > 0 ? `${gap}${t("renewNote")}` : null}
      </p>
      {fault ? (
        <NoticeLine tone="alert" role="alert">
          {fault}
        </NoticeLine>
      ) : null}
      <SubmitKey>{t("renew")}</SubmitKey>
    </form>
  );
}
