"use client";

import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { KeyLink } from "@/components/ui/key-link";
import { useGap } from "@/components/ui/spacing";
import { RecoveryCodes } from "./recovery-codes";

interface NewCodesProps {
  left: number;
  action: FormAction<{ codes: string[] }>;
  onwards: string;
}

/** How many codes are left, and ten new ones in their place. */
export function NewCodes({ left, action, onwards }: NewCodesProps) {
  const t = useTranslations("second-factor.codes");
  const gap = useGap();
  return (
    <Form
      action={action}
      submit={t("renew")}
      className="grid max-w-md justify-items-start gap-4"
      after={({ codes }) => (
        <RecoveryCodes codes={codes ?? []}>
          <KeyLink href={onwards} variant="accent" plainLink>
            {t("saved")}
          </KeyLink>
        </RecoveryCodes>
      )}
    >
      <p className="text-ink-2">
        {t("remaining", { count: left })}
        {/* Of none, there is nothing to replace. */}
        {left > 0 ? `${gap}${t("renewNote")}` : null}
      </p>
    </Form>
  );
}
