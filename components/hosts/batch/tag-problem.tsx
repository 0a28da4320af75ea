import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { NoticeLine } from "@/components/ui/notice-line";
import { Secret } from "@/components/ui/secret";
import type { ActionResult } from "@/lib/action-result";
import type { HostView } from "@/lib/hosts/host-view";
import { MOST_TAGS } from "@/lib/hosts/labels/tags";
import { useProblem } from "../operate/operation-problem";

/** Why the tag is not on all selected hosts; nothing while it is. */
export function TagProblem({ result, selected }: { result: ActionResult | null; selected: HostView[] }) {
  const t = useTranslations("batch.tags.problem");
  const problem = useProblem();
  const format = useFormatter();
  const textOf = (): ReactNode => {
    const refused = result && !result.ok ? result : null;
    if (refused?.reason === "tag") {
      return t("word");
    }
    if (refused?.reason !== "tags-full") {
      return problem(result);
    }
    const full = selected.filter(({ id }) => refused.hosts?.includes(id));
    const names = format.list(full.map(({ id, name }) => <Secret key={id}>{name}</Secret>));
    return t.rich("full", {
      most: MOST_TAGS,
      full: full.length,
      others: selected.length - full.length,
      names: () => names,
    });
  };
  const text = textOf();
  return text ? (
    <NoticeLine tone="alert" role="alert" className="mt-2">
      {text}
    </NoticeLine>
  ) : null;
}
