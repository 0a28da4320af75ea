import { useTranslations } from "next-intl";
import type { ListProblem } from "@/lib/hosts/list-problem";
import { faultText } from "../list-fault";

/** Why ports and domains, which are one list of the master's, can't be shown. */
export function MappingsProblem({ problem }: { problem: ListProblem }) {
  const t = useTranslations("network");
  return (
    <p className="text-ink-2">
      {faultText(problem, {
        noAnswer: t("noAnswer"),
        unconfirmed: t("unconfirmed"),
        refused: (text) => t("refused", { text }),
        unreadable: (what) => t("unreadable", { what }),
      })}
    </p>
  );
}
