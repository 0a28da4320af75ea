import { getTranslations } from "next-intl/server";

/** Every text that the form can need, by code or `code.reason`; the wait is filled in by the browser. */
export async function signInErrors(provider: string): Promise<Record<string, string>> {
  const t = await getTranslations("sign-in.error");
  const seconds = "{seconds}";
  return {
    "sign-in-failed": t("sign-in-failed"),
    "sign-in-wait": t("sign-in-wait", { seconds }),
    "too-many": t("too-many", { seconds }),
    "not-confirmed": t("not-confirmed.unconfirmed"),
    "not-confirmed.disabled": t("not-confirmed.disabled", { provider }),
    "not-confirmed.missing": t("not-confirmed.missing", { provider }),
    "not-confirmed.ambiguous": t("not-confirmed.ambiguous", { provider }),
    "master-down": t("master-down"),
    invalid: t("invalid"),
    other: t("other"),
  };
}

/** What is different where a passkey was given in place of name and password. */
export async function passkeyErrors(): Promise<Record<string, string>> {
  const t = await getTranslations("second-factor.fault");
  const other = (await getTranslations("sign-in.error"))("other");
  return { "sign-in-failed": t("unknown"), cancelled: t("cancelled"), invalid: other, internal: other };
}
