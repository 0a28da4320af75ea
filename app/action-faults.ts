import { getTranslations } from "next-intl/server";
import { ACTION_CODES } from "@/lib/action-result";

/** A sentence for each code of an action's result; `{seconds}` of a limit is filled in where it is shown. */
export async function actionFaults(): Promise<Record<string, string>> {
  const t = await getTranslations("errors");
  return {
    ...Object.fromEntries(ACTION_CODES.map((code) => [code, t(`action.${code}`)])),
    "too-many": t("over-limit", { seconds: "{seconds}" }),
  };
}
