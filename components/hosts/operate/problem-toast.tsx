import { useEffect } from "react";
import { showToast } from "@/components/ui/overlay/toast";
import type { ActionResult } from "@/lib/action-result";
import { useProblem } from "./operation-problem";

/** Says in a toast what went wrong with a click on the host that is called `name`. */
export function ProblemToast({ result, name }: { result: ActionResult; name: string }) {
  const text = useProblem()(result);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer speaks, also one that says the same again
  useEffect(() => {
    if (text) {
      showToast({ tone: "alert", shape: "crossed", text: `${name}: ${text}` });
    }
  }, [result]);
  return null;
}
