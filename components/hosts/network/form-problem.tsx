import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ActionResult } from "@/lib/action-result";
import { useProblem } from "../operate/operation-problem";

interface FormProblemProps {
  result: ActionResult | null;
  /**
   * Said where what was named is no longer on the host; null where the head of the page says enough. The page's lists are
   * drawn again.
   */
  gone?: string | null;
  className?: string;
}

/** What went wrong with a form, in its own place. What is wrong with a field stands at the field. */
export function FormProblem({ result, gone, className = "mt-3" }: FormProblemProps) {
  const { refresh } = useRouter();
  const said = useProblem()(result);
  const notThere = gone !== undefined && result !== null && !result.ok && result.code === "not-found";
  useEffect(() => {
    if (notThere) {
      refresh();
    }
  }, [notThere, refresh]);
  const text = notThere ? gone : said;
  return text && !isAboutFields(result) ? (
    <NoticeLine tone="alert" role="alert" className={className}>
      {text}
    </NoticeLine>
  ) : null;
}

const isAboutFields = (result: ActionResult | null): boolean =>
  result !== null && !result.ok && result.fields !== undefined;
