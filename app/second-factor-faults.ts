import { getTranslations } from "next-intl/server";
import { ACTION_CODES } from "@/lib/actions/action-result";

/** A sentence for each way in which giving or changing a second factor can fail; `{seconds}` is filled in by the browser. */
export async function secondFactorFaults(): Promise<Record<string, string>> {
  const t = await getTranslations("second-factor.fault");
  const errors = await getTranslations("errors.action");
  const seconds = "{seconds}";
  return {
    ...Object.fromEntries(ACTION_CODES.map((code) => [code, errors(code)])),
    "sign-in-wait": t("wait", { seconds }),
    "too-many": t("wait", { seconds }),
    "signed-out": t("over"),
    "wrong-code": t("wrong-code"),
    "prove-again": t("prove-again"),
    needed: t("needed"),
    cancelled: t("cancelled"),
  };
}
