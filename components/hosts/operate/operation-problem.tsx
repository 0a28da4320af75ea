import { useTranslations } from "next-intl";
import { NoticeLine } from "@/components/ui/notice-line";
import { useGap } from "@/components/ui/spacing";
import type { ActionResult } from "@/lib/action-result";
import { BLOCK_REASONS } from "@/lib/operations/block-reasons";
import { useReason } from "./use-reason";

/** What went wrong with the click itself; null where an operation tells what came of it. */
export function useProblem(): (result: ActionResult | null) => string | null {
  const t = useTranslations("operations.problem");
  const reasonText = useReason();
  const gap = useGap();
  return (result) => {
    if (!result || result.ok || (result.operation && result.code !== "busy")) {
      return null;
    }
    if (result.code === "too-many") {
      return t("too-many", { seconds: result.waitSeconds ?? 1 });
    }
    if (result.code === "not-possible") {
      const reason = BLOCK_REASONS.find((known) => known === result.reason);
      return reason ? reasonText(reason) : t("not-possible");
    }
    const known = [result.reason, result.code].find((code) => t.has(code as "other")) ?? "other";
    const text = t(known as "other");
    const ref = result.ref ? t("reference", { ref: result.ref }) : null;
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
