import { getTranslations } from "next-intl/server";
import { ACTION_CODES } from "@/lib/action-result";

/**
 * A sentence for each code of an action's result; `{seconds}` of a limit is filled in where it is shown. What only forms with
 * sentences of their own are answered has none here.
 */
export async function actionFaults(): Promise<Record<string, string>> {
  const t = await getTranslations("errors");
  return {
    ...Object.fromEntries(
      ACTION_CODES.flatMap((code) => {
        const key = `action.${code}` as "action.invalid";
        return t.has(key) ? [[code, t(key)]] : [];
      }),
    ),
    "too-many": t("over-limit", { seconds: "{seconds}" }),
    withReference: t("withReference", { text: "{text}", ref: "{ref}" }),
  };
}
