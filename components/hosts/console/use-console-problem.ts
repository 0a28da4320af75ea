import { useTranslations } from "next-intl";
import type { ActionResult } from "@/lib/action-result";
import { useProblem } from "../operate/operation-problem";

/** What came of a click that opened or ended nothing, in words: no strip in the head tells of a console. */
export function useConsoleProblem(): (result: ActionResult) => string {
  const w = useTranslations("words");
  const t = useTranslations("console");
  const said = useProblem();
  return (result) => {
    if (result.ok) {
      return t("usedForm");
    }
    const { operation, ...alone } = result;
    if (result.code === "refused" && operation?.refusal) {
      return w("refused", { text: operation.refusal });
    }
    if (result.reason === "no-token" || result.reason === "not-offered") {
      return t(result.reason === "no-token" ? "noToken" : "notOffered");
    }
    return said(alone) ?? t("usedForm");
  };
}
