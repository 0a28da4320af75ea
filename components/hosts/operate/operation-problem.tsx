import { useTranslations } from "next-intl";
import { NoticeLine } from "@/components/ui/notice-line";
import { useGap } from "@/components/ui/spacing";
import type { ActionResult } from "@/lib/action-result";
import { BLOCK_REASONS } from "@/lib/operations/block-reasons";
import { useReason } from "./use-reason";

/** What went wrong with the click itself; null where an operation tells what came of it. */
export function useProblem(): (result: ActionResult | null) => string | null {
  const t = useTranslations("operations");
  const reasonText = useReason();
  const gap = useGap();
  return (result) => {
    if (!result || result.ok || (result.operation && result.code !== "busy")) {
      return null;
    }
    if (result.code === "too-many") {
      return t("problem.too-many", { seconds: result.waitSeconds ?? 1 });
    }
    if (result.code === "not-possible") {
      const reason = BLOCK_REASONS.find((known) => known === result.reason);
      return reason ? reasonText(reason) : t("problem.not-possible");
    }
    const keyOf = (code: string | undefined) => `problem.${code}` as "problem.busy";
    const known = [result.reason, result.code].find((code) => t.has(keyOf(code)));
    const text = t(keyOf(known ?? "other"));
    const ref = result.ref ? t("problem.reference", { ref: result.ref }) : null;
    return [text, ref].filter(Boolean).join(gap);
  };
}

export function OperationProblem({ result }: { result: ActionResult | null }) {
  const text = useProblem()(result);
  return text ? (
    <NoticeLine tone="alert" role="alert" className="mx-2 mb-2">
      {text}
    </NoticeLine>
  ) : null;
}
