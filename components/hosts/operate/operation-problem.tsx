import { faultText, useFaults } from "@/components/ui/form/fault-texts";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ActionResult } from "@/lib/action-result";
import { BLOCK_REASONS } from "@/lib/operations/block-reasons";
import { useReason } from "./use-reason";

/** What went wrong with the click itself; null where an operation tells what came of it. */
export function useProblem(): (result: ActionResult | null) => string | null {
  const faults = useFaults();
  const reasonText = useReason();
  return (result) => {
    if (!result || result.ok || (result.operation && result.code !== "busy")) {
      return null;
    }
    const block = BLOCK_REASONS.find((known) => result.code === "not-possible" && known === result.reason);
    if (block) {
      return reasonText(block);
    }
    // A press has nothing typed that could be lost.
    return faultText(
      result,
      result.reason === "lost" ? { ...faults, lost: faults["lost-press"] ?? "" } : faults,
    );
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
