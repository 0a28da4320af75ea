import { getTranslations } from "next-intl/server";
import { actionFaults } from "@/app/action-faults";

/** A sentence for each way in which giving or changing a second factor can fail; `{seconds}` is filled in by the browser. */
export async function secondFactorFaults(): Promise<Record<string, string>> {
  const t = await getTranslations("second-factor.fault");
  const seconds = "{seconds}";
  return {
    ...(await actionFaults()),
    "sign-in-wait": t("wait", { seconds }),
    "too-many": t("wait", { seconds }),
    "signed-out": t("over"),
    "wrong-code": t("wrong-code"),
    "prove-again": t("prove-again"),
    needed: t("needed"),
    cancelled: t("cancelled"),
  };
}
