import type { getTranslations } from "next-intl/server";

type Translate = Awaited<ReturnType<typeof getTranslations<"sign-in">>>;

/** Every text that the form can need, by code or `code.reason`; the wait is filled in by the browser. */
export function signInErrors(t: Translate, provider: string): Record<string, string> {
  const seconds = "{seconds}";
  return {
    "sign-in-failed": t("error.sign-in-failed"),
    "sign-in-wait": t("error.sign-in-wait", { seconds }),
    "too-many": t("error.too-many", { seconds }),
    "not-confirmed": t("error.not-confirmed.unconfirmed"),
    "not-confirmed.disabled": t("error.not-confirmed.disabled", { provider }),
    "not-confirmed.missing": t("error.not-confirmed.missing", { provider }),
    "not-confirmed.ambiguous": t("error.not-confirmed.ambiguous", { provider }),
    "master-down": t("error.master-down"),
    invalid: t("error.invalid"),
    other: t("error.other"),
  };
}
